"""Every sentence of the demo in three languages, worked out again from the raw answers."""

import json
import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from surveyapp.analysis.dissemination_plan import Show
from surveyapp.analysis.finalisation import finalise
from surveyapp.analysis.microdata.snapshot import Origin, snapshot_of
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.source.analysis_file import load_publication
from surveyapp.formats.source.prose_file import load_prose
from surveyapp.formats.source.questionnaire_folder import load_release, load_wording
from surveyapp.formats.source.recipe_file import load_recipe
from surveyapp.questionnaire.simulation import simulate
from surveyapp.questions.cell import answers_to_json
from surveyapp.questions.column import Role
from surveyapp.reports.document.evidence import evidence_of, known_names
from surveyapp.reports.document.figure_words import FigureWords
from surveyapp.reports.exhibit.exhibit import exhibit
from surveyapp.reports.exhibit.page import Findings
from surveyapp.reports.labels import Labels
from surveyapp.reports.prose.placeholder import PlaceholderKind
from tests.analysis import by_hand, said_by_hand

NAME = "service_provision"
COUNTRIES = ("RO", "NO")
LANGUAGES = ("en", "ro", "nb")
HIDDEN_WORDS = re.compile(r"\b(?:[Hh]idden|[Aa]scuns\w*|[Ss]kjult\w*)\b")


class Study:
    """The demo: its answers, what may be shown of them, and the words of three languages."""

    def __init__(self):
        self.form = load_release(NAME)
        recipe = load_recipe(NAME)
        simulated = simulate(self.form, recipe.size, recipe.seed, recipe)
        self.rows = [answers_to_json(answers) for answers in simulated]
        texts = [json.dumps(row, sort_keys=True).encode() for row in self.rows]
        snapshot = snapshot_of(self.form.columns, texts, Origin(NAME, self.form.version, True))
        self.made = finalise(snapshot, self.form, load_publication(NAME))
        self.shown = {shown.column.name: shown for shown in self.made.whole.columns}
        self.by_name = {column.name: column for column in self.form.columns}
        self.wording = {
            language: load_wording(NAME, language).with_values(self.form.parameters)
            for language in LANGUAGES
        }

    def figures(self, language):
        labels = Labels(self.wording[language], translate_in(language))
        findings = Findings(self.form, self.made.publication, self.made.whole, labels)
        for declared in self.made.publication.comparisons():
            figure = exhibit(declared, findings)
            if figure is not None:
                yield declared, figure

    def columns(self, declared):
        names = (declared.index.name,) if declared.index else declared.columns
        return [self.shown[name] for name in names if name in self.shown]

    def text(self, language, path):
        return self.wording[language].text(path)

    def row_words(self, column, language):
        paths = [path for path in (column.line_path, column.column_path) if path]
        return ", ".join(self.text(language, path) for path in paths)

    def answer_words(self, column, code, language):
        path = dict(column.text_paths).get(code)
        return self.text(language, path) if path else code.replace("-", "–")


@pytest.fixture(scope="module")
def study():
    return Study()


@pytest.fixture(scope="module")
def figures(study):
    """(language, declared, figure) of everything that is shown as measures."""
    return [
        (language, declared, figure)
        for language in LANGUAGES
        for declared, figure in study.figures(language)
    ]


def codes_of(column):
    if column.role is Role.OPTION:
        return ("1",)
    return ("ranked",) if column.role is Role.RANK else column.codes


def values_of(shown, code):
    """What is printed of a code in both countries; None where too few answered."""
    found = [next((v for v in g.values if v.code == code), None) for g in shown.groups[:2]]
    return None if any(v is None or (v.count is None and v.band is None) for v in found) else found


