"""Every sentence of the demo in three languages, worked out again from the raw answers."""

import json
import re
from collections import Counter
from fractions import Fraction

import pytest

from surveyapp.analysis.publication import Show
from surveyapp.analysis.published import publish
from surveyapp.analysis.snapshot import Origin, snapshot_of
from surveyapp.formats.analysis_file import load_publication
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.prose_file import load_prose
from surveyapp.formats.questionnaire_folder import load_release, load_wording
from surveyapp.formats.recipe_file import load_recipe
from surveyapp.questionnaire.simulation import simulate
from surveyapp.questions.cell import answers_to_json
from surveyapp.questions.column import Level, Role
from surveyapp.reports.evidence import evidence_of, known_names
from surveyapp.reports.exhibit import exhibit
from surveyapp.reports.figure_words import FigureWords
from surveyapp.reports.labels import Labels
from surveyapp.reports.page import Findings
from surveyapp.reports.placeholder import Kind
from tests.analysis import by_hand, said_by_hand

NAME = "service_provision"
COUNTRIES = ("RO", "NO")
LANGUAGES = ("en", "ro", "nb")
HIDDEN_WORDS = re.compile(r"\b(?:hidden|ascuns\w*|skjult\w*)\b")


class Study:
    """The demo: its answers, what may be shown of them, and the words of three languages."""

    def __init__(self):
        self.form = load_release(NAME)
        recipe = load_recipe(NAME)
        simulated = simulate(self.form, recipe.size, recipe.seed, recipe)
        self.rows = [answers_to_json(answers) for answers in simulated]
        texts = [json.dumps(row, sort_keys=True).encode() for row in self.rows]
        snapshot = snapshot_of(self.form.columns, texts, Origin(NAME, self.form.version, True))
        self.made = publish(snapshot, self.form, load_publication(NAME))
        self.shown = {shown.column.name: shown for shown in self.made.whole.columns}
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
        return self.text(language, path) if path else code


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


def is_shown(shown, code):
    found = [[v for v in group.values if v.code == code] for group in shown.groups[:2]]
    return all(each and each[0].count is not None and each[0].share is not None for each in found)


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
            if is_shown(shown, code):
                found.append(
                    said_by_hand.counted(
                        study.rows, shown.column, declared, (code,), name, COUNTRIES
                    )
                )
    return found, n


def combined(study, declared, language):
    """The same of the first share of several codes."""
    found, columns = [], study.columns(declared)
    for shown in columns:
        each = [next(iter(group.together), None) for group in shown.groups[:2]]
        if all(part and part.count is not None for part in each):
            name = study.row_words(shown.column, language)
            codes = each[0].codes
            found.append(
                said_by_hand.counted(study.rows, shown.column, declared, codes, name, COUNTRIES)
            )
    return found, len(columns)


def is_measured(declared):
    return declared.show in (Show.MEASURES, Show.MIRROR)


def claimed(sentence, language):
    """(name, six numbers, points or None) of the line that a sentence is about."""
    opening, closing = said_by_hand.QUOTES[language]
    fractions = list(re.finditer(said_by_hand.FRACTION[language], sentence))
    if len(fractions) != 2:
        return None
    before = sentence[: fractions[0].start()]
    name = before[before.index(opening) + 1 : before.rindex(closing)]
    numbers = [tuple(int(n) for n in each.groups()) for each in fractions]
    rest = re.search(said_by_hand.POINTS[language], sentence[fractions[1].end() :])
    return name, numbers, rest and int(said_by_hand.number(rest[1]))


def check_line(found, line):
    _, numbers, points = found
    assert numbers[0] == (*line.first, said_by_hand.whole(Fraction(*line.first)))
    assert numbers[1] == (*line.second, said_by_hand.whole(Fraction(*line.second)))
    assert (points or 0) == said_by_hand.whole(abs(line.difference))


def table_lines(study, declared, figure, language):
    is_combined = figure.charts and declared.together and len(study.columns(declared)) > 1
    found = combined(study, declared, language) if is_combined else ([], 0)
    return found if found[0] else lines(study, declared, language)


def test_every_sentence_about_shares_is_true(study, figures):
    told = Counter()
    for language, declared, figure in figures:
        found = claimed(figure.sentence, language)
        if not is_measured(declared) or found is None:
            continue
        compared, n = table_lines(study, declared, figure, language)
        line = next(each for each in compared if each.name == found[0])
        check_line(found, line)
        if said_by_hand.SUPERLATIVE[language] in figure.sentence:
            sizes = [abs(each.difference) for each in compared]
            assert abs(line.difference) == max(sizes) > 0, figure.sentence
            whole, part = said_by_hand.AMONG[language]
            counts = re.match(whole if len(compared) == n else part, figure.sentence).groups()
            assert [int(c) for c in counts] == [len(compared), n][: len(counts)]
            assert len(compared) > 1
            others = re.search(said_by_hand.AS_LARGE[language], figure.sentence)
            assert (int(others[1]) if others else 0) == sizes.count(max(sizes)) - 1
            told[language, "superlative"] += 1
        else:
            others = re.search(said_by_hand.OTHERS[language], figure.sentence)
            n_others = int(next(g for g in others.groups() if g)) if others else 0
            assert n_others == n - len(compared)
            told[language, "plain"] += 1
    assert len(set(told.values())) == 2
    assert min(told.values()) > 10


