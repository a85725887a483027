import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.disclosure.numbers import is_dominated, rounded, shift, summary
from surveyapp.analysis.estimates import Distribution
from tests.analysis.study import PEOPLE, PLACES, RULES

NUMBERS = st.lists(st.integers(0, 500), min_size=5, max_size=30)


def distribution(*numbers):
    return Distribution.of({float(n): numbers.count(n) for n in numbers})


def summary_of(*numbers, column=PLACES, n_below_five=0):
    return summary(distribution(*numbers), column, n_below_five, RULES)


@pytest.mark.parametrize(
    ("number", "shown"), [(0, 0), (2.4, 0), (2.5, 5), (7, 5), (8, 10), (-7, -5), (1041, 1040)]
)
def test_people_are_rounded_to_fives(number, shown):
    assert rounded(number, 5) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, 0), (12345, 12300), (37.54, 37.5), (0.012345, 0.0123), (-8.765, -8.77)],
)
def test_other_numbers_keep_three_digits(number, shown):
    assert rounded(number, None) == pytest.approx(shown)


def test_one_that_holds_more_than_most_dominates():
    assert is_dominated(distribution(90, 4, 3, 2, 1), RULES)


def test_the_second_largest_must_not_guess_the_largest():
    # 50 of 104 is far from most, but the second knows its own 50: 4 remain, under 10 % of 50.
    assert is_dominated(distribution(50, 50, 1, 1, 1, 1), RULES)


def test_equal_numbers_are_not_dominated():
    assert not is_dominated(distribution(7, 7, 7, 7, 7), RULES)


def test_noughts_are_not_dominated():
    assert not is_dominated(distribution(0, 0, 0, 0, 0), RULES)


def test_quartiles_need_twelve_answers():
    assert summary_of(*range(10, 21)).quartiles is None


def test_quartiles_of_twelve_answers():
    # 10 to 21: positions 2.75 and 8.25.
    assert summary_of(*range(10, 22)).quartiles == (12.8, 18.2)


def test_the_total_is_exact_when_nobody_said_fewer_than_five():
    assert summary_of(10, 20, 30, 40, 50).total == (150.0, 150.0)


def test_fewer_than_five_makes_the_total_an_interval():
    assert summary_of(10, 20, 30, 40, 50, n_below_five=3).total == (153.0, 162.0)


def test_a_total_of_one_to_four_people_is_hidden():
    assert summary_of(1, 0, 0, 1, 1, column=PEOPLE).total is None


def test_a_total_of_no_people_is_shown():
    assert summary_of(0, 0, 0, 0, 0, column=PEOPLE).total == (0.0, 0.0)


def test_a_total_of_people_is_rounded():
    assert summary_of(11, 11, 11, 11, 12, column=PEOPLE).total == (55.0, 55.0)


def test_the_shift_of_people_is_rounded():
    ours, theirs = distribution(*range(20, 30)), distribution(*range(10, 20))
    assert shift(ours, theirs, PEOPLE, RULES).shift == 10.0


def test_the_difference_in_medians_is_that_of_the_medians_shown():
    ours, theirs = distribution(12, 12, 12, 13, 13), distribution(8, 8, 8, 9, 9)
    shown = summary(ours, PEOPLE, 0, RULES).median - summary(theirs, PEOPLE, 0, RULES).median
    assert shift(ours, theirs, PEOPLE, RULES).medians == shown


def test_a_total_of_people_has_no_mean_and_no_deviation_that_contradict_it():
    shown = summary_of(*[1] * 10, *[2] * 5, column=PEOPLE)
    assert shown.total == (20.0, 20.0)
    assert shown.mean is shown.sd is None


@given(NUMBERS)
def test_no_figure_of_people_is_one_to_four(numbers):
    shown = summary_of(*numbers, column=PEOPLE)
    figures = [shown.median, shown.mean, shown.sd, *(shown.quartiles or ()), *(shown.total or ())]
    assert all(figure % 5 == 0 for figure in figures if figure is not None)
