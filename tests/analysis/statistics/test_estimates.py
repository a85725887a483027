from itertools import product
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.statistics import estimates
from surveyapp.analysis.statistics.estimates import (
    Distribution,
    NothingCounted,
    TableTooSmall,
    cliffs_delta,
    cramers_v,
    hodges_lehmann,
    mean,
    mean_points,
    mean_ticked,
    nonresponse_bounds,
    probability_of_superiority,
    share,
)

NUMBERS = st.lists(st.integers(-50, 50), min_size=1, max_size=25)
COUNTS = st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(any)


def distribution(numbers):
    return Distribution.of({float(n): numbers.count(n) for n in numbers})


def test_a_share_is_a_part_of_those_who_answered():
    assert share(10, 31) == pytest.approx(0.322581, abs=1e-6)


def test_a_share_of_nobody_does_not_exist():
    assert share(0, 0) is None


def test_nonresponse_bounds_allow_for_everybody_silent():
    assert nonresponse_bounds(10, 31, 34) == (10 / 34, 13 / 34)


def test_nonresponse_bounds_meet_when_all_answered():
    assert nonresponse_bounds(3, 12, 12) == (0.25, 0.25)


def test_nonresponse_bounds_of_nobody_do_not_exist():
    assert nonresponse_bounds(0, 0, 0) is None


def test_a_mean_of_nobody_is_refused():
    with pytest.raises(NothingCounted):
        mean(distribution([]))


@pytest.mark.parametrize("measure", [hodges_lehmann, probability_of_superiority])
def test_a_comparison_with_nobody_is_refused(measure):
    with pytest.raises(NothingCounted):
        measure(distribution([1]), distribution([]))


def test_cliffs_delta_counts_the_pairs():
    # a: 1 1 2 3, b: 1 2 2. Above: 2>1, 3>1 and 3>2 twice, 4 pairs; below: 1<2 four times.
    assert cliffs_delta((2, 1, 1), (1, 2, 0)) == pytest.approx(0.0)


def test_cliffs_delta_is_one_when_all_are_above():
    assert cliffs_delta((0, 0, 4), (3, 2, 0)) == 1.0


def test_the_shift_is_the_median_of_the_differences():
    # 5-1 5-4 9-1 9-4 = 4 1 8 5.
    assert hodges_lehmann(distribution([5, 9]), distribution([1, 4])) == 4.5


def test_the_shift_is_not_the_difference_of_the_medians():
    # medians 2 and 0; differences of 0 2 9 and 0 0 8: 0 0 -8 2 2 -6 9 9 1.
    assert hodges_lehmann(distribution([0, 2, 9]), distribution([0, 0, 8])) == 1.0


def test_cramers_v_without_bias():
    # chi squared 20 (4 cells of (20-15)^2/15 and (10-15)^2/15 = 6.6667), n 60:
    # phi^2 = 1/9 - 1/59, sides 2 - 1/59.
    counts = np.array([[20, 10], [10, 20]])
    expected = ((1 / 9 - 1 / 59) / (1 - 1 / 59)) ** 0.5
    assert cramers_v(counts) == pytest.approx(expected, abs=1e-9)


def test_cramers_v_is_nought_for_equal_rows():
    assert cramers_v(np.array([[5, 5, 10], [5, 5, 10]])) == 0.0


def test_cramers_v_is_one_for_a_complete_association():
    assert cramers_v(np.array([[30, 0], [0, 14]])) == pytest.approx(1.0)


def test_cramers_v_leaves_out_what_is_empty():
    with_gap = np.array([[20, 0, 10], [10, 0, 20], [0, 0, 0]])
    assert cramers_v(with_gap) == cramers_v(np.array([[20, 10], [10, 20]]))


def test_cramers_v_needs_two_columns():
    with pytest.raises(TableTooSmall):
        cramers_v(np.array([[4, 0], [5, 0]]))


def test_mean_points_count_those_who_left_it_out():
    # five points twice, one point once, two without: 11 / 5.
    assert mean_points({1: 2, 5: 1, 0: 2}, 5) == 2.2


def test_the_mean_number_ticked_is_of_those_who_answered():
    assert mean_ticked((4, 2, 0), 4) == 1.5


@given(NUMBERS, NUMBERS)
def test_the_shift_is_the_median_of_all_pairs(a, b):
    pairs = median(x - y for x, y in product(a, b))
    assert hodges_lehmann(distribution(a), distribution(b)) == pytest.approx(pairs)


@given(NUMBERS, NUMBERS)
def test_the_shift_counted_by_bisection_is_the_same(a, b):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(estimates, "FEW_PAIRS", 0)
        counted = hodges_lehmann(distribution(a), distribution(b))
    assert counted == pytest.approx(hodges_lehmann(distribution(a), distribution(b)))


@given(NUMBERS, NUMBERS)
def test_swapping_the_groups_turns_the_shift_round(a, b):
    there = hodges_lehmann(distribution(a), distribution(b))
    assert hodges_lehmann(distribution(b), distribution(a)) == pytest.approx(-there)


@given(NUMBERS, NUMBERS)
def test_superiority_of_both_groups_adds_up_to_one(a, b):
    there = probability_of_superiority(distribution(a), distribution(b))
    back = probability_of_superiority(distribution(b), distribution(a))
    assert there + back == pytest.approx(1)


@given(COUNTS, COUNTS)
def test_swapping_the_groups_turns_cliffs_delta_round(a, b):
    assert cliffs_delta(a, b) == pytest.approx(-cliffs_delta(b, a))


@given(COUNTS, COUNTS)
def test_cliffs_delta_counts_every_pair(a, b):
    pairs = [
        (x > y) - (x < y) for x, n in enumerate(a) for y, m in enumerate(b) for _ in range(n * m)
    ]
    assert cliffs_delta(a, b) == pytest.approx(sum(pairs) / len(pairs))


@given(COUNTS, COUNTS, st.integers(2, 5))
def test_answering_twice_leaves_cliffs_delta_as_it_is(a, b, copies):
    more = [n * copies for n in a]
    assert cliffs_delta(more, b) == pytest.approx(cliffs_delta(a, b))


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_the_share_lies_within_its_bounds(count, others, silent):
    n = count + others
    bounds = nonresponse_bounds(count, n, n + silent)
    assert n == 0 or bounds[0] <= share(count, n) <= bounds[1]
