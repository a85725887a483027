"""Every figure of the flagship's plan that is shown, worked out again from the raw answers."""

import json
from collections import Counter
from statistics import median

import pytest

from surveyapp.analysis.comparison import Measure
from surveyapp.analysis.published import publish
from surveyapp.analysis.quality import Kind, quality_of
from surveyapp.analysis.snapshot import Origin, snapshot_of
from surveyapp.formats.analysis_file import load_publication
from surveyapp.formats.questionnaire_folder import load_release
from surveyapp.formats.recipe_file import load_recipe
from surveyapp.questionnaire.simulation import simulate
from surveyapp.questions.cell import answers_to_json
from surveyapp.questions.column import TICKED, Level, Role
from tests.analysis import by_hand
from tests.analysis.study import RULES

NAME = "service_provision"
NUMBERS = (Level.RATIO, Level.INTERVAL)
CLOSE = 0.00011  # halves may be rounded to either side


@pytest.fixture(scope="module")
def form():
    return load_release(NAME)


@pytest.fixture(scope="module")
def rows(form):
    """The demo's answers, one mapping an institution."""
    recipe = load_recipe(NAME)
    return [answers_to_json(a) for a in simulate(form, recipe.size, recipe.seed, recipe)]


@pytest.fixture(scope="module")
def made(form, rows):
    texts = [json.dumps(row, sort_keys=True).encode() for row in rows]
    snapshot = snapshot_of(form.columns, texts, Origin(NAME, form.version, synthetic=True))
    return publish(snapshot, form, load_publication(NAME))


@pytest.fixture(scope="module")
def shown(made):
    """(column, its declared comparison, group result, differences) of both views."""
    declared = {
        name: each
        for each in made.publication.comparisons()
        for name in (*each.columns, *([each.index.name] if each.index else []))
    }
    return [
        (compared, declared[compared.column.name], group)
        for view in (made.whole, made.split)
        for compared in view.columns
        if compared.column.name in declared
        for group in compared.groups
    ]


def found_by_hand(rows, form, compared, declared, group):
    """Answers and reasons of one column in one group."""
    chosen = by_hand.in_base(by_hand.members(rows, group.group), declared.base)
    if declared.index and compared.column.name == declared.index.name:
        scores = {c.name: dict(c.scores) for c in form.columns}
        answers, too_few = by_hand.index_values(chosen, declared.index, scores)
        return answers, {"blank": too_few} if too_few else {}
    merge = declared.merge
    return by_hand.values(chosen, compared.column, merge)


def test_every_comparison_of_the_brief_is_in_the_plan(made):
    fed = {part for each in made.publication.comparisons() for part in each.feeds.split(", ")}
    assert fed >= {f"X{place}" for place in range(1, 16)}


def test_enough_is_shown_to_be_worth_checking(shown):
    counts = [v.count for _, _, group in shown for v in group.values if v.count is not None]
    assert len(counts) > 1500
    assert sum(isinstance(group.median, int | float) for _, _, group in shown) > 60


def test_bases_and_missing_answers_come_out(shown, rows, form):
    for compared, declared, group in shown:
        answers, reasons = found_by_hand(rows, form, compared, declared, group)
        if group.n is not None:
            assert group.n == len(answers)
            assert group.n_asked in {None, len(answers) + sum(reasons.values())}
            visible = {r: n for r, n in group.missing.items() if n is not None}
            assert visible.items() <= reasons.items(), compared.column.name


def test_counts_and_shares_come_out(shown, rows, form):
    for compared, declared, group in shown:
        answers, _ = found_by_hand(rows, form, compared, declared, group)
        if compared.column.role is Role.RANK:
            answers = ["not_ranked" if a == "0" else "ranked" for a in answers]
        for value in group.values:
            if value.count is not None:
                assert value.count == answers.count(value.code), compared.column.name
                assert value.share == pytest.approx(value.count / len(answers), abs=CLOSE)


def test_no_count_of_one_to_four_is_shown(shown):
    counts = {v.count for _, _, group in shown for v in group.values if v.count is not None}
    assert not counts & {1, 2, 3, 4}


