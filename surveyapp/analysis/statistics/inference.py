"""Inference: tests for studies declared a sample, and for those alone.

Every test is withheld (None) when one of its groups has fewer than `k` members: of a small
group nothing but its size is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import MonteCarloMethod, chi2_contingency, fisher_exact, norm

from surveyapp.analysis.statistics.estimates import Distribution, Integers, TableTooSmall
from surveyapp.analysis.statistics.rank_sum import doubled_ranks, rank_sum_chances, tail_chance

EXACT_BELOW = 20
RESAMPLES = 9_999
LARGEST_TABLE = 10_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of a test: its statistic, the two-sided p-value (0 to 1), and whether that is exact."""

    statistic: float
    p_value: float
    is_exact: bool


def fisher(table: Integers, k: int, random: np.random.Generator) -> float | None:
    """P-value of Fisher's test that groups (rows) do not differ in their answers (columns).

    2 x 2 is exact; larger tables take 9,999 random ones with the same margins from `random`.
    Above 10,000 answers the chi-squared test serves, which does not differ there. Empty columns
    are left out. None (withheld) when a row has fewer than `k`.
    Raises TableTooSmall when fewer than two rows or columns remain.
    Source: Fisher (1935), J. Royal Statistical Society 98, 39-82; R: `fisher.test`.
    """
    if is_withheld(k, *table.sum(axis=1).tolist()):
        return None
    filled = table[:, table.sum(axis=0) > 0]
    if min(filled.shape) < 2:
        raise TableTooSmall(f"{filled.shape[0]} x {filled.shape[1]}")
    if int(filled.sum()) > LARGEST_TABLE:
        return float(chi2_contingency(filled, correction=False).pvalue)
    if filled.shape == (2, 2):
        return float(fisher_exact(filled).pvalue)
    method = MonteCarloMethod(n_resamples=RESAMPLES, rng=random)
    return float(fisher_exact(filled, method=method).pvalue)


def mann_whitney(a: Distribution, b: Distribution, k: int) -> Outcome | None:
    """Mann-Whitney test that neither group tends to larger numbers; two-sided, ties counted half.

    Exact (all ways to split the pool, ties kept) when both groups are below 20, else normal with
    correction for ties and none for continuity. statistic: pairs in which `a` is larger. None
    (withheld) when a group has fewer than `k`.
    Source: Mann and Whitney (1947), Ann. Math. Statistics 18, 50-60; R: `coin::wilcox_test`.
    """
    if is_withheld(k, a.n, b.n):
        return None
    ties, ours = _pooled(a, b)
    doubled = int(np.array(doubled_ranks(ties), np.int64) @ ours)
    middle = a.n * (a.n + b.n + 1)
    statistic = (doubled - a.n * (a.n + 1)) / 2
    if max(a.n, b.n) < EXACT_BELOW:
        chances = rank_sum_chances(ties, a.n)
        return Outcome(statistic, tail_chance(chances, middle, abs(doubled - middle)), True)
    return Outcome(statistic, _normal(ties, a, b, abs(doubled - middle) / 2), False)


def _pooled(a: Distribution, b: Distribution) -> tuple[tuple[int, ...], Integers]:
    """Members per distinct value of both groups, and those of the first among them."""
    values = np.union1d(a.values, b.values)
    ours, theirs = np.zeros(len(values), np.int64), np.zeros(len(values), np.int64)
    ours[np.searchsorted(values, a.values)] = a.counts
    theirs[np.searchsorted(values, b.values)] = b.counts
    return tuple((ours + theirs).tolist()), ours


def _normal(ties: tuple[int, ...], a: Distribution, b: Distribution, away: float) -> float:
    n = a.n + b.n
    correction = sum(tied**3 - tied for tied in ties) / (n * (n - 1))
    variance = a.n * b.n / 12 * (n + 1 - correction)
    return float(2 * norm.sf(away / sqrt(variance))) if variance else 1.0


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """P-values of one printed table, adjusted so that few of the small ones are chance; 0 to 1.

    Withheld ones (None) stay None and do not count.
    Source: Benjamini and Hochberg (1995), J. Royal Statistical Society B 57, 289-300; R:
    `p.adjust(method = "BH")`.
    """
    known = sorted((value, place) for place, value in enumerate(p_values) if value is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    smallest = 1.0
    for rank, (value, place) in reversed(list(enumerate(known, start=1))):
        smallest = min(smallest, value * len(known) / rank)
        adjusted[place] = smallest
    return adjusted


def is_withheld(k: int, *sizes: int) -> bool:
    """Whether a group is too small for a test beside protected counts."""
    return min(sizes) < k
