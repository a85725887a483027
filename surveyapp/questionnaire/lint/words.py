"""Words: what can be wrong with a single text, in the source or in a translation."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from surveyapp.questionnaire.filled_wording import OTHER_COUNTRY
from surveyapp.questionnaire.lint.finding import Finding, KeyPath, Severity
from surveyapp.questionnaire.lint.inspection import LIST_KEYS, Inspection, list_name
from surveyapp.questionnaire.lint.place import text_places
from surveyapp.questionnaire.plural import FORMS, PluralRefused, around_plurals, plurals_in
from surveyapp.questionnaire.texts import code_list_texts, texts_of
from surveyapp.questionnaire.wording import PLACEHOLDER, counted, placeholders
from surveyapp.questions.language import plural_forms, with_own_letters

SHORTEST_VALUE = 4
# Direction marks and what has no width; line feeds and soft hyphens are wanted.
HIDDEN = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
# UTF-8 that was read as windows-1252 or windows-1250, and what no reader could decode.
MISREAD = re.compile(
    "Ã[\u0080-\u00bfœŸ–˜…†‡ˆ‰Š‹ŒŽž™š›’“”•—„‚ƒ€]|Â[\u00a0-\u00bf]|â€|Äƒ|È[™›˜š]|[ÄÅ][\u00a1-\u00aa\u00ac-\u00baŸ‡™]"
    "|[ĂĹ][\u00a4-\u00aa\u00ac-\u00ba\u00bc-\u00bfŁ˘ˇ˛˝ĄĽľŚŠŤŽŹŻ]|\ufffd"
)
HTML = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--"
    r"|&(?:#\d+|amp|lt|gt|quot|apos|nbsp|shy|[nm]dash|hellip|[lr][ads]quo|[a-zA-Z]uml);"
)
SHORTEST_QUOTE = 20
DOUBLE_SPACE = re.compile(r"(?<=\S)  +(?=\S)")


def wording(inspection: Inspection) -> Iterator[Finding]:
    """Problems of every text of the questionnaire, and placeholders of the lists that it uses."""
    yield from _filled_by_product(inspection)
    places, known = text_places(inspection), known_placeholders(inspection)
    for text_path, words in texts_of(inspection.definition):
        path = places[text_path]
        yield from letters(words, path, inspection.definition.source_language)
        yield from unknown_placeholders(words, path, known.get(text_path, known[""]))
        yield from _written_out(words, path, inspection.definition.parameters)
        yield from _not_counted(words, path, inspection.definition.parameters)
    for placed in inspection.questions:
        for key in LIST_KEYS:
            name = list_name(getattr(placed.question, key)) or ""
            if name in inspection.code_lists:
                for _, words in code_list_texts(inspection.code_lists[name]):
                    yield from unknown_placeholders(words, (*placed.path, key), known[""])


def _filled_by_product(inspection: Inspection) -> Iterator[Finding]:
    """A parameter or a value of a check in the place of a placeholder that is filled anyway."""
    definition = inspection.definition
    named: list[KeyPath] = [("parameters", name) for name in definition.parameters]
    for name, shared in definition.shared_warnings.items():
        named += [("shared_warnings", name, "values", value) for value in shared.values]
    for placed in inspection.questions:
        for place, use in enumerate(placed.question.warnings):
            if not isinstance(use, str):
                named += [(*placed.path, "warnings", place, "values", each) for each in use.values]
    for path in named:
        if path[-1] == OTHER_COUNTRY:
            words = f"{OTHER_COUNTRY} is filled with the group that is compared"
            yield Finding(path, "reserved-name", words, "choose another name", at_key=True)


def _written_out(words: str, path: KeyPath, parameters: Mapping[str, str]) -> Iterator[Finding]:
    """Values of parameters that would stay the same in the next wave."""
    for name, value in parameters.items():
        if len(value) >= SHORTEST_VALUE and re.search(rf"\b{re.escape(value)}\b", words):
            said, mend = f"{value} is the value of a parameter", f"write {{{name}}}"
            yield Finding(path, "parameter-written-out", said, mend, Severity.WARNING)


def _not_counted(words: str, path: KeyPath, parameters: Mapping[str, str]) -> Iterator[Finding]:
    """Plurals of parameters that are no number."""
    for name in sorted(counted(words) & parameters.keys()):
        if not parameters[name].isdecimal():
            said = f"{{{name}, plural, …}} depends on {parameters[name]}, which is no number"
            yield Finding(path, "plural-no-number", said, f"write {{{name}}}")


def letters(words: str, path: KeyPath, language: str) -> Iterator[Finding]:
    """Problems of the letters of a text, whatever it says. language: of the text."""
    own, hidden = with_own_letters(words, language), HIDDEN.search(words)
    if own != words:
        found, mended = next(pair for pair in zip(words, own, strict=True) if len({*pair}) == 2)
        yield Finding(path, "cedilla", f"{found} has a cedilla", f"write {mended}")
    if hidden:
        said = f"the character U+{ord(hidden[0]):04X} cannot be seen, and changes what is shown"
        yield Finding(path, "hidden-character", said, "remove it")
    yield from _misread(words, path)
    if tag := HTML.search(words):
        said = f"{tag[0][:SHORTEST_QUOTE]} would be shown as it stands"
        yield Finding(path, "html", said, "leave it out; guidance and terms take Markdown")
    if not unicodedata.is_normalized("NFC", words):
        said = "letters are put together from pieces, so searching will not find them"
        yield Finding(path, "not-normalised", said, "save the text in the form NFC")
    if words != words.strip():
        said = "there is space around the text"
        yield Finding(path, "space-around", said, "begin and end with a word")
    if DOUBLE_SPACE.search(words):
        said = "two spaces follow each other"
        yield Finding(path, "double-space", said, "leave one", Severity.WARNING)
    if "{" not in words and "}" not in words:
        return
    try:
        plain = PLACEHOLDER.sub("", "".join(around_plurals(words)))
    except PluralRefused as refused:
        yield Finding(path, "plural-ill-formed", refused.why, refused.mend)
        return
    yield from _forms(words, path, language)
    if set(plain) & {"{", "}"}:
        said = "a brace belongs to no placeholder"
        mend = "write a placeholder as {name}, in small letters, digits and _"
        yield Finding(path, "stray-brace", said, mend)


def _misread(words: str, path: KeyPath) -> Iterator[Finding]:
    if found := MISREAD.search(words):
        said = f"{found[0]} stands where a letter or sign was read in another encoding"
        mend = "write what was meant, and save the file as UTF-8"
        yield Finding(path, "misread", said, mend, Severity.WARNING)


def _forms(words: str, path: KeyPath, language: str) -> Iterator[Finding]:
    """Every plural has the forms of its language, and no others."""
    own = plural_forms(language)
    for plural in plurals_in(words):
        named = {form for form in plural.forms if not form.startswith("=")}
        for form in sorted(own - named, key=FORMS.index):
            said = f"{{{plural.name}, plural, …}} has no words for {form}"
            mend = f"write {form} {{…}}: {language} has {', '.join(_in_order(own))}"
            yield Finding(path, "plural-form-missing", said, mend)
        for form in sorted(named - own):
            said = f"{{{plural.name}, plural, …}} has words for {form}"
            mend = f"remove them: {language} has {', '.join(_in_order(own))}"
            yield Finding(path, "plural-form-unknown", said, mend)


def _in_order(forms: frozenset[str]) -> list[str]:
    return sorted(forms, key=FORMS.index)


def unknown_placeholders(words: str, path: KeyPath, known: frozenset[str]) -> Iterator[Finding]:
    """Placeholders that nothing would fill."""
    for name in sorted(placeholders(words) - known):
        said = f"nothing fills {{{name}}}"
        there = ", ".join(f"{{{each}}}" for each in sorted(known))
        mend = f"there are {there}" if there else "add it under parameters:"
        yield Finding(path, "unknown-placeholder", said, mend)


def known_placeholders(inspection: Inspection) -> Mapping[str, frozenset[str]]:
    """Path of a text -> placeholders that it may have; "" for every other text."""
    definition = inspection.definition
    always = frozenset(definition.parameters)
    if len(inspection.countries) == 2:
        always |= {OTHER_COUNTRY}
    root = definition.questionnaire
    known = {"": always}
    for name, shared in definition.shared_warnings.items():
        known[f"{root}.shared_warnings.{name}.question"] = always | shared.values.keys()
    for placed in inspection.questions:
        for use in placed.question.warnings:
            if not isinstance(use, str):
                path = f"{root}.{placed.name}.warnings.{use.name}.question"
                known[path] = always | use.values.keys()
    return known
