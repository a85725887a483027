import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.comparison import (
    DisclosureRules,
    IntervalKind,
    Measure,
    compare,
    compare_split,
    view,
)
from surveyapp.questions.column import Column, Level
from tests.analysis.study import (
    COLOUR,
    COLUMNS,
    FIRST,
    HELP,
    PLACES,
    RATING,
    compared,
    compared_split,
    countries,
    counts_of,
    guarded,
    joined,
    of_measure,
    plan,
    snapshot,
)

DK = {"missing": "dk"}
FREQUENCY = Column(
    "rating",
    "rating",
    "rating",
    Level.ORDINAL,
    codes=("always", "often", "rarely", "never"),
    scores=(("always", 100.0), ("often", 60.0), ("rarely", 30.0), ("never", 0.0)),
)
TWO_COLOURS = countries("colour", [("red", 10), ("green", 21), (DK, 3)], [("red", 6), ("green", 6)])
RATINGS = countries("rating", [("1", 5), ("3", 10), ("5", 5)], [("1", 0), ("4", 6), ("5", 6)])


def with_columns(answers, column):
    """The comparison of a column that the small study does not have."""
    columns = (*(c for c in COLUMNS if c.name != column.name), column)
    made = compare(snapshot(*answers, columns=columns), plan(column), DisclosureRules())
    return made.columns[0]


def test_a_share_is_of_those_who_answered():
    romania = compared(TWO_COLOURS, COLOUR).groups[0]
    assert (romania.n_asked, romania.n, romania.missing) == (34, 31, {"dk": 3})
    assert romania.values[0].share == 0.3226


def test_a_share_stands_between_its_nonresponse_bounds():
    assert compared(TWO_COLOURS, COLOUR).groups[0].values[0].bounds == (0.2941, 0.3824)


def test_a_difference_is_the_later_group_less_the_earlier():
    found = of_measure(compared(TWO_COLOURS, COLOUR), Measure.PERCENTAGE_POINTS, "red")
    assert found.of == ("NO", "RO")
    assert found.value == round(6 / 12 - 10 / 31, 4)


def test_a_difference_of_shares_allows_for_those_who_did_not_answer():
    found = of_measure(compared(TWO_COLOURS, COLOUR), Measure.PERCENTAGE_POINTS, "red")
    assert found.interval == (round(0.5 - 0.3824, 4), round(0.5 - 0.2941, 4))
    assert found.interval_kind is IntervalKind.NONRESPONSE


def test_a_hidden_cell_has_no_share_and_no_bounds():
    answers = countries("colour", [("red", 3), ("green", 20), ("blue", 9)], [("red", 9)])
    value = compared(answers, COLOUR).groups[0].values[0]
    assert (value.count, value.share, value.bounds, value.is_hidden) == (None, None, None, True)


def test_a_difference_with_a_hidden_share_is_hidden():
    answers = countries("colour", [("red", 3), ("green", 20), ("blue", 9)], [("red", 9)])
    found = of_measure(compared(answers, COLOUR), Measure.PERCENTAGE_POINTS, "red")
    assert (found.value, found.interval, found.is_hidden) == (None, None, True)


def test_the_association_of_hidden_counts_is_hidden():
    answers = countries("colour", [("red", 3), ("green", 20), ("blue", 9)], [("red", 9)])
    assert of_measure(compared(answers, COLOUR), Measure.CRAMERS_V).is_hidden


def test_the_association_of_one_colour_does_not_exist():
    answers = countries("colour", [("red", 10)], [("red", 9)])
    found = of_measure(compared(answers, COLOUR), Measure.CRAMERS_V)
    assert (found.value, found.is_hidden) == (None, False)


def test_a_closed_group_says_hidden():
    result = compared(countries("colour", [("red", 3)], [("red", 9)]), COLOUR).groups[0]
    assert (result.n, result.is_hidden) == (None, True)


def test_a_scale_has_a_median_category():
    assert [g.median for g in compared(RATINGS, RATING).groups] == ["3", "4"]


def test_the_difference_in_median_category_is_in_categories():
    assert of_measure(compared(RATINGS, RATING), Measure.MEDIAN_CATEGORY).value == 1


def test_the_top_two_are_the_last_of_a_rising_scale():
    top = compared(RATINGS, RATING).groups[0].top_two
    assert (top.codes, top.share) == (("4", "5"), 0.25)


def test_the_top_two_are_the_first_of_a_scale_with_falling_points():
    answers = countries("rating", [("always", 6), ("never", 14)], [("often", 9)])
    top = with_columns(answers, FREQUENCY).groups[0].top_two
    assert (top.codes, top.share) == (("always", "often"), 0.3)


def test_cliffs_delta_is_positive_when_the_later_group_stands_higher():
    # Of 20 x 12 pairs Norway is above in 12 x 15 (RO's 1 and 3), below in 6 x 5 (4 against 5).
    found = of_measure(compared(RATINGS, RATING), Measure.CLIFFS_DELTA)
    assert found.value == round((15 * 12 - 5 * 6) / 240, 4)


def test_cliffs_delta_follows_the_points_of_the_scale():
    answers = countries("rating", [("always", 9)], [("never", 9)])
    assert of_measure(with_columns(answers, FREQUENCY), Measure.CLIFFS_DELTA).value == -1.0


