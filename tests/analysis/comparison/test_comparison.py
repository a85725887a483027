from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveyapp.analysis.comparison.comparison import protected, view, view_split
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.result import IntervalKind, Measure
from surveyapp.questions.column import Column, Level
from tests.analysis.study import (
    COLOUR,
    COLUMNS,
    FIRST,
    HELP,
    PEOPLE,
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
    times,
)

DK = {"missing": "dk"}
PROTECTED_COLOUR = replace(COLOUR, is_sensitive=True)
PROTECTED_RATING = replace(RATING, is_sensitive=True)
PROTECTED_HELP = tuple(replace(column, is_sensitive=True) for column in HELP)
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
    read = snapshot(*answers, columns=columns)
    made = view(protected(read, plan(column), DisclosureRules()), read)
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


FEW = countries("colour", [("red", 1), ("green", 13)], [("red", 20), ("green", 14)])


def test_a_count_of_one_has_its_share():
    value = compared(FEW, COLOUR).groups[0].values[0]
    assert (value.count, value.share, value.bounds) == (1, 0.0714, (0.0714, 0.0714))
    assert (value.is_hidden, value.band, value.share_band) == (False, None, None)


def test_a_protected_count_is_a_range_with_the_shares_that_it_leaves():
    value = compared(FEW, PROTECTED_COLOUR).groups[0].values[0]
    assert (value.count, value.share, value.is_hidden) == (None, None, False)
    assert (value.band, value.share_band) == ((0, 4), (0, round(4 / 14, 4)))


def test_a_protected_share_has_the_bounds_of_its_range_and_no_interval_of_a_share():
    silent = [*FEW, *times(2, country="RO", sector="authority", colour=DK)]
    value = compared(silent, PROTECTED_COLOUR).groups[0].values[0]
    assert value.bounds == (0, round(6 / 16, 4))
    assert value.intervals == ()


def test_a_cell_of_a_closed_group_has_no_share_and_no_bounds():
    answers = countries("colour", [("red", 4)], [("red", 9)])
    value = compared(answers, COLOUR).groups[0].values[0]
    assert (value.count, value.share, value.bounds, value.is_hidden) == (None, None, None, True)
    assert (value.band, value.share_band) == (None, None)


def test_a_difference_with_a_count_of_one_is_exact():
    found = of_measure(compared(FEW, COLOUR), Measure.PERCENTAGE_POINTS, "red")
    assert (found.value, found.band) == (round(20 / 34 - 1 / 14, 4), None)


def test_a_difference_with_a_protected_share_is_the_range_that_is_left():
    found = of_measure(compared(FEW, PROTECTED_COLOUR), Measure.PERCENTAGE_POINTS, "red")
    assert (found.value, found.interval, found.is_hidden) == (None, None, False)
    assert found.band == (round(20 / 34 - 4 / 14, 4), round(20 / 34, 4))
    assert found.is_certain


def test_a_difference_whose_range_holds_nought_has_no_certain_sign():
    answers = countries("colour", [("red", 1), ("green", 13)], [("red", 2), ("green", 12)])
    found = of_measure(compared(answers, PROTECTED_COLOUR), Measure.PERCENTAGE_POINTS, "red")
    assert found.band == (round(-4 / 14, 4), round(4 / 14, 4))
    assert not found.is_certain


def test_a_difference_with_a_closed_group_is_hidden():
    answers = countries("colour", [("red", 4)], [("red", 9)])
    found = of_measure(compared(answers, COLOUR), Measure.PERCENTAGE_POINTS, "red")
    assert (found.value, found.band, found.is_hidden) == (None, None, True)
    assert not found.is_certain


def test_the_association_of_ranges_is_not_formed():
    assert of_measure(compared(FEW, COLOUR), Measure.CRAMERS_V).value is not None
    found = of_measure(compared(FEW, PROTECTED_COLOUR), Measure.CRAMERS_V)
    assert (found.value, found.band) == (None, None)


def test_the_association_with_a_closed_group_is_hidden():
    answers = countries("colour", [("red", 4)], [("red", 9)])
    found = of_measure(compared(answers, COLOUR), Measure.CRAMERS_V)
    assert (found.value, found.is_hidden) == (None, True)


