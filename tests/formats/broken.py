"""For every rule, how to break the sound questionnaire in one place.

An edit is (file, what stands there, what to write instead); QUESTIONNAIRE and the others name
the files below tests/formats/sound.
"""

from pathlib import Path

SOUND = Path(__file__).parent / "sound"
QUESTIONNAIRE = "questionnaires/sound/questionnaire.yaml"
CODE_LIST = "questionnaires/code_lists/answer.yaml"
CATALOGUE = "translations/ro/LC_MESSAGES/sound.po"
CATALOGUE_OF_LISTS = "translations/ro/LC_MESSAGES/code_lists.po"

Edit = tuple[str, str, str]
A_FOLDER = "(a folder of this name)"
"""Instead of what stands there; then a folder lies in the place of the file."""
PROFILE = "questionnaires/sound/profiles/one.yaml"
STUDY = "questionnaires/sound/study.yaml"
RULES_OF_A_LAND = "questionnaires/screening/land.yaml"
CALENDAR_OF_A_LAND = "questionnaires/calendars/land.yaml"
Q, L, T, P = QUESTIONNAIRE, CODE_LIST, CATALOGUE, PROFILE
S, C = RULES_OF_A_LAND, CALENDAR_OF_A_LAND
TEST_OF_SUM = '"${used.@row.y} <= ${places}"'
CONSTRAINT = '". >= 0"'
RELEVANT = "\"${agrees} = 'yes'\""
VARIANTS = '            variants: {"NO"'
USED = "            label: How many are used?\n"
MOST_TOPICS = "            max_choices: 2\n"
TEXT_QUESTION = "            type: text\n"
CODES = "codes:\n  - {code: good, label: Good}\n  - {code: bad, label: Bad}\n"
SECTION = """
  - name: more
    label: More
    pages: [{name: more, questions: [{name: more, type: note, label: More}]}]"""
LETTERED = SECTION.replace("name: more", "name: more\n    letter: B", 1)

