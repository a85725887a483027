"""Tables of one institution agree, as real ones should."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from surveyapp.questionnaire.simulation import Recipe
from surveyapp.questionnaire.simulation.people import Axes, draw_people, mask, multinomial, poisson
from surveyapp.questionnaire.simulation.recipe import People, members
from surveyapp.questions.cell import Missing

YEARS = ("year_1", "year_2")
SEEDS = st.integers(0, 10_000)
SHARES = st.dictionaries(st.sampled_from("abcde"), st.floats(0.01, 1), min_size=1)
BY_SEX = Axes(rows=YEARS, columns=("women", "men", "total"), years=YEARS)
BY_FORM = Axes(rows=("sex", "labour"), columns=YEARS, years=YEARS)


def people(**keys):
    return People.model_validate(keys)


@given(SEEDS, st.integers(0, 500), SHARES)
def test_people_who_are_spread_are_all_there(seed, count, shares):
    assert sum(multinomial(Random(seed), count, shares).values()) == count


@given(SEEDS, st.floats(0, 15))
def test_the_columns_add_up_to_the_total(seed, mean):
    told = people(
        totals={"poisson": [mean, mean]}, parts=[{"of": ["total"], "split": {"women": 1, "men": 1}}]
    )
    numbers = draw_people(BY_SEX, told, {}, Random(seed))
    cells = BY_SEX.cells("q", numbers)
    for year in YEARS:
        assert cells[f"q.{year}.women"] + cells[f"q.{year}.men"] == cells[f"q.{year}.total"]


@given(SEEDS, st.integers(0, 300), st.integers(0, 300))
def test_another_table_has_the_same_totals(seed, women, men):
    source = {("year_1", "women"): women, ("year_1", "total"): women + men}
    told = people(totals_of="q", parts=[{"of": ["total"], "split": {"sex": 2, "labour": 1}}])
    cells = BY_FORM.cells("f", draw_people(BY_FORM, told, {"q": source}, Random(seed)))
    assert cells["f.sex.year_1"] + cells["f.labour.year_1"] == women + men


@given(SEEDS)
def test_a_part_spreads_only_the_people_it_is_of(seed):
    source = {("year_1", "women"): 7, ("year_1", "men"): 5, ("year_1", "total"): 12}
    parts = [{"of": ["women"], "split": {"sex": 1}}, {"of": ["men"], "split": {"labour": 1}}]
    told = people(totals_of="q", parts=parts)
    cells = BY_FORM.cells("f", draw_people(BY_FORM, told, {"q": source}, Random(seed)))
    assert (cells["f.sex.year_1"], cells["f.labour.year_1"]) == (7, 5)


def test_a_part_may_be_limited_to_one_year():
    part = {"in": "year_2", "of": ["total"], "split": {"women": 1}}
    told = people(totals={"year_1": 4, "year_2": 6}, parts=[part])
    cells = BY_SEX.cells("q", draw_people(BY_SEX, told, {}, Random(1)))
    assert (cells["q.year_1.total"], cells["q.year_2.total"]) == (0, 6)


@given(SEEDS, st.integers(0, 200))
def test_a_table_of_one_year_spreads_that_years_total(seed, total):
    axes = Axes(rows=("sex", "labour"), columns=("women", "men", "total"), years=())
    table = {"year": "year_2", "rows": {"sex": 1, "labour": 1}, "columns": {"women": 2, "men": 1}}
    told = people(totals_of="q", table=table)
    cells = axes.cells(
        "f", draw_people(axes, told, {"q": {("year_2", "total"): total}}, Random(seed))
    )
    assert cells["f.sex.total"] + cells["f.labour.total"] == total
    assert cells["f.sex.women"] + cells["f.sex.men"] == cells["f.sex.total"]


@given(SEEDS)
def test_a_part_of_lines_is_never_more_than_they_are(seed):
    axes = Axes(rows=("out", "in", "risk"), columns=YEARS, years=YEARS)
    lines = {
        "out": {"poisson": 3},
        "in": {"poisson": 2},
        "risk": {"part_of": ["out", "in"], "share": 0.5},
    }
    cells = axes.cells("r", draw_people(axes, people(lines=lines), {}, Random(seed)))
    assert cells["r.risk.year_1"] <= cells["r.out.year_1"] + cells["r.in.year_1"]


def test_lines_may_be_columns():
    axes = Axes(rows=("women", "men"), columns=("places",), years=())
    numbers = draw_people(axes, people(lines={"places": {"poisson": 50}}), {}, Random(1))
    assert all(count > 0 for count in axes.cells("s", numbers).values())


def test_only_cells_of_one_to_four_are_masked():
    cells = mask({"a": 0, "b": 1, "c": 4, "d": 5}, 1.0, Random(1))
    assert {address for address, cell in cells.items() if isinstance(cell, Missing)} == {"b", "c"}


def test_poisson_numbers_have_their_mean():
    rng = Random(1)
    assert 44 < sum(poisson(rng, 45) for _ in range(2000)) / 2000 < 46


def recipe(*counts):
    groups = [{"set": {"a": str(place)}, "count": count} for place, count in enumerate(counts)]
    return Recipe.model_validate({"groups": groups})


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.integers(1, 200))
def test_groups_keep_their_proportions(counts, n):
    told = recipe(*counts)
    given_answers = [each["a"] for each in members(told, n)]
    assert len(given_answers) == n
    for place, count in enumerate(counts):
        assert abs(given_answers.count(str(place)) - count * n / told.size) < 1


def test_as_many_as_the_recipe_has_are_exactly_its_groups():
    assert [each["a"] for each in members(recipe(2, 1), 3)] == ["0", "0", "1"]