def test_the_association_of_one_colour_does_not_exist():
    answers = countries("colour", [("red", 10)], [("red", 9)])
    found = of_measure(compared(answers, COLOUR), Measure.CRAMERS_V)
    assert (found.value, found.is_hidden) == (None, False)


def test_a_closed_group_says_hidden_and_how_many_answered():
    answers = countries("colour", [("red", 3), (DK, 2)], [("red", 9)])
    result = compared(answers, COLOUR).groups[0]
    assert (result.n_asked, result.n, result.missing, result.is_hidden) == (5, 3, {}, True)


def test_a_protected_group_of_six_is_closed():
    answers = countries("colour", [("red", 6)], [("red", 7)])
    closed, open_ = compared(answers, PROTECTED_COLOUR).groups
    assert (closed.is_hidden, open_.is_hidden) == (True, False)


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


def test_a_median_category_that_ranges_leave_open_is_not_shown():
    answers = countries("rating", [("1", 6), ("2", 5), ("3", 3)], [("1", 9)])
    assert compared(answers, RATING).groups[0].median == "2"
    assert compared(answers, PROTECTED_RATING).groups[0].median is None


def test_a_median_category_that_the_ranges_decide_is_shown():
    answers = countries("rating", [("1", 2), ("2", 3), ("4", 20)], [("1", 9)])
    shown = compared(answers, PROTECTED_RATING).groups[0]
    assert shown.values[0].count is None
    assert shown.median == "4"


def test_the_top_two_are_exact_in_every_open_group():
    answers = countries("rating", [("1", 3), ("5", 3), ("3", 20)], [("1", 9)])
    top = compared(answers, RATING).groups[0].top_two
    assert (top.share, top.share_band) == (round(3 / 26, 4), None)


def test_the_top_two_are_a_number_where_every_range_lies_outside():
    answers = countries("rating", [("1", 2), ("2", 3), ("4", 20), ("5", 9)], [("1", 9)])
    shown = compared(answers, PROTECTED_RATING).groups[0]
    assert shown.values[0].count is None
    assert shown.top_two.share == round(29 / 34, 4)


def test_the_top_two_of_a_protected_scale_are_a_range():
    answers = countries("rating", [("1", 3), ("5", 3), ("3", 20)], [("1", 9)])
    top = compared(answers, PROTECTED_RATING).groups[0].top_two
    assert (top.share, top.is_hidden) == (None, False)
    low, high = top.share_band
    assert low <= 3 / 26 <= high
    assert high - low >= 4 / 26 - 0.0001


def test_a_difference_of_protected_top_two_is_the_range_that_is_left():
    answers = countries("rating", [("1", 3), ("5", 3), ("3", 20)], [("5", 30)])
    found = of_measure(compared(answers, PROTECTED_RATING), Measure.TOP_TWO)
    assert (found.value, found.is_hidden) == (None, False)
    assert found.band[0] <= 1 - 3 / 26 <= found.band[1]


def test_the_top_two_of_a_closed_group_are_hidden():
    top = compared(countries("rating", [("5", 4)], [("1", 9)]), RATING).groups[0].top_two
    assert (top.share, top.share_band, top.is_hidden) == (None, None, True)


def test_a_number_has_the_values_of_its_classes():
    result = compared(countries("places", [(4, 2), (10, 7)], [(20, 9)]), PLACES).groups[0]
    assert counts_of(result) == {"1-4": 2, "5-9": 0, "10-19": 7, "20-49": 0}
    assert (result.median, result.mean, result.total, result.top_two) == ("10-19", None, None, None)


def test_twelve_numbers_have_a_mean_and_a_total():
    result = compared(countries("places", [(10, 6), (41, 6)], [(20, 9)]), PLACES).groups[0]
    assert (result.mean, result.total) == (25.5, (306.0, 306.0))


