"""Intervals of the shift between two groups of numbers."""

from bisect import bisect_left
from collections.abc import Callable
from math import ceil, sqrt

import numpy as np

from surveyapp.analysis.result import Bounds
from surveyapp.analysis.statistics.dominance import delta_interval, dominance
from surveyapp.analysis.statistics.estimates import (
    Distribution,
    Numbers,
    difference_at,
    hodges_lehmann,
)
from surveyapp.analysis.statistics.intervals import CONFIDENCE, normal_quantile
from surveyapp.analysis.statistics.rank_sum import rank_sum_chances

EXACT_BELOW = 50
FEWEST = 4
MANY_PAIRS = 1_000_000
FEW_GAPS = 500


def shift_interval(
    a: Distribution, b: Distribution, confidence: float = CONFIDENCE
) -> Bounds | None:
    """Hodges-Lehmann shift in the populations that two groups are samples of, in their unit.

    Two of the ordered differences of all pairs, as far from either end as the Mann-Whitney
    distribution says: the exact one for untied groups below 50, else the normal one corrected for
    ties within the groups (R: `wilcox.test(conf.int = TRUE, exact = FALSE, correct = FALSE)`).
    None when there are too few pairs for the confidence asked, or none.
    Source: Lehmann (1963), Ann. Math. Statistics 34, 1507-1512; Hollander and Wolfe (1999), 4.3.
    """
    n_pairs = a.n * b.n
    if not n_pairs:
        return None
    rank = _outermost(a, b, (1 - confidence) / 2)
    if rank < 1:
        return None
    return difference_at(a, b, rank), difference_at(a, b, n_pairs - rank + 1)


def _outermost(a: Distribution, b: Distribution, tail: float) -> int:
    """Rank of the lower end among all differences; 0 when even the smallest is too near."""
    ties = [*a.counts.tolist(), *b.counts.tolist()]
    if max(ties) == 1 and max(a.n, b.n) < EXACT_BELOW:
        chances = rank_sum_chances((1,) * (a.n + b.n), a.n)[a.n * (a.n + 1) :: 2]
        return int(np.searchsorted(np.cumsum(chances), tail))
    n = a.n + b.n
    correction = sum(count**3 - count for count in ties) / (n * (n - 1))
    variance = a.n * b.n / 12 * (n + 1 - correction)
    return ceil(a.n * b.n / 2 - normal_quantile(1 - tail) * sqrt(variance))


def finite_shift(
    a: Distribution,
    b: Distribution,
    n_asked: tuple[int, int],
    confidence: float = CONFIDENCE,
) -> Bounds | None:
    """Hodges-Lehmann shift among all who were asked, in the unit of the values.

    All shifts after which Cliff's delta of the moved groups may be 0 by its finite interval; the
    shift itself always counts as inside. A point when both groups answered completely.
    n_asked: institutions asked in `a` and `b`. None when either group has fewer than two members.
    Source: Hodges and Lehmann (1963), Ann. Math. Statistics 34, 598-611 (inverting a test), with
    the variance of `finite_cliffs_delta`.
    """
    if min(a.n, b.n) < FEWEST:
        return None
    middle, silent = hodges_lehmann(a, b), (1 - a.n / n_asked[0], 1 - b.n / n_asked[1])
    if max(silent) == 0:
        return middle, middle
    steps = _steps(a, b)
    place = int(np.searchsorted(steps, middle))

    def is_refused(gap: int) -> bool:
        moved = Distribution(a.values - (steps[gap] + steps[gap + 1]) / 2, a.counts)
        low, high = delta_interval(dominance(moved, b), silent, confidence)
        return not low <= 0 <= high

    first, last = _outermost_gaps(len(steps) - 1, place, is_refused)
    return min(middle, float(steps[first])), max(middle, float(steps[last]))


def _outermost_gaps(n_gaps: int, place: int, is_refused: Callable[[int], bool]) -> tuple[int, int]:
    """The first gap that is not refused, and the one after the last; `place` where all are.

    Few gaps are all tried, because far out the variance shrinks and a refusal may be taken back;
    many are searched by halves.
    """
    if n_gaps <= FEW_GAPS:
        kept = [gap for gap in range(n_gaps) if not is_refused(gap)]
        return min([*kept, place]), max([*(gap + 1 for gap in kept), place])
    first = bisect_left(range(place), True, key=lambda gap: not is_refused(gap))
    return first, bisect_left(range(n_gaps), True, lo=place, key=is_refused)


def _steps(a: Distribution, b: Distribution) -> Numbers:
    """Shifts at which a pair turns round, rising; where there are very many, a fine grid."""
    if a.values.size * b.values.size <= MANY_PAIRS:
        return np.unique(np.subtract.outer(a.values, b.values))
    return np.linspace(difference_at(a, b, 1), difference_at(a, b, a.n * b.n), MANY_PAIRS)