def lines(study, declared, language):
    """(lines shown in both countries, lines of the table) with what they are called."""
    found, n = [], 0
    for shown in study.columns(declared):
        for code in codes_of(shown.column):
            n += 1
            is_option = shown.column.role is not Role.ANSWER
            answer = "" if is_option else study.answer_words(shown.column, code, language)
            row = study.row_words(shown.column, language)
            name = ": ".join(part for part in (row, answer) if part)
            values = values_of(shown, code)
            if values:
                found.append(
                    said_by_hand.counted(
                        study.rows, shown, declared, (code,), name, values, COUNTRIES, study.by_name
                    )
                )
    return found, n


def combined(study, declared, language):
    """The same of the first share of several codes."""
    found, columns = [], study.columns(declared)
    for shown in columns:
        each = [next(iter(group.together), None) for group in shown.groups[:2]]
        if all(part and not part.is_hidden for part in each):
            name, codes = study.row_words(shown.column, language), each[0].codes
            line = said_by_hand.counted(
                study.rows, shown, declared, codes, name, each, COUNTRIES, study.by_name
            )
            found.append(replace(line, code=None))
    return found, len(columns)


def is_measured(declared):
    return declared.show in (Show.MEASURES, Show.MIRROR)


def claimed(figure, language):
    """(sentence, name, both fractions, what follows) of the line that is told; None without."""
    opening, closing = said_by_hand.QUOTES[language]
    for sentence in figure.said:
        fractions = list(re.finditer(said_by_hand.FRACTION[language], sentence))
        if len(fractions) == 2:
            before = sentence[: fractions[0].start()]
            name = before[before.index(opening) + 1 : before.rindex(closing)]
            numbers = [[g and int(g) for g in each.groups()] for each in fractions]
            return sentence, name, numbers, sentence[fractions[1].end() :]
    return None


def check_line(found, line, language, countries):
    """The counts, their ranges, percentages, the difference and its direction."""
    _, _, numbers, rest = found
    sides = zip(numbers, (line.first, line.second), line.printed, strict=True)
    for (low, high, n, least, most), exact, printed in sides:
        assert (low, low if high is None else high) == printed
        assert printed[0] <= exact[0] <= printed[1]
        assert n == exact[1]
        shares = [said_by_hand.whole(Fraction(end, n)) for end in printed]
        assert [least, least if most is None else most] == shares
    assert line.ends[0] <= line.difference <= line.ends[1]
    said = re.search(said_by_hand.POINTS[language], rest)
    points = [int(said_by_hand.number(g)) for g in said.groups() if g] if said else []
    ends = sorted(said_by_hand.whole(abs(end)) for end in line.ends)
    often = re.search(said_by_hand.MORE_OFTEN[language], rest)
    if rest.endswith(said_by_hand.UNTOLD[language]):
        assert line.ahead == "open"
    elif line.is_number:
        assert (points or [0]) == ends[:1]
        assert often is None
    else:
        assert points == ends
        assert line.ahead == (1 if line.difference > 0 else 0)
        assert often is None or countries[line.ahead] == often[1]


def table_lines(study, declared, figure, language):
    is_combined = figure.charts and declared.together and len(study.columns(declared)) > 1
    found = combined(study, declared, language) if is_combined else ([], 0)
    return found if found[0] else lines(study, declared, language)


def opening_of(sentence, language):
    """Over which lines a superlative is said, 0 to 2, and the counts that it tells."""
    for place, words in enumerate(said_by_hand.AMONG[language]):
        found = re.match(words, sentence)
        if found:
            return place, [int(count) for count in found.groups()]
    return None, []


def test_every_sentence_about_shares_is_true(study, figures):
    told = Counter()
    for language, declared, figure in figures:
        found = claimed(figure, language)
        if not is_measured(declared) or found is None:
            continue
        compared, n = table_lines(study, declared, figure, language)
        line = next(each for each in compared if each.name == found[1])
        check_line(found, line, language, names_of(study, language))
        place, counts = opening_of(found[0], language)
        among = [each for each in compared if each.is_number] if place == 2 else compared
        if place is not None:
            assert counts == [len(among), n][: len(counts)]
            assert place != 0 or len(compared) == n
            check_superlative(line, among, figure, language)
        elif len(compared) == 1:
            others = re.search(said_by_hand.OTHERS[language], figure.sentence)
            n_others = int(next(g for g in others.groups() if g)) if others else 0
            assert n_others == n - 1
        told[language, place] += 1
    kinds = {(language, place) for language in LANGUAGES for place in (None, 0, 1, 2)}
    assert kinds <= set(told)
    for place in (None, 0, 1, 2):
        assert len({told[language, place] for language in LANGUAGES}) == 1
    assert sum(told.values()) > 150


