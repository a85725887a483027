"""Intervals of shares and of their differences, from counts alone.

The finite ones ask how the institutions that stayed silent would have answered, taking silence as
unrelated to the answer; they close to a point when everybody answered. The others take the
institutions as a sample from an endless population: for studies declared a sample alone.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from math import hypot, sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, ndtri
from scipy.stats import hypergeom

from surveyapp.analysis.result import Bounds

CONFIDENCE = 0.95
LARGEST_TABLE = 50_000
KEPT = 65_536
ROUNDING = 1e-9
HALF = 0.5

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Proportion:
    """`count` institutions gave the answer, of `n_valid` that answered, of `n_asked` asked."""

    count: int
    n_valid: int
    n_asked: int

    @property
    def n_silent(self) -> int:
        """Institutions that were asked and did not answer."""
        return self.n_asked - self.n_valid

    @property
    def share(self) -> float:
        """Part of those who answered, 0 to 1. n_valid must not be 0."""
        return self.count / self.n_valid


@lru_cache(maxsize=KEPT)
def finite_interval(
    count: int, n_valid: int, n_asked: int, confidence: float = CONFIDENCE
) -> Bounds | None:
    """Share among all who were asked, 0 to 1, when silence has nothing to do with the answer.

    Inverts the hypergeometric distribution exactly, by Blaker's acceptability: whatever the share,
    the interval holds it at least as often as `confidence` says. From more than `LARGEST_TABLE`
    outcomes on each tail is inverted by itself (Clopper-Pearson), which is hardly wider there.
    The share of those who answered, which can fall between two whole institutions, is always
    inside; with n_valid = n_asked it is the whole interval. None when nobody answered.
    Source: Blaker (2000), Canadian J. Statistics 28, 783-798; Buonaccorsi (1987), Am. Statistician
    41, 215-218; statistics.md, section 3.
    """
    if not n_valid:
        return None
    if (n_valid + 1) * (n_asked + 1) <= LARGEST_TABLE:
        lowest, highest = (ends[count] for ends in _acceptable(n_valid, n_asked, confidence))
    else:
        lowest, highest = _not_refused(Proportion(count, n_valid, n_asked), (1 - confidence) / 2)
    share = count / n_valid
    return min(share, lowest / n_asked), max(share, highest / n_asked)


@cache
def _acceptable(n: int, n_asked: int, confidence: float) -> tuple[list[int], list[int]]:
    """Fewest and most institutions among all asked that go with each count, 0 to n."""
    totals = np.arange(n_asked + 1)
    chances = hypergeom.pmf(np.arange(n + 1), n_asked, totals[:, np.newaxis], n)
    accepted = np.array([_acceptability(row) > 1 - confidence for row in chances])
    lowest, from_above = accepted.argmax(axis=0), accepted[::-1].argmax(axis=0)
    return lowest.tolist(), (n_asked - from_above).tolist()


def _acceptability(chances: Floats) -> Floats:
    """For each count the chance of one that is no less extreme; 0 where it cannot happen."""
    up_to = np.cumsum(chances)
    smaller_tail = np.minimum(up_to, 1 - up_to + chances)
    order = np.argsort(smaller_tail)
    reached = np.cumsum(chances[order])
    ties = smaller_tail * (1 + ROUNDING) + ROUNDING**2
    last = np.searchsorted(smaller_tail[order], ties, side="right") - 1
    return np.where(chances > 0, reached[last], 0.0)


def _not_refused(part: Proportion, tail: float) -> tuple[int, int]:
    """Fewest and most institutions that neither one-sided test refuses."""
    yes = _first_above(part.count, part.count + part.n_silent, tail, part)
    no = Proportion(part.n_valid - part.count, part.n_valid, part.n_asked)
    return yes, part.n_asked - _first_above(no.count, no.count + no.n_silent, tail, no)


def _first_above(low: int, high: int, tail: float, part: Proportion) -> int:
    """Smallest total from low to high with P(count or more) above `tail`; it rises with it."""
    while low < high:
        middle = (low + high) // 2
        if hypergeom.sf(part.count - 1, part.n_asked, middle, part.n_valid) > tail:
            high = middle
        else:
            low = middle + 1
    return low


def wilson(count: int, n_valid: int, confidence: float = CONFIDENCE) -> Bounds | None:
    """Share in the population that the sample stands for, 0 to 1; Wilson's score interval.

    None when nobody answered.
    Source: Wilson (1927), J. Am. Statistical Association 22, 209-212.
    """
    if not n_valid:
        return None
    z_squared = normal_quantile((1 + confidence) / 2) ** 2
    share = count / n_valid
    middle = share + z_squared / (2 * n_valid)
    half = sqrt(z_squared * (share * (1 - share) + z_squared / (4 * n_valid)) / n_valid)
    below = 1 + z_squared / n_valid
    low = (middle - half) / below if count else 0.0
    high = (middle + half) / below if count < n_valid else 1.0
    return low, high


@cache
def normal_quantile(probability: float) -> float:
    """Of the standard normal distribution. probability: 0 to 1."""
    return float(ndtri(probability))


def newcombe(a: Proportion, b: Proportion, confidence: float = CONFIDENCE) -> Bounds | None:
    """Share of `a` minus share of `b` in the populations sampled, -1 to 1; hybrid score interval.

    From Wilson's intervals, without continuity correction. None when either is empty.
    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    first = wilson(a.count, a.n_valid, confidence)
    second = wilson(b.count, b.n_valid, confidence)
    return _combined(a, first, b, second) if first and second else None


