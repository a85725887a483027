import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveyapp.analysis.statistics import shift_intervals
from surveyapp.analysis.statistics.estimates import Distribution, hodges_lehmann
from surveyapp.analysis.statistics.shift_intervals import finite_shift, shift_interval

NUMBERS = st.lists(st.integers(-20, 20), min_size=5, max_size=20)


def distribution(numbers):
    return Distribution.of({float(n): numbers.count(n) for n in numbers})


def test_one_against_three_is_too_few():
    assert shift_interval(distribution([1]), distribution([1, 2, 3])) is None


def test_three_pairs_a_side_cannot_be_95_percent_sure():
    assert shift_interval(distribution([1, 2, 3]), distribution([4, 5, 7])) is None


def test_nobody_has_no_interval():
    assert shift_interval(distribution([]), distribution([1, 2, 3])) is None


def test_one_member_has_no_finite_interval():
    assert finite_shift(distribution([1]), distribution([1, 2, 3]), (3, 3)) is None


def test_a_wide_range_of_numbers_takes_a_grid(monkeypatch):
    random = np.random.default_rng(4)
    a, b = (distribution(random.integers(0, 999, 60).tolist()) for _ in range(2))
    exact = finite_shift(a, b, (90, 90))
    monkeypatch.setattr(shift_intervals, "MANY_PAIRS", 3_000)
    assert finite_shift(a, b, (90, 90)) == pytest.approx(exact, abs=1.5)


@given(a=NUMBERS, b=NUMBERS)
def test_swapping_the_groups_turns_the_interval_round(a, b):
    low, high = shift_interval(distribution(a), distribution(b))
    assert shift_interval(distribution(b), distribution(a)) == pytest.approx((-high, -low))


@given(a=NUMBERS, b=NUMBERS)
@example(a=[0, 0, 0, 0, 2, 3, 4, -10], b=[0, 0, 0, 0, 11])
def test_swapping_turns_the_finite_interval_round(a, b):
    asked = (len(a) + 2, len(b) + 7)
    low, high = finite_shift(distribution(a), distribution(b), asked)
    there = finite_shift(distribution(b), distribution(a), asked[::-1])
    assert there == pytest.approx((-high, -low))


@given(a=NUMBERS, b=NUMBERS, constant=st.integers(-9, 9))
def test_a_constant_moves_the_interval_by_itself(a, b, constant):
    low, high = shift_interval(distribution(a), distribution(b))
    moved = shift_interval(distribution([n + constant for n in a]), distribution(b))
    assert moved == pytest.approx((low + constant, high + constant))


@given(a=NUMBERS, b=NUMBERS, constant=st.integers(-9, 9))
def test_a_constant_moves_the_finite_shift_by_itself(a, b, constant):
    asked = (len(a) + 3, len(b) + 3)
    low, high = finite_shift(distribution(a), distribution(b), asked)
    moved = finite_shift(distribution([n + constant for n in a]), distribution(b), asked)
    assert moved == pytest.approx((low + constant, high + constant))


@given(a=NUMBERS, b=NUMBERS)
def test_the_estimate_lies_inside(a, b):
    a, b = distribution(a), distribution(b)
    low, high = shift_interval(a, b)
    assert low - 1e-9 <= hodges_lehmann(a, b) <= high + 1e-9


@given(a=NUMBERS, b=NUMBERS)
def test_the_estimate_lies_inside_the_finite_interval(a, b):
    a, b = distribution(a), distribution(b)
    low, high = finite_shift(a, b, (a.n + 1, b.n + 6))
    assert low - 1e-9 <= hodges_lehmann(a, b) <= high + 1e-9


@given(a=NUMBERS, b=NUMBERS)
def test_complete_groups_leave_nothing_uncertain(a, b):
    a, b = distribution(a), distribution(b)
    exact = hodges_lehmann(a, b)
    assert finite_shift(a, b, (a.n, b.n)) == pytest.approx((exact, exact))