def test_no_difference_is_claimed_only_where_there_is_none(study, figures):
    told = 0
    for language, declared, figure in figures:
        none = re.match(said_by_hand.NONE_DIFFERS[language], figure.sentence)
        if none:
            compared, n = lines(study, declared, language)
            assert [int(g) for g in none.groups()] == [len(compared), n]
            assert not any(said_by_hand.whole(abs(each.difference)) for each in compared)
            told += 1
    assert told % 3 == 0


def test_that_nothing_can_be_compared_is_said_only_where_it_is_so(study, figures):
    for language, declared, figure in figures:
        silent = figure.sentence == translate_in(language).gettext(
            "No comparison can be shown: it would tell too much about single institutions."
        )
        if silent and is_measured(declared):
            column = study.columns(declared)[0].column
            if column.level not in (Level.RATIO, Level.INTERVAL):
                compared, _ = table_lines(study, declared, figure, language)
                assert len(compared) < (2 if column.role is Role.RANK else 1), declared.name


def test_medians_come_out(study, figures):
    told = Counter()
    for language, declared, figure in figures:
        if not is_measured(declared) or said_by_hand.MEDIAN[language] not in figure.sentence:
            continue
        for shown in study.columns(declared):
            medians = [group.median for group in shown.groups[:2]]
            if None not in medians:
                break
        column = shown.column
        answers = [
            said_by_hand.answers_of(study.rows, column, declared, country)[0]
            for country in COUNTRIES
        ]
        if column.level is Level.ORDINAL:
            opening, closing = said_by_hand.QUOTES[language]
            said = re.findall(f"{opening}(.+?){closing}", figure.sentence)
            places = [sorted(map(column.rising.index, each)) for each in answers]
            middles = [column.rising[each[(len(each) - 1) // 2]] for each in places]
            assert said == [study.answer_words(column, code, language) for code in middles]
        else:
            assert figure.sentence.startswith(study.row_words(column, language))
            said = re.findall(r": ([\d.,]+?)(?=[;.](?:\s|$))", figure.sentence)
            exact = [by_hand.rounded(by_hand.quantile(each, "1/2"), column) for each in answers]
            assert [float(said_by_hand.number(each)) for each in said] == exact, figure.sentence
        told[language] += 1
    assert len(set(told.values())) == 1
    assert min(told.values()) >= 5


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


def test_averages_of_an_index_come_out(study, figures):
    told = 0
    scores = {c.name: dict(c.scores) for c in study.form.columns}
    for language, declared, figure in figures:
        found = re.findall(r"\d+(?:[.,]\d+)?", figure.sentence)
        if declared.index is None or len(found) < 4:
            continue
        for country, said in zip(COUNTRIES, found, strict=False):
            chosen = by_hand.members(study.rows, (("country", country),))
            values, _ = by_hand.index_values(chosen, declared.index, scores)
            column = study.columns(declared)[0].column
            exact = by_hand.rounded(by_hand.mean(values), column)
            assert float(said_by_hand.number(said)) == exact, (language, figure.sentence)
        told += 1
    assert told == 6


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
    assert told > 90


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


def test_no_sentence_quotes_what_is_hidden(figures):
    for _language, _declared, figure in figures:
        assert not HIDDEN_WORDS.search(f"{figure.sentence} {figure.uncertainty}")


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
    told = 0
    for language, declared, figure in figures:
        if not is_measured(declared):
            continue
        wording = study.wording[language]
        names = {reason: wording.text(f"code_lists.missing.{reason}") for reason in by_hand.REASONS}
        cells = {shown.column.cell: shown for shown in study.columns(declared)}
        for place, part in enumerate(said_by_hand.bases(figure.base, names_of(study, language))):
            counts, asked, reasons = [], [], Counter()
            for shown in cells.values():
                if shown.groups[place].n is None:
                    continue
                country = (("country", COUNTRIES[place]),)
                chosen = by_hand.in_base(by_hand.members(study.rows, country), declared.base)
                answers, missing = by_hand.values(chosen, shown.column, declared.merge)
                counts.append(len(answers))
                asked.append(len(answers) + sum(missing.values()))
                reasons.update(missing)
            shown_rows = [s for s in cells.values() if s.groups[place].n is not None]
            if not counts or None in {s.groups[place].n_asked for s in shown_rows}:
                continue
            found = said_by_hand.base_numbers(part)
            assert set(found) <= {min(counts), max(counts), max(asked)}, part
            for reason, name in names.items():
                said = re.search(rf"[(;:] ?{re.escape(name)} (\d+)[;)]", part)
                assert said is None or int(said[1]) == reasons[reason], (declared.name, part)
                assert said or not reasons[reason], (declared.name, reason, part)
            every, some = (words in part for words in said_by_hand.ROWS[language])
            assert every == (len(counts) == len(cells) > 1 and bool(reasons)), part
            assert some == (len(counts) < len(cells) and bool(reasons)), part
            told += 1
    assert told > 200


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
            if placeholder.kind in {Kind.N, Kind.NUMBER}:
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
                study.rows, columns[column], declared[name], country
            )
            exact = said_by_hand.whole(Fraction(answers.count(code), len(answers)))
        assert span is None or int(re.match(r"\d+", span.words)[0]) == exact
        told += 1
    assert told >= 4
