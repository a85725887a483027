"""Dominance: how surely one group stands above another; Cliff's delta and its intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose, sqrt

import numpy as np
from scipy.special import stdtrit

from surveyapp.analysis.result import Bounds
from surveyapp.analysis.statistics.estimates import Distribution, Integers, cliffs_delta
from surveyapp.analysis.statistics.intervals import CONFIDENCE, normal_quantile

Silent = tuple[float, float]
ENDLESS: Silent = (1.0, 1.0)  # of an endless population everybody else is silent


@dataclass(frozen=True, slots=True)
class Dominance:
    """How members of one group stand above those of the other.

    delta: Cliff's, -1 to 1. of_first, of_second: variance of the members' own deltas.
    of_pairs: variance over all pairs. n, m: members.
    """

    delta: float
    of_first: float
    of_second: float
    of_pairs: float
    n: int
    m: int


def dominance(a: Distribution, b: Distribution) -> Dominance:
    """Cliff's delta with the parts of its variance. Both need two members or more."""
    below, not_above = _standing(a, b)
    first = (below + not_above - b.n) / b.n
    below_ours, not_above_ours = _standing(b, a)
    second = (a.n - below_ours - not_above_ours) / a.n
    delta = float(a.counts @ first) / a.n
    n_ties = int(a.counts @ (not_above - below))
    return Dominance(
        delta=delta,
        of_first=float(a.counts @ (first - delta) ** 2) / (a.n - 1),
        of_second=float(b.counts @ (second - delta) ** 2) / (b.n - 1),
        of_pairs=(a.n * b.n * (1 - delta**2) - n_ties) / ((a.n - 1) * (b.n - 1)),
        n=a.n,
        m=b.n,
    )


def _standing(a: Distribution, b: Distribution) -> tuple[Integers, Integers]:
    """For each value of `a` the members of `b` below it, and those not above it."""
    reached = np.concatenate(([0], np.cumsum(b.counts)))
    below = reached[np.searchsorted(b.values, a.values, side="left")]
    return below, reached[np.searchsorted(b.values, a.values, side="right")]


def cliffs_delta_interval(
    a: Sequence[int], b: Sequence[int], confidence: float = CONFIDENCE
) -> Bounds | None:
    """Cliff's delta in the populations that two groups are samples of, -1 to 1.

    a, b: institutions per category, lowest first, equally long. The asymmetric interval with the
    consistent variance; degrees of freedom after Satterthwaite, because groups differ in size.
    None when either group has fewer than two members.
    Source: Feng and Cliff (2004), J. Modern Applied Statistical Methods 3, 322-332; Brunner and
    Munzel (2000), Biometrical J. 42, 17-25, for the degrees of freedom.
    """
    return _of_counts(a, b, ENDLESS, confidence)


def finite_cliffs_delta(
    a: Sequence[int],
    b: Sequence[int],
    n_asked: tuple[int, int],
    confidence: float = CONFIDENCE,
) -> Bounds | None:
    """Cliff's delta among all who were asked, -1 to 1, silence being unrelated to the answer.

    As `cliffs_delta_interval`, each part of the variance times the part of its group that is
    silent; never beyond the nonresponse bounds, and a point when both groups answered completely.
    n_asked: institutions asked in `a` and `b`. None when either group has fewer than two members.
    Source: Cornfield and Tukey (1956), Ann. Math. Statistics 27, 907-949 (rows and columns drawn
    from a finite table).
    """
    silent = (1 - sum(a) / n_asked[0], 1 - sum(b) / n_asked[1])
    ends, possible = _of_counts(a, b, silent, confidence), nonresponse_cliffs_delta(a, b, n_asked)
    if ends is None or possible is None:
        return None
    return max(ends[0], possible[0]), min(ends[1], possible[1])


def nonresponse_cliffs_delta(
    a: Sequence[int], b: Sequence[int], n_asked: tuple[int, int]
) -> Bounds | None:
    """Cliff's delta among all who were asked, whatever the silent ones would have said; -1 to 1.

    From all of `a`'s silent ones in the lowest category and all of `b`'s in the highest, to the
    reverse. a, b: institutions per category, lowest first. None when either was asked of nobody.
    Source: Manski (1989), J. Human Resources 24, 343-360, applied to both ends.
    """
    if not all(n_asked):
        return None
    first, second = n_asked[0] - sum(a), n_asked[1] - sum(b)
    least = cliffs_delta([a[0] + first, *a[1:]], [*b[:-1], b[-1] + second])
    return least, cliffs_delta([*a[:-1], a[-1] + first], [b[0] + second, *b[1:]])


def _of_counts(
    a: Sequence[int], b: Sequence[int], silent: Silent, confidence: float
) -> Bounds | None:
    if min(sum(a), sum(b)) < 2:
        return None
    first, second = (Distribution.of(dict(enumerate(counts))) for counts in (a, b))
    return delta_interval(dominance(first, second), silent, confidence)


def delta_interval(pairs: Dominance, silent: Silent, confidence: float) -> Bounds:
    """Interval of a delta that is known with its variances. silent: part of each group, 0 to 1."""
    delta, (first, second) = pairs.delta, silent
    if max(silent) == 0:
        return delta, delta
    if isclose(abs(delta), 1):
        return _of_disjoint(pairs, silent, confidence)
    of_first, of_second = first * pairs.of_first, second * pairs.of_second
    variance = (
        (pairs.m - 1) * of_first + (pairs.n - 1) * of_second + first * second * pairs.of_pairs
    ) / (pairs.n * pairs.m)
    variance = max(variance, max(silent) * (1 - delta**2) / (pairs.n * pairs.m - 1))
    freedom = satterthwaite((of_first / pairs.n, pairs.n), (of_second / pairs.m, pairs.m))
    reach = t_quantile((1 + confidence) / 2, freedom) * sqrt(variance)
    half = reach * sqrt((1 - delta**2) ** 2 + reach**2)
    below = 1 - delta**2 + reach**2
    return (delta - delta**3 - half) / below, (delta - delta**3 + half) / below


def _of_disjoint(pairs: Dominance, silent: Silent, confidence: float) -> Bounds:
    """No pair speaks against the order: the score interval of a share of 1, doubled less 1."""
    z_squared = normal_quantile((1 + confidence) / 2) ** 2
    sizes = zip((pairs.n, pairs.m), silent, strict=True)
    n = min(size / part for size, part in sizes if part)
    inner = (n - z_squared) / (n + z_squared)
    return (inner, 1.0) if pairs.delta > 0 else (-1.0, -inner)


def t_quantile(probability: float, freedom: float) -> float:
    """Of Student's t distribution. probability: 0 to 1; freedom: degrees."""
    return float(stdtrit(freedom, probability))


def satterthwaite(*parts: tuple[float, int]) -> float:
    """Degrees of freedom of a sum of variances; each part with the number it was estimated from.

    With nothing but zeros the smallest number less 1.
    Source: Satterthwaite (1946), Biometrics Bulletin 2, 110-114.
    """
    total = sum(part for part, _ in parts)
    if not total:
        return min(n for _, n in parts) - 1
    return total**2 / sum(part**2 / (n - 1) for part, n in parts)