def check_superlative(line, among, figure, language):
    """No other difference is larger, by the answers, nor can be by what is printed."""
    sizes = [abs(each.difference) for each in among]
    assert abs(line.difference) == max(sizes) > 0, figure.sentence
    assert len(among) > 1
    least = min(abs(end) for end in line.ends)
    assert all(max(map(abs, each.ends)) <= least for each in among if each is not line)
    others = re.search(said_by_hand.AS_LARGE[language], figure.sentence)
    assert (int(others[1]) if others else 0) == sizes.count(max(sizes)) - 1


def test_how_many_differences_are_ranges_or_certain_comes_out(study, figures):
    told = Counter()
    for language, declared, figure in figures:
        if not is_measured(declared):
            continue
        compared, n = table_lines(study, declared, figure, language)
        n_certain = sum(each.ahead in (0, 1) for each in compared)
        for sentence in figure.said:
            certain = re.match(said_by_hand.CERTAIN[language], sentence)
            none = re.match(said_by_hand.NONE_CERTAIN[language], sentence)
            further = re.match(said_by_hand.FURTHER_RANGES[language], sentence)
            level = re.match(said_by_hand.NONE_DIFFERS[language], sentence)
            if certain:
                assert [int(g) for g in certain.groups()] == [len(compared), n, n_certain]
            if none:
                assert [int(g) for g in none.groups()] == [len(compared), n]
                assert not n_certain
            if further:
                assert int(further[1]) == sum(not each.is_number for each in compared)
            if level:
                among = [each for each in compared if each.is_number]
                assert [int(g) for g in level.groups()] == [len(among), n]
                assert not any(said_by_hand.whole(abs(each.difference)) for each in among)
            kinds = {"certain": certain, "none": none, "further": further}
            told.update((language, kind) for kind, found in kinds.items() if found)
    assert len(told) == 9
    assert min(told.values()) >= 1


def test_in_how_many_lines_a_country_has_the_larger_share_comes_out(study, figures):
    told = Counter()
    for language, declared, figure in figures:
        countries = names_of(study, language)
        for sentence in figure.said if is_measured(declared) else ():
            where = re.findall(said_by_hand.LARGER_IN[language], sentence)
            if said_by_hand.LARGER[language] not in sentence or not where:
                continue
            compared, _ = table_lines(study, declared, figure, language)
            alike = of_answer(sentence, compared, study, declared, language)
            found = Counter(each.ahead for each in alike)
            assert {c: int(k) for c, k in where} == {
                countries[place]: found[place] for place in (0, 1) if found[place]
            }
            for words, kind in ((said_by_hand.LEVEL, "level"), (said_by_hand.OPEN, "open")):
                said = re.search(words[language], sentence)
                assert (int(said[1]) if said else 0) == found[kind], sentence
            assert sum(found.values()) == len(alike) > 1
            for each in alike:
                if each.ahead in (0, 1):
                    assert (each.difference > 0) == (each.ahead == 1)
            told[language] += 1
    assert len(set(told.values())) == 1
    assert min(told.values()) > 20


def of_answer(sentence, compared, study, declared, language):
    """The lines that a count is about: of an answer where it names one, else all."""
    opening, closing = said_by_hand.QUOTES[language]
    named = re.search(f"{opening}(.+?){closing}", sentence)
    if named is None:
        return compared
    column = study.columns(declared)[0].column
    codes = [c for c in column.codes if study.answer_words(column, c, language) == named[1]]
    return [each for each in compared if [each.code] == codes]