def test_numbers_are_compared_as_scales_of_classes():
    shown = compared(countries("places", [(10, 9)], [(20, 9)]), PLACES)
    values = {d.measure: d.value for d in shown.differences if d.code is None}
    assert values == {
        Measure.CLIFFS_DELTA: 1.0,
        Measure.MEDIAN_CATEGORY: 1,
        Measure.SHIFT: None,
        Measure.SUPERIORITY: None,
    }
    assert of_measure(shown, Measure.PERCENTAGE_POINTS, "20-49").value == 1.0


def test_from_twelve_answers_on_numbers_have_a_shift():
    shown = compared(countries("places", [(14, 6), (36, 6)], [(28, 6), (75, 6)]), PLACES)
    assert of_measure(shown, Measure.SHIFT).value == 26.5
    assert of_measure(shown, Measure.SUPERIORITY).value == 0.75


def test_of_people_the_total_alone_is_shown():
    shown = compared(countries("people", [(3, 4), (2, 1)], [(10, 9)]), PEOPLE)
    people = shown.groups[0]
    assert (people.values, people.median, people.mean, people.total) == ((), None, None, (10, 15))
    assert shown.differences == ()


def test_an_option_is_compared_by_those_who_ticked_it():
    answers = countries("help", [(["bed"], 10), ([], 10)], [(["bed", "food"], 9)])
    shown = compared(answers, HELP[0])
    assert [d.code for d in shown.differences] == ["1"]
    assert shown.differences[0].value == 0.5


def test_the_mean_number_ticked_is_shown_when_every_option_is():
    answers = countries("help", [(["bed"], 10), ([], 10)], [(["bed", "food"], 9)])
    made = view(guarded(answers, *HELP), snapshot(*answers))
    assert [ticks.mean for ticks in made.ticks] == [0.5, 2.0]


def test_the_mean_number_ticked_of_protected_options_is_a_range():
    answers = countries("help", [(["bed"], 2), ([], 18)], [(["bed", "food"], 4)])
    made = view(guarded(answers, *PROTECTED_HELP), snapshot(*answers))
    assert (made.ticks[0].mean, made.ticks[0].is_hidden) == (None, False)
    low, high = made.ticks[0].band
    assert low <= 0.1 <= high
    assert high - low >= 0.2


def test_the_mean_number_ticked_is_hidden_in_a_closed_group():
    answers = countries("help", [(["bed"], 9)], [(["bed", "food"], 4)])
    made = view(guarded(answers, *HELP), snapshot(*answers))
    assert (made.ticks[1].mean, made.ticks[1].band, made.ticks[1].is_hidden) == (None, None, True)


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
    table = protected(study, plan(COLOUR), rules)
    assert view(table, study) == view_split(table, study)


def test_a_column_that_nobody_was_asked_is_hidden():
    assert compared(TWO_COLOURS, RATING).groups[0].is_hidden


COUNTS = st.lists(st.integers(0, 12), min_size=5, max_size=5)
MEASURES = (Measure.CLIFFS_DELTA, Measure.TOP_TWO, Measure.MEDIAN_CATEGORY)


def ratings(first, second):
    return countries("rating", zip("12345", first, strict=True), zip("12345", second, strict=True))


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=15)
@example(first=[0, 0, 4, 4, 12], second=[0, 5, 4, 11, 12])
@given(COUNTS, COUNTS)
def test_swapping_the_countries_turns_the_sign_round(measure, first, second):
    there = of_measure(compared(ratings(first, second), RATING), measure)
    back = of_measure(compared(ratings(second, first), RATING), measure)
    assert there.is_hidden == back.is_hidden
    assert there.value is None or there.value == pytest.approx(-back.value)


@settings(max_examples=15)
@given(COUNTS, COUNTS)
def test_swapping_the_countries_turns_a_range_round(first, second):
    there = of_measure(compared(ratings(first, second), PROTECTED_RATING), Measure.TOP_TWO)
    back = of_measure(compared(ratings(second, first), PROTECTED_RATING), Measure.TOP_TWO)
    assert (there.is_hidden, there.band is None) == (back.is_hidden, back.band is None)
    assert there.band is None or there.band == pytest.approx((-back.band[1], -back.band[0]))


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