def test_a_median_category_that_hidden_cells_decide_is_not_shown():
    answers = countries("rating", [("2", 4), ("3", 4)], [("1", 9)])
    assert compared(answers, RATING).groups[0].median is None


def test_a_median_category_that_the_visible_cells_decide_is_shown():
    answers = countries("rating", [("1", 2), ("2", 3), ("4", 20)], [("1", 9)])
    assert compared(answers, RATING).groups[0].median == "4"


def test_the_top_two_are_shown_when_all_that_is_hidden_lies_outside():
    answers = countries("rating", [("1", 2), ("2", 3), ("4", 20)], [("1", 9)])
    assert compared(answers, RATING).groups[0].top_two.share == 0.8


def test_the_top_two_are_hidden_when_something_hidden_lies_on_either_side():
    answers = countries("rating", [("1", 3), ("5", 3), ("3", 20)], [("1", 9)])
    assert compared(answers, RATING).groups[0].top_two.is_hidden


def test_a_number_has_no_values_of_its_own():
    result = compared(countries("places", [(10, 9)], [(20, 9)]), PLACES).groups[0]
    assert (result.values, result.median, result.mean, result.sd) == ((), 10.0, 10.0, 0.0)


def test_numbers_are_compared_in_three_ways():
    shown = compared(countries("places", [(10, 9)], [(20, 9)]), PLACES)
    values = {d.measure: d.value for d in shown.differences}
    assert values == {Measure.MEDIANS: 10.0, Measure.SHIFT: 10.0, Measure.SUPERIORITY: 1.0}


def test_an_option_is_compared_by_those_who_ticked_it():
    answers = countries("help", [(["bed"], 10), ([], 10)], [(["bed", "food"], 9)])
    shown = compared(answers, HELP[0])
    assert [d.code for d in shown.differences] == ["1"]
    assert shown.differences[0].value == 0.5


def test_the_mean_number_ticked_is_shown_when_every_option_is():
    answers = countries("help", [(["bed"], 10), ([], 10)], [(["bed", "food"], 9)])
    made = view(guarded(answers, *HELP), snapshot(*answers))
    assert [ticks.mean for ticks in made.ticks] == [0.5, 2.0]


def test_the_mean_number_ticked_is_hidden_with_any_option():
    answers = countries("help", [(["bed"], 2), ([], 18)], [(["bed", "food"], 9)])
    made = view(guarded(answers, *HELP), snapshot(*answers))
    assert made.ticks[0].is_hidden


def test_a_ranking_is_compared_by_points_and_by_who_ranked_it():
    answers = countries("first", [(["bed", "law"], 10), (["law"], 10)], [(["bed"], 10)])
    shown = compared(answers, FIRST[0])
    assert of_measure(shown, Measure.MEAN_POINTS).value == 1.0
    assert of_measure(shown, Measure.PERCENTAGE_POINTS, "ranked").value == 0.5


def test_within_a_class_the_countries_are_compared():
    answers = joined(
        countries("colour", [("red", 9), ("green", 9)], [("red", 9)], "authority"),
        countries("colour", [("red", 9)], [("red", 9)], "ngo"),
    )
    shown = compared_split(answers, COLOUR)
    values = {d.within: d.value for d in shown.differences if d.code == "red"}
    assert values == {(("sector", "authority"),): 0.5, (("sector", "ngo"),): 0.0}


def test_without_a_split_both_views_are_the_same():
    study = snapshot(*TWO_COLOURS)
    rules = DisclosureRules()
    assert compare(study, plan(COLOUR), rules) == compare_split(study, plan(COLOUR), rules)


def test_a_column_that_nobody_was_asked_is_hidden():
    assert compared(TWO_COLOURS, RATING).groups[0].is_hidden


COUNTS = st.lists(st.integers(0, 12), min_size=5, max_size=5)
MEASURES = (Measure.CLIFFS_DELTA, Measure.TOP_TWO, Measure.MEDIAN_CATEGORY)


def ratings(first, second):
    return countries("rating", zip("12345", first, strict=True), zip("12345", second, strict=True))


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=15)
@given(COUNTS, COUNTS)
def test_swapping_the_countries_turns_the_sign_round(measure, first, second):
    there = of_measure(compared(ratings(first, second), RATING), measure)
    back = of_measure(compared(ratings(second, first), RATING), measure)
    assert there.is_hidden == back.is_hidden
    assert there.value is None or there.value == pytest.approx(-back.value)


@settings(max_examples=15)
@given(st.lists(st.sampled_from([0, 5, 6, 9, 20]), min_size=3, max_size=3).filter(any))
def test_answering_twice_keeps_the_shares(counts):
    once = list(zip(COLOUR.codes, counts, strict=True))
    twice = [(code, 2 * n) for code, n in once]
    shown = compared(countries("colour", once, twice), COLOUR)
    first, second = ([value.share for value in group.values] for group in shown.groups)
    assert first == second


def test_the_counts_shown_are_those_of_the_answers():
    romania, norway = compared(TWO_COLOURS, COLOUR).groups
    assert counts_of(romania) == {"red": 10, "green": 21, "blue": 0}
    assert counts_of(norway) == {"red": 6, "green": 6, "blue": 0}
