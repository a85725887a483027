"""Paired: the same institutions before and after, from the joint table of both answers.

joint: (codes, codes), institutions that answered the row before and the column after.
Tests are for studies declared a sample, and are withheld from fewer than `k` pairs.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from scipy.stats import binom, norm

from surveyapp.analysis.statistics.estimates import Distribution, Integers, quantile
from surveyapp.analysis.statistics.inference import Outcome
from surveyapp.analysis.statistics.rank_sum import doubled_ranks, tail_chance

EXACT_BELOW = 50


def changes(joint: Integers, values: Sequence[float]) -> Distribution:
    """After minus before of every institution. values: of the codes, in the order of the table."""
    by_change: dict[float, int] = {}
    for before, row in zip(values, joint.tolist(), strict=True):
        for after, n in zip(values, row, strict=True):
            by_change[after - before] = by_change.get(after - before, 0) + n
    return Distribution.of(by_change)


def median_change(differences: Distribution) -> float:
    """Median of after minus before (quantile type 7), in the unit of the values.

    Raises NothingCounted. Source: Hyndman and Fan (1996), Am. Statistician 50, 361-365.
    """
    return quantile(differences, 0.5)


def mcnemar(joint: Integers, k: int) -> Outcome | None:
    """Whether as many went from no to yes as back; exact, two-sided.

    joint: (2, 2). statistic: institutions that went from the first answer to the second. None
    (withheld) below `k` pairs.
    Source: McNemar (1947), Psychometrika 12, 153-157; R: `binom.test` of those who changed.
    """
    if int(joint.sum()) < k:
        return None
    there, back = int(joint[0, 1]), int(joint[1, 0])
    one_sided = float(binom.cdf(min(there, back), there + back, 0.5))
    return Outcome(there, min(1.0, 2 * one_sided), is_exact=True)


def signed_rank(differences: Distribution, k: int) -> Outcome | None:
    """Wilcoxon's signed-rank test of whether changes lie evenly around 0; two-sided.

    Institutions without a change are left out; equal changes share their mean rank. Exact below
    50 changes, then normal with correction for ties. statistic: sum of the ranks of the rises.
    None (withheld) below `k` pairs.
    Source: Wilcoxon (1945), Biometrics Bulletin 1, 80-83; R: `exactRankTests::wilcox.exact`.
    """
    if differences.n < k:
        return None
    moved = differences.values != 0
    if not moved.any():
        return Outcome(0.0, 1.0, is_exact=True)
    sizes, place = np.unique(np.abs(differences.values[moved]), return_inverse=True)
    counts = differences.counts[moved]
    ties = tuple(np.bincount(place, counts, len(sizes)).astype(int).tolist())
    ranks, rises = np.array(doubled_ranks(ties), np.int64), differences.values[moved] > 0
    doubled = int(ranks[place[rises]] @ counts[rises])
    away = abs(doubled - int(ranks @ np.array(ties, np.int64)) / 2)
    if sum(ties) < EXACT_BELOW:
        return Outcome(doubled / 2, _exact(ties, away), is_exact=True)
    return Outcome(doubled / 2, _normal(ties, away), is_exact=False)


def _exact(ties: tuple[int, ...], away: float) -> float:
    """Chance of a doubled sum at least as far from its middle when every sign is a toss."""
    ranks = np.repeat(doubled_ranks(ties), ties).tolist()
    chances = np.zeros(sum(ranks) + 1)
    chances[0] = 1.0
    for rank in ranks:
        chances[rank:], chances[:rank] = chances[rank:] + chances[:-rank], chances[:rank].copy()
        chances /= 2
    return tail_chance(chances, sum(ranks) / 2, away)


def _normal(ties: tuple[int, ...], away: float) -> float:
    squares = sum(rank**2 * tied for rank, tied in zip(doubled_ranks(ties), ties, strict=True))
    return float(2 * norm.sf(away / (sqrt(squares) / 2)))
