"""Rank sums: their exact distribution when groups are drawn from one pool, with ties."""

from functools import lru_cache
from math import comb

import numpy as np
import numpy.typing as npt

Ways = npt.NDArray[np.float64]
KEPT = 256
ROUNDING = 1e-9


@lru_cache(maxsize=KEPT)
def rank_sum_chances(ties: tuple[int, ...], n: int) -> Ways:
    """Chance of each doubled rank sum (the index) of n members drawn from the pool.

    ties: members per distinct value, lowest first; tied ones share their mean rank, which is why
    sums are doubled: all are whole numbers then. n: 0 to the size of the pool.
    Source: Streitberg and Roehmel (1986), Statistical Software Newsletter 12, 10-17.
    """
    highest = n * (2 * sum(ties) - n + 1)
    ways = np.zeros((n + 1, highest + 1))
    ways[0, 0] = 1.0
    for tied, rank in zip(ties, doubled_ranks(ties), strict=True):
        ways = _with(ways, tied, rank)
    chances: Ways = ways[n] / ways[n].sum()
    return chances


def doubled_ranks(ties: tuple[int, ...]) -> list[int]:
    """Twice the mean rank of each distinct value."""
    before = np.cumsum((0, *ties))[:-1].tolist()
    return [2 * first + tied + 1 for first, tied in zip(before, ties, strict=True)]


def tail_chance(chances: Ways, middle: float, away: float) -> float:
    """Chance of a sum (the index) that lies at least `away` from the middle, 0 to 1."""
    distances = np.abs(np.arange(len(chances)) - middle)
    return min(1.0, float(chances[distances >= away - ROUNDING].sum()))


def _with(ways: Ways, tied: int, rank: int) -> Ways:
    """Ways to draw when `tied` more members of one doubled rank are in the pool."""
    more = ways.copy()
    n_drawn, n_sums = ways.shape
    for taken in range(1, min(tied, n_drawn - 1) + 1):
        step = taken * rank
        if step >= n_sums:
            break
        more[taken:, step:] += comb(tied, taken) * ways[:-taken, :-step]
    return more