def test_that_nothing_can_be_compared_is_said_only_where_it_is_so(study, figures):
    for language, declared, figure in figures:
        silent = figure.sentence == translate_in(language).gettext(
            "Too few institutions answered for a comparison."
        )
        if silent and is_measured(declared):
            column = study.columns(declared)[0].column
            compared, _ = table_lines(study, declared, figure, language)
            assert len(compared) < (2 if column.role is Role.RANK else 1), declared.name


def middle(study, column, declared, country):
    """The lower median of a scale, from the answers."""
    answers, _ = said_by_hand.answers_of(study.rows, column, declared, country, study.by_name)
    places = sorted(map(column.rising.index, answers))
    return column.rising[places[(len(places) - 1) // 2]]


def test_medians_come_out(study, figures):
    told = Counter()
    for language, declared, figure in figures:
        first = figure.said[0]
        classes = re.fullmatch(said_by_hand.CLASSES[language], first)
        is_median = first.startswith(said_by_hand.MEDIAN[language])
        if not is_measured(declared) or not (classes or is_median):
            continue
        (shown,) = study.columns(declared)
        opening, closing = said_by_hand.QUOTES[language]
        said = classes.groups() if classes else re.findall(f"{opening}(.+?){closing}", first)
        middles = [middle(study, shown.column, declared, country) for country in COUNTRIES]
        assert list(said) == [study.answer_words(shown.column, c, language) for c in middles]
        told[language, bool(classes)] += 1
    assert len(set(told.values())) == 2
    assert min(told.values()) >= 3


def test_means_come_out(study, figures):
    told = 0
    for language, declared, figure in figures:
        for sentence in figure.said:
            found = re.fullmatch(said_by_hand.MEANS[language], sentence)
            for country, said in zip(COUNTRIES, found.groups() if found else (), strict=False):
                (shown,) = study.columns(declared)
                rows = by_hand.members(study.rows, (("country", country),))
                raw, _ = by_hand.values(by_hand.in_base(rows, declared.base), shown.column)
                assert float(said_by_hand.number(said)) == by_hand.rounded(by_hand.mean(raw))
                told += 1
    assert told == 6


def test_most_points_come_out(study, figures):
    told = 0
    for language, declared, figure in figures:
        if not figure.sentence.startswith(said_by_hand.MOST[language]):
            continue
        shown = [
            each
            for each in study.columns(declared)
            if all(group.mean_points is not None for group in each.groups[:2])
        ]
        opening, closing = said_by_hand.QUOTES[language]
        said = re.findall(f"{opening}([^{closing}]+){closing} \\(([\\d.,]+)\\)", figure.sentence)
        for country, (name, points) in zip(COUNTRIES, said, strict=True):
            means = {}
            for each in shown:
                chosen = by_hand.members(study.rows, (("country", country),))
                places, _ = by_hand.values(chosen, each.column)
                given = [6 - int(place) if place != "0" else 0 for place in places]
                means[study.row_words(each.column, language)] = sum(given) / len(given)
            assert means[name] == max(means.values())
            assert float(said_by_hand.number(points)) == round(means[name], 1)
        told += 1
    assert told == 3


def test_what_is_said_of_an_index_comes_out(study, figures):
    told = Counter()
    scores = {c.name: dict(c.scores) for c in study.form.columns}
    for language, declared, figure in figures:
        if declared.index is None:
            continue
        found = [said_by_hand.number(n) for n in re.findall(r"\d+(?:[.,]\d+)?", figure.sentence)]
        (shown,) = study.columns(declared)
        for place, country in enumerate(COUNTRIES):
            rows = by_hand.members(study.rows, (("country", country),))
            low, high = found[2 * place : 2 * place + 2]
            if shown.groups[place].mean_band:
                assert low <= mean_of_items(study, rows, declared.index, scores) <= high
            else:
                values, _ = by_hand.index_values(rows, declared.index, scores)
                ordered = sorted(values)
                assert low <= ordered[(len(ordered) - 1) // 2] < high + 1
        told[language] += 1
    assert set(told.values()) == {2}


def mean_of_items(study, rows, index, scores):
    """The mean over the questions of an index of the mean score of those who answered each."""
    means = []
    for item in index.items:
        points = [scores[item.column].get(row.get(item.column)) for row in rows
                  if isinstance(row.get(item.column), str)]  # fmt: skip
        means.append(by_hand.mean(points))
    return sum(means) / len(means)


def test_the_range_belongs_to_the_line_that_it_names(study, figures):
    told = 0
    for language, declared, figure in figures:
        if not figure.uncertainty:
            continue
        opening, closing = said_by_hand.QUOTES[language]
        words = figure.uncertainty
        value = re.search(said_by_hand.POINTS[language], words)
        name = words[words.index(opening) + 1 : words[: value.start()].rindex(closing)]
        compared, _ = lines(study, declared, language)
        line = next(each for each in compared if each.name == name)
        said = said_by_hand.number(value[1])
        assert said == said_by_hand.whole(line.difference)
        assert value[1][0] in "+−", words
        sizes = study.made.publication.population
        for low, high in re.findall(said_by_hand.RANGE[language], words):
            assert said_by_hand.number(low) <= said <= said_by_hand.number(high)
            assert low != high
        ends = widest(line, declared, study, sizes)
        first = re.search(said_by_hand.RANGE[language], words)
        if first:
            low, high = (int(said_by_hand.number(end)) for end in first.groups())
            assert (low, high) in ends, (words, ends)
        told += 1
    assert told > 60


def widest(line, declared, study, sizes):
    """Where the difference lies whatever the silent say: of those asked, or of all invited."""
    invited = tuple(sum(sizes[country].values()) for country in COUNTRIES)
    found = []
    for asked in (line.n_asked, invited):
        parts = tuple(zip((line.first, line.second), asked, strict=True))
        low = [Fraction(part[0], n) for part, n in parts]
        high = [Fraction(part[0] + n - part[1], n) for part, n in parts]
        ends = (low[1] - high[0], high[1] - low[0])
        found.append(tuple(said_by_hand.whole(Fraction(round(end, 4))) for end in ends))
    return found


def test_nothing_is_called_hidden(figures):
    for _language, _declared, figure in figures:
        words = f"{figure.sentence} {figure.uncertainty} {figure.base} {figure.rounding}"
        assert not HIDDEN_WORDS.search(words)


def test_romanian_says_de_from_twenty_on_in_every_sentence(figures):
    for language, _declared, figure in figures:
        if language == "ro":
            words = f"{figure.sentence} {figure.uncertainty}"
            for said, de in re.findall(
                r"([+−]?\d+) (de )?(?:puncte procentuale|instituții)", words
            ):
                last = abs(int(said_by_hand.number(said)))
                wants = last >= 20 and not 1 <= last % 100 <= 19
                assert bool(de) == wants, words


def test_every_sentence_ends_with_a_full_stop(figures):
    for _language, _declared, figure in figures:
        assert figure.sentence.endswith(".")
        assert not figure.uncertainty or figure.uncertainty.endswith(".")


def names_of(study, language):
    return [study.text(language, code.text_path) for code in study.form.compare_codes[:2]]


def test_bases_and_reasons_come_out(study, figures):
    told = Counter()
    for language, declared, figure in figures:
        if not is_measured(declared):
            continue
        cells = list({shown.column.cell: shown for shown in study.columns(declared)}.values())
        for place, part in enumerate(said_by_hand.bases(figure.base, names_of(study, language))):
            groups = [(shown, shown.groups[place]) for shown in cells]
            kind = check_base(study, declared, language, groups, part)
            told[language, kind] += 1
    assert all(told[language, kind] > 10 for language in LANGUAGES for kind in ("exact", "close"))
    assert all(told[language, "small"] > 1 for language in LANGUAGES)


def check_base(study, declared, language, cells, part):
    """One country's base; what it was: "exact" reasons, "close"ly protected or too "small"."""
    country = cells[0][1].group[0][1]
    shown = [(each, group) for each, group in cells if not group.is_hidden]
    counts, asked, reasons = [], [], Counter()
    for each, _group in shown or cells:
        answers, missing = said_by_hand.raw(
            study.rows, each.column, declared, country, study.by_name
        )
        counts.append(len(answers))
        asked.append(len(answers) + sum(missing.values()))
        reasons.update(missing)
    found = said_by_hand.base_numbers(part)
    if any(group.n_asked is None for _each, group in shown or cells):
        assert shown or not found, part
        return "unsized" if shown else "small"
    if not shown:
        assert len(cells) > 1 or found[:2] == [counts[0], asked[0]], part
        return "small"
    assert set(found[:3]) <= {min(counts), max(counts), max(asked)}, part
    if shown[0][0].column.is_sensitive:
        said = re.search(said_by_hand.NO_ANSWER[language], part)
        assert (int(said[1]) if said else 0) == sum(reasons.values()), part
        return "close"
    check_reasons(study, language, reasons, part)
    every, some = (words in part for words in said_by_hand.ROWS[language])
    assert every == (len(counts) == len(cells) > 1 and bool(reasons)), part
    assert some == (len(counts) < len(cells) and bool(reasons)), part
    return "exact"


def check_reasons(study, language, reasons, part):
    """Each reason with its institutions, and no other."""
    for reason in by_hand.REASONS:
        name = study.wording[language].text(f"code_lists.missing.{reason}")
        said = re.search(rf"[(;:] ?{re.escape(name)} (\d+)[;)]", part)
        assert (int(said[1]) if said else 0) == reasons[reason], (reason, part)


def test_how_many_answered_both_questions_comes_out(study, figures):
    told = 0
    for language, declared, figure in figures:
        if declared.show is not Show.CROSS:
            continue
        columns = {column.name: column for column in study.form.columns}
        pair = columns[declared.columns[0]], columns[declared.cross]
        said = [int(n) for n in re.findall(r": (\d+) ", figure.sentence)]
        for country, n in zip(COUNTRIES, said, strict=True):
            rows = by_hand.members(study.rows, (("country", country),))
            both = [
                all(isinstance(by_hand.value_of(row, column, None), str) for column in pair)
                for row in rows
            ]
            assert n == sum(both), (language, declared.name)
            told += 1
    assert told == 12


def prose_numbers(study, language):
    """(placeholder, words) of every number in the study's own text, as the report prints it."""
    labels = Labels(study.wording[language], translate_in(language))
    publication, whole = study.made.publication, study.made.whole
    words = FigureWords(evidence_of(study.form, publication, whole, labels), whole, labels)
    chapters = [*(each.name for each in publication.chapters), "summary", "method"]
    prose = load_prose(NAME, language, chapters, known_names(study.form, publication))
    for each in prose.values():
        for placeholder in each.placeholders():
            if placeholder.kind in {PlaceholderKind.N, PlaceholderKind.NUMBER}:
                yield placeholder.arguments, words.span(placeholder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_the_prose_come_out(study, language):
    columns = {column.name: column for column in study.form.columns}
    declared = {each.name: each for each in study.made.publication.comparisons()}
    told = 0
    for arguments, span in prose_numbers(study, language):
        if len(arguments) == 1:
            exact = len(by_hand.members(study.rows, (("country", arguments[0]),)))
        else:
            name, column, code, country, measure = arguments
            assert measure == "share"
            shown = next(
                value
                for group in study.shown[column].groups
                if group.group == (("country", country),)
                for value in group.values
                if value.code == code
            )
            assert (span is None) == shown.is_hidden
            answers, _ = said_by_hand.answers_of(
                study.rows, columns[column], declared[name], country, study.by_name
            )
            exact = said_by_hand.whole(Fraction(answers.count(code), len(answers)))
        assert span is None or int(re.match(r"\d+", span.words)[0]) == exact
        told += 1
    assert told >= 4
