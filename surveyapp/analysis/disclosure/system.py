"""System: counts that are secret, and every sum of them that is public.

Its bounds are found by narrowing each count by each sum until nothing moves (bounds consistency).
They are exact, in whole numbers, for the systems that are built here: lines whose counts add up to
the size of a group, two strata with their country, options of one question, and questions that are
asked on after sets of answers that lie one within the other. Where sums form a tree, narrowing is
exact (Freuder 1982); of two strata the counts of a code fill a hexagon, and sums of hexagons are
hexagons again, so that it is exact there too. A test compares both with every table there is.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

UNBOUNDED = 1 << 40
CACHED_SUMS = 5_000
Counts = npt.NDArray[np.int64]
Range = tuple[int, int]
"""The least and the most that a count can be."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A public sum: `least` <= counts of `plus` less counts of `minus` <= `most`."""

    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Secret:
    """A count that must keep values.

    n: size of its group, whose other members must not be known either; None where that size is
    not public, and what is left of it is a count of its own. keep: values that it must be able to
    have while it may be small.
    """

    count: int
    n: int | None
    keep: int


@dataclass(frozen=True, slots=True)
class System:
    """ranges: of every count alone. sums: of them.

    members: what somebody who knows one row knows besides: counts with narrower ranges.
    k: a count below it, or of all but fewer than it, is small.
    """

    k: int
    ranges: tuple[Range, ...]
    sums: tuple[Sum, ...]
    secrets: tuple[Secret, ...]
    members: tuple[tuple[tuple[int, Range], ...], ...] = ()

    def box(self) -> "Box":
        """What is known before anything is printed."""
        return bounded(self, self.ranges)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Many sets of ranges at once. low, high: (boxes, counts), whole numbers."""

    low: Counts
    high: Counts

    @property
    def possible(self) -> npt.NDArray[np.bool_]:
        """(boxes,): whether any counts at all would give it."""
        return np.asarray((self.low <= self.high).all(axis=1))


Box = tuple[Range, ...]
"""The range of every count of a system."""


class Impossible(ValueError):
    """No counts at all would give what is published."""


def bounded(system: System, ranges: Box) -> Box:
    """The exact range of every count within these. Raises Impossible."""
    found = bounds(system, boxes_of([ranges]))
    if not found.possible[0]:
        raise Impossible
    return tuple(zip(found.low[0].tolist(), found.high[0].tolist(), strict=True))


def boxes_of(ranges: list[Box]) -> Boxes:
    """Several boxes of one system as arrays."""
    ends = np.array(ranges, np.int64).reshape(len(ranges), -1, 2)
    return Boxes(ends[:, :, 0].copy(), ends[:, :, 1].copy())


def bounds(system: System, boxes: Boxes) -> Boxes:
    """The boxes, narrowed until every end of every range can be reached.

    A box that no counts would give has a range whose ends have passed each other.
    Source: bounds consistency, Apt (2003), Principles of Constraint Programming, section 6.4.
    """
    if not system.sums:
        return boxes
    terms = _terms(system.sums)
    low, high = boxes.low.copy(), boxes.high.copy()
    moving = np.arange(len(low))
    while len(moving):
        part = Boxes(low[moving], high[moving])
        narrowed = terms.narrowed(part)
        has_moved = ((narrowed.low != part.low) | (narrowed.high != part.high)).any(axis=1)
        low[moving], high[moving] = narrowed.low, narrowed.high
        moving = moving[has_moved & narrowed.possible]
    return Boxes(low, high)


@dataclass(frozen=True, slots=True)
class _Terms:
    """Every count of every sum, sum by sum.

    count, is_plus, of: of each term its count, its sign and its sum. starts: the first term of each
    sum. least, most: of each sum. by_count: terms put in the order of their counts. counts: those
    that stand in any sum, and firsts: the first of their terms in that order.
    """

    count: Counts
    is_plus: npt.NDArray[np.bool_]
    of: Counts
    starts: Counts
    least: Counts
    most: Counts
    by_count: Counts
    counts: Counts
    firsts: Counts

    def narrowed(self, boxes: Boxes) -> Boxes:
        """Every count by what the others leave of each of its sums, all sums at once."""
        plus, minus = boxes.low[:, self.count], -boxes.high[:, self.count]
        low = np.where(self.is_plus, plus, minus)
        high = np.where(self.is_plus, -minus, -plus)
        most = (self.most - np.add.reduceat(low, self.starts, axis=1))[:, self.of] + low
        least = (self.least - np.add.reduceat(high, self.starts, axis=1))[:, self.of] + high
        from_below = np.where(self.is_plus, least, -most)[:, self.by_count]
        from_above = np.where(self.is_plus, most, -least)[:, self.by_count]
        found = Boxes(boxes.low.copy(), boxes.high.copy())
        found.low[:, self.counts] = np.maximum(
            boxes.low[:, self.counts], np.maximum.reduceat(from_below, self.firsts, axis=1)
        )
        found.high[:, self.counts] = np.minimum(
            boxes.high[:, self.counts], np.minimum.reduceat(from_above, self.firsts, axis=1)
        )
        return found


@lru_cache(maxsize=CACHED_SUMS)
def _terms(sums: tuple[Sum, ...]) -> _Terms:
    terms = [
        (count, is_plus, number)
        for number, each in enumerate(sums)
        for counts, is_plus in ((each.plus, True), (each.minus, False))
        for count in counts
    ]
    count, is_plus, of = (np.array(column) for column in zip(*terms, strict=True))
    by_count = np.argsort(count, kind="stable")
    counts, firsts = np.unique(count[by_count], return_index=True)
    return _Terms(
        count,
        is_plus,
        of,
        np.unique(of, return_index=True)[1],
        np.array([each.least for each in sums], np.int64),
        np.array([each.most for each in sums], np.int64),
        by_count,
        counts,
        firsts,
    )