SHAPES = {
    "yaml-syntax": (Q, "title: A", "title: [A"),
    "not-utf-8": (Q, "A bed", "A b\udcffd"),
    "too-large": (Q, "A bed.", "A bed." + " A bed." * 320_000),
    "too-deep": (Q, "[place]", "[" * 40 + "]" * 40),
    "alias": (Q, "title: A sound questionnaire", "title: &a A sound questionnaire"),
    "tag": (Q, "title: A", "title: !x A"),
    "duplicate-key": (Q, "title: A", "title: B\ntitle: A"),
    "key-not-text": (Q, "title: A", "1: B\ntitle: A"),
    "unknown-key": (Q, "label: The start", "label: The start\n    lable: The start"),
    "missing-key": (Q, "title: A sound questionnaire\n", ""),
    "not-text": (Q, 'version: "1"', "version: 1"),
    "ill-formed": (Q, "name: comment", "name: A comment"),
    "empty-text": (Q, "label: What else?", 'label: ""'),
    "unknown-word": (Q, "languages: [en, ro]", "languages: [en, ro]\nunit: person"),
    "language-not-offered": (Q, "languages: [en, ro]", "languages: [en, ro, xx]"),
    "not-true-or-false": (Q, "core: true", "core: perhaps"),
    "not-a-number": (Q, "max_choices: 2", "max_choices: two"),
    "not-a-list": (Q, "terms: [place]", "terms: place"),
    "not-a-mapping": (Q, "core: {label: Short}", "core: Short"),
    "empty-list": (L, CODES, "codes: []\n"),
    "too-many": (Q, "sections:", "sections:" + SECTION * 26),
    "other-name": (L, "list: answer", "list: answers"),
    "ignore-unfit": (Q, "title: A", "# check: ignore unused-term\ntitle: A"),
    "ignore-unused": (Q, "title: A", "# check: ignore unused-term it is shown later\ntitle: A"),
    "po-syntax": (T, 'msgid "Short"', 'msgid "Short'),
    "unreadable": (T, 'msgid "Short"', A_FOLDER),
}
MANY = ", ".join(f"{{code: X{n}, label: Country {n}}}" for n in range(4))
STRUCTURE = {
    "too-many-groups": (Q, "label: Romania}, ", f"label: Romania}}, {MANY}, "),
    "name-used-twice": (Q, "name: second", "name: first"),
    "reserved-name": (Q, "name: comment", "name: terms"),
    "reserved-code": (Q, "code: x", "code: dk"),
    "unknown-type": (Q, "type: text", "type: txt"),
    "key-not-allowed": (Q, TEXT_QUESTION, f"{TEXT_QUESTION}            max_choices: 1\n"),
    "out-of-range": (Q, "max_choices: 2", "max_choices: 3"),
    "message-missing": (Q, "            constraint_message: Not below zero.\n", ""),
    "same-label": (T, 'msgstr "Nimic"', 'msgstr "Unu"'),
    "message-unused": (Q, '            constraint: ". >= 0"\n', ""),
    "each-unfit": (Q, '{test: ". > 4"', '{each: row, test: ". > 4"'),
    "level-unfit": (Q, TEXT_QUESTION, f"{TEXT_QUESTION}            level: nominal\n"),
    "date-not-compared": (Q, TEXT_QUESTION, "            type: date\n"),
    "beside-unfit": (Q, MOST_TOPICS, f"{MOST_TOPICS}            beside: used\n"),
    "without-and-only": (Q, "without: [bad]", "without: [bad], only: [good]"),
    "empty-selection": (Q, "without: [bad]", "without: [bad, good]"),
    "unknown-edition": (Q, "full: {label: Long}", "long: {label: Long}"),
    "letter-missing": (Q, "sections:", "sections:" + LETTERED),
    "letter-used-twice": (
        Q,
        "sections:\n  - name: start",
        f"sections:{LETTERED}\n  - name: start\n    letter: B",
    ),
    "sum-of-itself": (Q, USED, f"{USED}            sums: {{rows: {{b: [a, b]}}}}\n"),
    "source-language-missing": (Q, "languages: [en, ro]", "languages: [ro]"),
}
REFERENCES = {
    "help-unchecked": (STUDY, "checked: 2026-11-24", "checked: 2026-04-01"),
    "unknown-list": (Q, "list: answer", "list: answr"),
    "unknown-code": (Q, "exclusive: [none]", "exclusive: [nothing]"),
    "unknown-core-cell": (Q, USED, f"{USED}            core: {{cells: [c.*]}}\n"),
    "unknown-term": (Q, "terms: [place]", "terms: [place, palce]"),
    "unknown-warning": (Q, "warnings: [small]", "warnings: [small, smal]"),
    "unknown-question": (Q, "compare_by: country", "compare_by: country\nstrata: [contry]"),
    "unknown-country": (Q, 'variants: {"NO"', 'variants: {"SE"'),
    "not-one-answer": (Q, "compare_by: country", "compare_by: country\nsplit_by: places"),
    "reason-without-words": (Q, "minutes: {full: 3}", "minutes: {full: 3}\nmissing: [na]"),
    "same-group": (Q, "compare_by: country", "compare_by: country\nsplit_by: country"),
    "routed-group": (Q, VARIANTS, f"            relevant: {RELEVANT[:-5]}no'\"\n{VARIANTS}"),
    "unused-list": (Q, "{list: answer, without: [bad]}", "[{code: good, label: Good}]"),
    "unused-parameter": (Q, 'parameters: {year: "2014"}', 'parameters: {year: "2014", age: "x"}'),
    "unused-term": (Q, "            terms: [place]\n", ""),
    "unused-warning": (Q, "            warnings: [small]\n", ""),
}
CONDITIONS = {
    "syntax": (Q, CONSTRAINT, '". >="'),
    "too-long": (Q, CONSTRAINT, '". >= 0' + " " * 4000 + '"'),
    "too-deep": (Q, CONSTRAINT, '"' + "(" * 30 + ". >= 0" + ")" * 30 + '"'),
    "too-many-parts": (Q, CONSTRAINT, '"' + ".>0 or " * 300 + '.>0"'),
    "number-too-large": (Q, CONSTRAINT, '". >= 99999999999999"'),
    "unknown-function": (Q, CONSTRAINT, '"integer(.) >= 0"'),
    "wrong-arguments": (Q, CONSTRAINT, '"int(., 1) >= 0"'),
    "unknown-name": (Q, RELEVANT, "\"${agree} = 'yes'\""),
    "later-question": (Q, RELEVANT, "\"selected(${topics}, 'x')\""),
    "unknown-row": (Q, TEST_OF_SUM, '"${used.c.y} <= ${places}"'),
    "unknown-column": (Q, TEST_OF_SUM, '"${used.@row.z} <= ${places}"'),
    "no-current-answer": (Q, RELEVANT, "\". = 'yes'\""),
    "no-current-row": (Q, RELEVANT, "\"@row = 'a'\""),
    "no-current-column": (Q, TEST_OF_SUM, '"${used.@row.@column} <= ${places}"'),
    "needs-a-cell": (Q, TEST_OF_SUM, '"${used} <= ${places}"'),
    "not-a-number": (Q, 'values: {used: "${used.@row.y}"}', 'values: {used: "${country}"}'),
    "not-a-day": (
        Q,
        TEXT_QUESTION,
        "            type: date\n            constraint: \". < '2015'\"\n",
    ),
    "not-a-condition": (Q, RELEVANT, '"${agrees}"'),
    "no-order": (Q, RELEVANT, "\"${agrees} > 'yes'\""),
    "several-codes": (
        Q,
        TEXT_QUESTION,
        f"{TEXT_QUESTION}            relevant: \"${{topics}} = 'x'\"\n",
    ),
    "asked-without-source": (
        Q,
        TEXT_QUESTION,
        f'{TEXT_QUESTION}            relevant: "${{places}} > 10"\n',
    ),
    "each-without-place": (Q, TEST_OF_SUM, '"${used.a.y} <= ${places}"'),
    "never-holds": (Q, RELEVANT, "\"${agrees} = 'yes' and ${agrees} = 'no'\""),
    "core-needs-more": (Q, RELEVANT, "\"${quality} = 'good'\""),
}
TRANSLATIONS = {
    "translation-missing": (T, 'msgstr "Scurt"', 'msgstr ""'),
    "translation-fuzzy": (T, 'msgctxt "sound.title"', '#, fuzzy\nmsgctxt "sound.title"'),
    "translation-stale": (T, 'msgid "Short"', 'msgid "Brief"'),
    "translation-obsolete": (
        T,
        'msgctxt "sound.title"',
        'msgctxt "sound.old"\nmsgid "Old"\nmsgstr "Vechi"\n\nmsgctxt "sound.title"',
    ),
    "translation-unreviewed": (T, 'msgctxt "sound.title"', '# unreviewed\nmsgctxt "sound.title"'),
    "placeholder-differs": (T, "{used} locuri", "{use} locuri"),
}
YEAR_AND_SHORT = 'parameters: {year: "2014"}\neditions:\n  core: {label: Short}'
OF_A_WORD = """parameters: {year: "2014", season: spring}
editions:
  core: {label: "{season, plural, one {Short} other {Shorter}}"}"""