def test_numbers_come_out(shown, rows, form):
    for compared, declared, group in shown:
        column = compared.column
        if column.level not in NUMBERS or group.median is None:
            continue
        numbers, reasons = found_by_hand(rows, form, compared, declared, group)
        assert group.median == by_hand.rounded(by_hand.quantile(numbers, "1/2"), column)
        if column.counts_people:  # rounded to five they would be nought beside a total
            assert group.mean is group.sd is None
        else:
            assert group.mean == by_hand.rounded(by_hand.mean(numbers), column), column.name
            assert group.sd == by_hand.rounded(by_hand.deviation(numbers), column)
        if group.quartiles is not None:
            ends = (by_hand.quantile(numbers, part) for part in ("1/4", "3/4"))
            assert group.quartiles == tuple(by_hand.rounded(end, column) for end in ends)
        if group.total is not None:
            few = reasons.get("lt5", 0)
            ends = (sum(numbers) + few, sum(numbers) + 4 * few)
            assert group.total == tuple(by_hand.rounded(float(end), column) for end in ends)


def test_quartiles_wait_for_twelve_answers(shown):
    assert all(group.n >= 12 for _, _, group in shown if group.quartiles is not None)


def test_median_categories_come_out(shown, rows, form):
    checked = 0
    for compared, declared, group in shown:
        column = compared.column
        if column.level is not Level.ORDINAL or not isinstance(group.median, str):
            continue
        answers, _ = found_by_hand(rows, form, compared, declared, group)
        places = sorted(column.rising.index(answer) for answer in answers)
        assert group.median == column.rising[places[(len(places) - 1) // 2]], column.name
        checked += 1
    assert checked > 20


def test_top_two_and_combined_shares_come_out(shown, rows, form):
    for compared, declared, group in shown:
        answers, _ = found_by_hand(rows, form, compared, declared, group)
        for combined in group.together:
            if combined.count is not None:
                assert combined.count == sum(answers.count(code) for code in combined.codes)
        if group.top_two is not None and group.top_two.share is not None:
            count = sum(answers.count(code) for code in group.top_two.codes)
            assert group.top_two.share == pytest.approx(count / len(answers), abs=CLOSE)


def test_mean_points_come_out(shown, rows, form):
    for compared, declared, group in shown:
        if group.mean_points is not None:
            places, _ = found_by_hand(rows, form, compared, declared, group)
            points = [6 - int(place) if place != "0" else 0 for place in places]
            assert group.mean_points == pytest.approx(sum(points) / len(points), abs=0.0501)


def test_options_ticked_on_average_come_out(made, rows):
    for ticks in (*made.whole.ticks, *made.split.ticks):
        if ticks.mean is not None:
            cells = [row.get(ticks.cell) for row in by_hand.members(rows, ticks.group)]
            ticked = [len(cell) for cell in cells if isinstance(cell, list)]
            assert ticks.mean == pytest.approx(sum(ticked) / len(ticked), abs=0.0501)


def test_differences_of_shares_come_out(made, rows, form):
    declared = {n: each for each in made.publication.comparisons() for n in each.columns}
    checked = 0
    for compared in made.whole.columns:
        each = declared.get(compared.column.name)
        for difference in compared.differences:
            if each is None or difference.value is None:
                continue
            if difference.measure is Measure.PERCENTAGE_POINTS:
                later, earlier = (
                    _share(rows, compared, each, c, difference.code) for c in difference.of
                )
                assert difference.value == pytest.approx(later - earlier, abs=CLOSE)
                if difference.interval:  # none where it is hidden how many were asked
                    low, high = difference.interval
                    assert low - CLOSE <= difference.value <= high + CLOSE
                checked += 1
    assert checked > 100


def _share(rows, compared, declared, country, code):
    chosen = by_hand.in_base(by_hand.members(rows, (("country", country),)), declared.base)
    answers, _ = by_hand.values(chosen, compared.column, declared.merge)
    if compared.column.role is Role.RANK:
        answers = ["not_ranked" if a == "0" else "ranked" for a in answers]
    return answers.count(code) / len(answers)


def test_shifts_and_superiority_come_out(made, rows, form):
    declared = {
        n: each
        for each in made.publication.comparisons()
        for n in (*each.columns, *([each.index.name] if each.index else []))
    }
    for compared in made.whole.columns:
        column = compared.column
        each = declared.get(column.name)
        values = {d.measure: d.value for d in compared.differences if d.value is not None}
        if each is None or Measure.SHIFT not in values:
            continue
        norway, romania = (
            found_by_hand(rows, form, compared, each, group)[0] for group in compared.groups[::-1]
        )
        pairs = [float(a) - float(b) for a in norway for b in romania]
        assert values[Measure.SHIFT] == by_hand.rounded(median(pairs), column), column.name
        above = sum(1.0 if p > 0 else 0.5 if p == 0 else 0.0 for p in pairs) / len(pairs)
        assert values[Measure.SUPERIORITY] == pytest.approx(above, abs=0.0051)


def test_the_parts_of_a_total_come_out(made):
    totals = {(c.column.name, g.group): g.total for c in made.whole.columns for g in c.groups}
    declared = {each.name: each for each in made.publication.comparisons()}
    for composition in made.whole.compositions:
        lines = {}
        for part in composition.parts:
            together = {t.name: t.columns for t in declared[composition.name].together}
            names = together.get(part.line, (part.line,))
            found = [totals[name, composition.group] for name in names]
            sums = [sum(ends) for ends in zip(*found, strict=True)] if None not in found else None
            lines[part.line] = sums
        visible = {line: ends for line, ends in lines.items() if ends is not None}
        whole = sum(high for _, high in visible.values())
        for part in composition.parts:
            if part.high is not None and all(low == high for low, high in visible.values()):
                assert part.high == pytest.approx(visible[part.line][0] / whole, abs=0.0051)


def test_the_response_rate_comes_out(made, rows):
    countries = Counter(row["country"] for row in rows)
    population = made.publication.population
    for rate in made.whole.rates:
        country = rate.group[0][1]
        assert rate.n == countries[country]
        assert rate.rate == by_hand.share(rate.n, sum(population[country].values()))


def test_an_option_is_counted_by_those_who_ticked_it(made, rows):
    compared = next(c for c in made.whole.columns if c.column.name == "mandate.housing")
    romania = by_hand.members(rows, (("country", "RO"),))
    ticked = sum("housing" in row["mandate"] for row in romania)
    assert next(v for v in compared.groups[0].values if v.code == TICKED).count == ticked


SERVICES = "svc_provision."


def test_how_many_rated_a_service_does_not_tell_who_has_none(made):
    """At least five counts of "not available" fit to what is shown, wherever it is hidden."""
    columns = {each.column.name: each for each in made.table.columns}
    sizes = {group: each.n for group, each in columns["country"].groups.items()}
    checked = 0
    for name in filter(lambda name: name.startswith(SERVICES), columns):
        rated = columns[name.replace(SERVICES, "svc_quality.")].groups
        for group, shown in columns[name].groups.items():
            is_open = not shown.is_closed and not rated[group].is_closed
            if is_open and shown.cells["not_available"] is None:
                assert sizes[group] - rated[group].n >= RULES.k - 1
                checked += 1
    assert checked > 5


def test_one_question_is_shown_as_in_the_whole_plan(made, form, rows):
    texts = [json.dumps(row, sort_keys=True).encode() for row in rows]
    snapshot = snapshot_of(form.columns, texts, Origin(NAME, form.version, synthetic=True))
    alone = publish(snapshot, form, load_publication(NAME), ["svc_quality"])
    names = [each.column.name for each in alone.table.columns]
    assert len(names) > 20
    assert all(name.startswith("svc_quality.") for name in names)
    assert alone.table.columns == tuple(c for c in made.table.columns if c.column.name in names)


def test_the_quality_page_does_not_tell_what_the_chapters_hide(made, form, rows):
    """How many were asked about statistics is N less those who keep none, which is hidden."""
    texts = [json.dumps(row, sort_keys=True).encode() for row in rows]
    origin = Origin(NAME, form.version, synthetic=True)
    found = quality_of(form, texts, origin, made.table.rules, made.table)
    keeps = next(c for c in made.table.columns if c.column.name == "keeps_statistics")
    asked = {f.question: f.groups for f in found.of(Kind.ITEM)}
    for group in asked["stats_sources"]:
        assert keeps.groups[(("country", group.country),)].cells["no"] is None
        assert group.n is None
    assert [group.n for group in asked["keeps_statistics"]] == [34, 14]