@lru_cache(maxsize=KEPT)
def finite_difference(
    a: Proportion, b: Proportion, confidence: float = CONFIDENCE
) -> Bounds | None:
    """Share of `a` minus share of `b` among all who were asked, -1 to 1.

    What the silent institutions of each group would have said, given its answers, is beta-binomial
    (reference prior of the hypergeometric distribution); the interval leaves out the same part of
    all sums of the two at either end. From more than `LARGEST_TABLE` sums on Newcombe's way of
    joining two intervals is taken with the finite interval of each share. A point when both groups
    answered completely. None when either is empty.
    Source: Berger, Bernardo and Sun (2012), J. Am. Statistical Association 107, 636-648; Zou and
    Donner (2008), Statistics in Medicine 27, 1693-1702, for the large ones.
    """
    if not a.n_valid or not b.n_valid:
        return None
    if (a.n_silent + 1) * (b.n_silent + 1) > LARGEST_TABLE:
        first = finite_interval(a.count, a.n_valid, a.n_asked, confidence)
        second = finite_interval(b.count, b.n_valid, b.n_asked, confidence)
        return _combined(a, first, b, second) if first and second else None
    differences = np.subtract.outer(_possible(a), _possible(b)).ravel()
    order = np.argsort(differences)
    chances = np.outer(_chances(a), _chances(b)).ravel()[order]
    # Counted from either end, so that a sum that meets the tail exactly stays in on both sides.
    tail = (1 - confidence) / 2 - ROUNDING
    below, above = (np.searchsorted(np.cumsum(c), tail) for c in (chances, chances[::-1]))
    low, high = differences[order[below]].item(), differences[order[::-1][above]].item()
    return min(low, a.share - b.share), max(high, a.share - b.share)


def _possible(part: Proportion) -> Floats:
    """Every share that is possible among all who were asked, rising."""
    return np.arange(part.count, part.count + part.n_silent + 1) / part.n_asked


@cache
def _chances(part: Proportion) -> Floats:
    """Chance of each of them: beta-binomial."""
    yes, no = part.count + HALF, part.n_valid - part.count + HALF
    more = np.arange(part.n_silent + 1)
    rest = part.n_silent - more
    ways = -betaln(more + 1, rest + 1) - np.log(part.n_silent + 1)
    chances: Floats = np.exp(ways + betaln(more + yes, rest + no) - betaln(yes, no))
    return chances


def _combined(a: Proportion, first: Bounds, b: Proportion, second: Bounds) -> Bounds:
    difference = a.share - b.share
    below = hypot(a.share - first[0], second[1] - b.share)
    above = hypot(first[1] - a.share, b.share - second[0])
    return difference - below, difference + above