WORDING = {
    "unknown-placeholder": (Q, "What else?", "What else in {years}?"),
    "parameter-written-out": (Q, "What else?", "What else in 2014?"),
    "stray-brace": (Q, "What else?", '"What else in {Year}?"'),
    "plural-ill-formed": (Q, "What else?", '"What else? {year, plural, one year}"'),
    "plural-form-missing": (Q, "What else?", '"{year, plural, other {What else?}}"'),
    "plural-form-unknown": (Q, "What else?", '"{year, plural, one {?} few {??} other {???}}"'),
    "plural-no-number": (Q, YEAR_AND_SHORT, OF_A_WORD),
    "cedilla": (T, "țară", "ţară"),
    "hidden-character": (T, "Scurt", "Scu\u202ert"),
    "misread": (T, "Scurt", "Scurt È™i"),
    "cut-text": (Q, "label: What else?", "label: What of item #3?"),
    "html": (Q, "label: What else?", "label: What <b>else</b>?"),
    "not-normalised": (T, "Ce țară", "Ce țara\u0306"),
    "space-around": (T, '"Scurt"', '" Scurt"'),
    "double-space": (T, "Un pat", "Un  pat"),
}
SENSITIVE = "            sensitive: true\n"
PROTECTION = {
    "nothing-protected": (Q, SENSITIVE, ""),
    "most-protected": (Q, "label: The start\n", "label: The start\n    sensitive: true\n"),
}
PROFILES = {
    "unknown-language": (P, "language: ro", "language: nb"),
    "unknown-cell": (P, "used.a.y", "used.c.y"),
    "takes-too-long": (Q, "minutes: {full: 3}", "minutes: {full: 1}"),
}
SCREENING = {
    "unknown-screening": (STUDY, "study: sound\n", "study: sound\nscreening: [lnad]\n"),
    "unknown-module": (S, "se.personnummer", "se.personnumer"),
    "number-unfit": (S, "    stdnum: se.personnummer\n", ""),
    "example-not-found": (S, "880320-0016", "880320-0017"),
    "phrase-ill-formed": (S, "heter {name}", "heter {nmae}"),
}
CALENDARS = {
    "unknown-calendar": (STUDY, "study: sound\n", "study: sound\ncalendars: [lnad]\n"),
    "no-such-day": (C, "ends: 01-06", "ends: 02-30"),
    "period-unfit": (C, "    days: [-2, 1]\n", ""),
}
FAMILIES = (
    SHAPES,
    STRUCTURE,
    REFERENCES,
    CONDITIONS,
    TRANSLATIONS,
    WORDING,
    PROTECTION,
    PROFILES,
    SCREENING,
    CALENDARS,
)
CASES = [(code, edit) for family in FAMILIES for code, edit in family.items()]


def break_in(root: Path, edit: Edit) -> None:
    """Writes the edit into a copy of the sound questionnaire."""
    file, sound, broken = edit
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(sound) >= 1, sound
    if broken == A_FOLDER:
        (root / file).unlink()
        (root / file).mkdir()
        return
    content = text.replace(sound, broken, 1).encode("utf-8", "surrogateescape")
    (root / file).write_bytes(content)
