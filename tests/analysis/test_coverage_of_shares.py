"""Nominal 95 %: what the intervals of shares really hold, counted over all outcomes."""

from functools import partial
from itertools import combinations_with_replacement

import numpy as np
import pytest

from surveyapp.analysis.statistics.intervals import (
    finite_difference,
    finite_interval,
    newcombe,
    wilson,
)
from tests.analysis.coverage import SHARES, SIZES, coverage, difference_coverage, drawn, sampled

ASKED = [(n, round(n * times)) for n in SIZES for times in (1.5, 2, 4, 10)]
PAIRS = list(combinations_with_replacement(SIZES, 2))
FEW = ((5, 8), (5, 20), (9, 14), (14, 21), (60, 80))


@pytest.mark.parametrize("n", SIZES)
def test_wilson_holds_the_share_nineteen_times_in_twenty(n):
    held = coverage(partial(wilson, n_valid=n), n, SHARES, sampled(n))
    assert 0.93 <= held.mean() <= 0.98
    assert held.min() >= 0.89


@pytest.mark.parametrize(("n", "m"), PAIRS)
def test_newcombe_holds_the_difference_nineteen_times_in_twenty(n, m):
    held = difference_coverage(
        newcombe, ((n, n), (m, m)), (SHARES, SHARES), (sampled(n), sampled(m))
    )
    assert 0.93 <= held.mean() <= 0.98
    assert held.min() >= 0.88


@pytest.mark.parametrize(("n", "n_asked"), ASKED)
def test_the_finite_interval_holds_every_total_as_often_as_it_says(n, n_asked):
    assert finite_coverage(n, n_asked).min() >= 0.95


def test_the_finite_interval_is_not_wider_than_it_must_be():
    by_size = [mean_finite_coverage(n) for n in SIZES]
    assert 0.95 <= np.mean(by_size) <= 0.98


def test_with_few_answers_the_finite_interval_holds_more_than_it_says():
    # The page says so: shares of few institutions leave no exact interval that is narrower.
    assert 0.98 < mean_finite_coverage(9) < mean_finite_coverage(5) < 0.99


def mean_finite_coverage(n):
    held = [finite_coverage(n, asked).mean() for size, asked in ASKED if size == n]
    return np.mean(held)


def finite_coverage(n, n_asked):
    totals = np.arange(n_asked + 1)
    interval = partial(finite_interval, n_valid=n, n_asked=n_asked)
    return coverage(interval, n, totals / n_asked, drawn(n, n_asked, totals))


@pytest.mark.parametrize(("a", "b"), list(combinations_with_replacement(FEW, 2)))
def test_the_finite_difference_is_held_nineteen_times_in_twenty(a, b):
    held = held_differences(a, b)
    assert 0.94 <= held.mean() <= 0.98
    assert held.min() >= 0.85


def test_two_nearly_complete_groups_are_held_more_often():
    # Three differences are possible at most, and one left out would be too many.
    assert held_differences((14, 16), (9, 10)).mean() > 0.98


def held_differences(*sizes):
    totals = [np.unique(np.linspace(0, asked, 15).round()) for _, asked in sizes]
    truths = [total / asked for total, (_, asked) in zip(totals, sizes, strict=True)]
    chances = [drawn(n, asked, total) for total, (n, asked) in zip(totals, sizes, strict=True)]
    return difference_coverage(finite_difference, sizes, truths, chances)
