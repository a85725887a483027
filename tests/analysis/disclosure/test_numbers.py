from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.disclosure.numbers import (
    is_dominated,
    rounded,
    shift,
    summary,
    tells_a_number,
    total_of_people,
)
from surveyapp.analysis.statistics.estimates import Distribution
from surveyapp.analysis.tabulation.number_classes import (
    USUAL,
    class_codes,
    class_ends,
    classed_counts,
    occupied,
)
from tests.analysis.study import RULES

NUMBERS = st.lists(st.integers(0, 1500), min_size=5, max_size=30)


def distribution(*numbers):
    return Distribution.of({float(n): numbers.count(n) for n in numbers})


def classes_of(*numbers):
    ends = class_ends(USUAL, is_integer=True)
    counts = classed_counts({float(n): numbers.count(n) for n in numbers}, USUAL)
    return [(ends[code], counts[code]) for code in class_codes(USUAL) if code in counts]


def summary_of(*numbers, adds_up=True):
    return summary(distribution(*numbers), classes_of(*numbers), RULES, adds_up=adds_up)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, 0), (12345, 12300), (37.54, 37.5), (0.012345, 0.0123), (-8.765, -8.77)],
)
def test_numbers_keep_three_digits(number, shown):
    assert rounded(number) == pytest.approx(shown)


def test_one_that_holds_more_than_most_dominates():
    assert is_dominated(distribution(90, 4, 3, 2, 1), 0, RULES)


def test_the_second_largest_must_not_guess_the_largest():
    # 50 of 108 is far from most, but the second knows its own 50: 8 remain, under 20 % of 50.
    assert is_dominated(distribution(50, 50, 2, 2, 2, 2), 0, RULES)


def test_fewer_than_five_hides_at_least_one():
    assert not is_dominated(distribution(50, 50), 10, RULES)


def test_equal_numbers_are_not_dominated():
    assert not is_dominated(distribution(7, 7, 7, 7, 7), 0, RULES)


def test_noughts_are_not_dominated():
    assert not is_dominated(distribution(0, 0, 0, 0, 0), 0, RULES)


def test_classes_begin_where_they_are_declared():
    assert class_codes((0, 1, 5, 10)) == ("<0", "0", "1-4", "5-9", "10+")
    ends = class_ends((0, 1, 5), is_integer=False)
    assert ends == {"<0": (-inf, 0), "0": (0, 1), "1-4": (1, 5), "5+": (5, inf)}


def test_whole_numbers_end_one_before_the_next_class():
    ends = class_ends((0, 1, 5), is_integer=True)
    assert ends == {"<0": (-inf, -1), "0": (0, 0), "1-4": (1, 4), "5+": (5, inf)}


def test_a_mean_beside_noughts_would_tell_the_only_number():
    assert summary_of(*[0] * 11, 4) is None


def test_numbers_are_rounded_down_to_their_class():
    counts = {4.9: 1, 5.0: 2, -0.5: 1, "dk": 3, "lt5": 2}
    assert classed_counts(counts, (0, 1, 5)) == {"1-4": 3, "5+": 2, "<0": 1, "dk": 3}


def test_only_classes_between_the_lowest_and_the_highest_are_shown():
    counts = [{"1-4": 2}, {"10-19": 1, "dk": 4}]
    assert occupied(class_codes(USUAL), counts) == ("1-4", "5-9", "10-19")


def test_eleven_numbers_have_neither_mean_nor_total():
    assert summary_of(*[10] * 5, *[40] * 6) is None


def test_twelve_numbers_have_a_mean_and_a_total():
    shown = summary_of(*[10] * 6, *[41] * 6)
    assert (shown.mean, shown.total) == (25.5, (306.0, 306.0))


def test_what_does_not_add_up_has_a_mean_alone():
    assert summary_of(*[10] * 6, *[41] * 6, adds_up=False).total is None


def test_a_mean_near_the_end_of_the_only_class_would_tell_the_smallest():
    assert tells_a_number([((10, 20), 12)], (138, 138), 0.2)


def test_a_total_tells_the_largest_number_of_an_endless_class():
    assert tells_a_number([((0, 1), 11), ((1000, inf), 1)], (1400, 1400), 0.2)


def test_a_total_amid_its_classes_tells_nobody():
    assert not tells_a_number([((10, 20), 6), ((20, 50), 6)], (306, 306), 0.2)


@pytest.mark.parametrize(
    ("numbers", "n_below_five", "total"),
    [
        ((0, 0, 0, 0, 0), 0, (0.0, 0.0)),
        ((1, 1, 1, 0, 0), 0, (0.0, 5.0)),
        ((2, 2, 1, 0, 0), 0, (5.0, 10.0)),
        ((11, 11, 11, 11, 12), 0, (55.0, 60.0)),
        ((10, 20, 30, 40, 50), 3, (150.0, 165.0)),
        ((0, 0), 3, (0.0, 15.0)),
    ],
)
def test_totals_of_people_are_rounded_outward(numbers, n_below_five, total):
    assert total_of_people(distribution(*numbers), n_below_five, 5) == total


@given(NUMBERS, st.integers(0, 5))
def test_a_total_of_people_holds_every_total_there_may_be(numbers, n_below_five):
    low, high = total_of_people(distribution(*numbers), n_below_five, 5)
    least, most = sum(numbers) + n_below_five, sum(numbers) + 4 * n_below_five
    assert low <= least
    assert most < high or (low, high) == (0, 0)


@given(NUMBERS, NUMBERS)
def test_a_shift_has_its_sign_the_other_way_round(numbers, others):
    ours, theirs = distribution(*numbers), distribution(*others)
    assert shift(ours, theirs).shift == -shift(theirs, ours).shift


@given(st.lists(st.integers(0, 99), min_size=12, max_size=16))
def test_no_number_is_within_a_fifth_of_a_guess_where_a_mean_is_shown(numbers):
    """The intruder lists what each institution can have, in the order of their numbers."""
    shown = summary_of(*numbers)
    if shown is None:
        return
    low, high = _ranges(classes_of(*numbers), shown.total[0] - 1, shown.total[0] + 1)
    for least, most, own in zip(low, high, sorted(numbers), strict=True):
        assert least <= own <= most
        assert own == 0 or most * 0.8 > least * 1.2 or most - least >= 3


def _ranges(classes, least_total, most_total):
    """Ends of each number by moving all others as far as their classes let them."""
    lows = [low for (low, _), n in classes for _ in range(n)]
    highs = [end for (_, end), n in classes for _ in range(n)]
    ends = []
    for place, (low, high) in enumerate(zip(lows, highs, strict=True)):
        same = [p for p in range(len(lows)) if lows[p] == low]
        fits = [
            number
            for number in range(int(low), int(high) + 1)
            if sum(lows) + sum(max(0, number - low) for p in same if p >= place) <= most_total
            and sum(highs) - sum(max(0, high - number) for p in same if p <= place) >= least_total
        ]
        ends.append((min(fits), max(fits)))
    return [low for low, _ in ends], [high for _, high in ends]
