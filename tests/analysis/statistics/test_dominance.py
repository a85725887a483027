import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.statistics.dominance import (
    cliffs_delta_interval,
    finite_cliffs_delta,
    nonresponse_cliffs_delta,
    satterthwaite,
)
from surveyapp.analysis.statistics.estimates import cliffs_delta

COUNTS = st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(lambda c: sum(c) > 1)
SILENT = st.tuples(st.integers(0, 12), st.integers(0, 12))


def asked(a, b, silent):
    return sum(a) + silent[0], sum(b) + silent[1]


def test_one_member_tells_nothing_of_the_others():
    assert cliffs_delta_interval([0, 1], [3, 4]) is None
    assert finite_cliffs_delta([0, 1], [3, 4], (5, 9)) is None


def test_nobody_asked_has_no_bounds():
    assert nonresponse_cliffs_delta([0, 0], [3, 4], (0, 9)) is None


def test_the_silent_can_turn_everything_round():
    # Two of each: all four pairs high, or with one silent each, two of four.
    assert nonresponse_cliffs_delta([0, 1], [1, 0], (2, 2)) == (-0.0, 1.0)


def test_two_groups_apart_are_still_uncertain():
    # The score interval of 5 of 5 is from 0.565517 to 1; doubled less 1.
    assert cliffs_delta_interval([0, 5], [5, 0]) == pytest.approx((0.131035, 1.0), abs=1e-6)
    assert cliffs_delta_interval([5, 0], [0, 5]) == pytest.approx((-1.0, -0.131035), abs=1e-6)


def test_two_groups_in_one_category_are_still_uncertain():
    low, high = cliffs_delta_interval([0, 5], [0, 5])
    assert low == pytest.approx(-high)
    assert 0.3 < high < 0.6


def test_degrees_of_freedom_of_equal_parts_are_those_of_both():
    assert satterthwaite((2.0, 9), (2.0, 9)) == pytest.approx(16)
    assert satterthwaite((0.0, 9), (0.0, 5)) == 4


@given(COUNTS, COUNTS)
def test_the_delta_lies_inside_its_interval(a, b):
    low, high = cliffs_delta_interval(a, b)
    assert -1 <= low <= cliffs_delta(a, b) + 1e-9
    assert cliffs_delta(a, b) - 1e-9 <= high <= 1


@given(COUNTS, COUNTS)
def test_swapping_the_groups_turns_the_interval_round(a, b):
    low, high = cliffs_delta_interval(a, b)
    assert cliffs_delta_interval(b, a) == pytest.approx((-high, -low))


@given(COUNTS, COUNTS, SILENT)
def test_swapping_turns_the_finite_interval_round(a, b, silent):
    low, high = finite_cliffs_delta(a, b, asked(a, b, silent))
    there = finite_cliffs_delta(b, a, asked(b, a, silent[::-1]))
    assert there == pytest.approx((-high, -low))


@given(COUNTS, COUNTS, SILENT)
def test_the_finite_interval_lies_within_what_the_silent_could_do(a, b, silent):
    least, most = nonresponse_cliffs_delta(a, b, asked(a, b, silent))
    low, high = finite_cliffs_delta(a, b, asked(a, b, silent))
    assert least <= low <= cliffs_delta(a, b) + 1e-9
    assert cliffs_delta(a, b) - 1e-9 <= high <= most


@given(COUNTS, COUNTS)
def test_complete_groups_leave_nothing_uncertain(a, b):
    exact = pytest.approx((cliffs_delta(a, b),) * 2)
    assert finite_cliffs_delta(a, b, (sum(a), sum(b))) == exact
    assert nonresponse_cliffs_delta(a, b, (sum(a), sum(b))) == exact


@given(COUNTS, COUNTS, st.integers(2, 4))
def test_twice_the_institutions_narrow_the_interval(a, b, copies):
    low, high = cliffs_delta_interval(a, b)
    more = cliffs_delta_interval([n * copies for n in a], [n * copies for n in b])
    assert more[1] - more[0] < high - low
