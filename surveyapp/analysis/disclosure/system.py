"""System: counts that are secret, and every sum of them that is public.

Its bounds are found by narrowing each count by each sum until nothing moves (bounds consistency).
They are exact, in whole numbers, for the systems that are built here: lines whose counts add up to
the size of a group, two strata with their country, options of one question, and questions that are
asked on after sets of answers that lie one within the other. Where sums form a tree, narrowing is
exact (Freuder 1982); of two strata the counts of a code fill a hexagon, and sums of hexagons are
hexagons again, so that it is exact there too. A test compares both with every table there is.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

UNBOUNDED = 1 << 40
CACHED_SUMS = 5_000
CACHED_BOXES = 50_000
ROWS_AT_ONCE = 256
"""Boxes that are narrowed together: few enough for the memory that is near."""
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


@dataclass(frozen=True)
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

    def __hash__(self) -> int:
        """Worked out once: the same system is asked for again and again."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.k, self.ranges, self.sums, self.secrets, self.members))

    @cached_property
    def terms(self) -> "Terms":
        """The sums, ready for narrowing."""
        return terms_of(self.sums, len(self.ranges))

    @cached_property
    def kept(self) -> tuple[Counts, Counts]:
        """Of every secret: its count, and the size of its group."""
        sizes = [UNBOUNDED if each.n is None else each.n for each in self.secrets]
        return np.array([each.count for each in self.secrets], np.int64), np.array(sizes, np.int64)

    @cached_property
    def readers(self) -> "Readers":
        """Somebody who knows nothing besides, then all members, who know one row."""
        shape = 1 + len(self.members), len(self.ranges)
        least, most = np.full(shape, -UNBOUNDED), np.full(shape, UNBOUNDED)
        for number, member in enumerate(self.members, start=1):
            for count, (low, high) in member:
                least[number, count] = max(low, least[number, count])
                most[number, count] = min(high, most[number, count])
        keep = np.array([[each.keep for each in self.secrets]] * shape[0], np.int64)
        keep[1:] -= 1
        return Readers(least, most, keep)

    def box(self) -> "Box":
        """What is known before anything is printed."""
        return bounded(self, self.ranges)


@dataclass(frozen=True, slots=True)
class Readers:
    """What readers know. least, most: of each count, (readers, counts).

    keep: how many values each secret must have for them, (readers, secrets).
    """

    least: Counts
    most: Counts
    keep: Counts

    def part(self, start: int, end: int) -> "Readers":
        """Some of them."""
        return Readers(self.least[start:end], self.most[start:end], self.keep[start:end])


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


@lru_cache(maxsize=CACHED_BOXES)
def bounded(system: System, ranges: Box) -> Box:
    """The exact range of every count within these. Raises Impossible."""
    found = bounds(system, boxes_of([ranges]))
    if not found.possible[0]:
        raise Impossible
    return tuple(zip(found.low[0].tolist(), found.high[0].tolist(), strict=True))


def boxes_of(ranges: list[Box], times: int = 1) -> Boxes:
    """Several boxes of one system as arrays. times: how often each of them stands there."""
    ends = np.array(ranges, np.int64).reshape(len(ranges), -1, 2).repeat(times, axis=0)
    return Boxes(ends[:, :, 0], ends[:, :, 1])


def bounds(system: System, boxes: Boxes) -> Boxes:
    """The boxes, narrowed until every end of every range can be reached.

    A box that no counts would give has a range whose ends have passed each other.
    Source: bounds consistency, Apt (2003), Principles of Constraint Programming, section 6.4.
    """
    if not system.sums:
        return boxes
    n_counts = boxes.low.shape[1]
    ends = np.concatenate((boxes.low, -boxes.high), axis=1)
    for start in range(0, len(ends), ROWS_AT_ONCE):
        _narrow(system, ends[start : start + ROWS_AT_ONCE])
    return Boxes(ends[:, :n_counts], -ends[:, n_counts:])


def _narrow(system: System, ends: Counts) -> None:
    """Narrows rows of ends, see `Terms`, where they are."""
    n_counts = len(system.ranges)
    before, moving = ends.copy(), np.arange(len(ends))
    while len(moving):
        ends[moving] = narrowed = system.terms.narrowed(before)
        if len(system.sums) == 1:
            return  # it has told each count all of the others at once
        is_possible = (narrowed[:, :n_counts] <= -narrowed[:, n_counts:]).all(axis=1)
        is_moving = is_possible & (narrowed != before).any(axis=1)
        moving, before = moving[is_moving], narrowed[is_moving]


@dataclass(frozen=True, slots=True)
class Terms:
    """Every count of every sum, once for the least and once for the most that the sum can be.

    Ranges are rows of least ends, and most ends with the other sign, so that narrowing makes every
    end larger. read: of each term its end in such a row. of, starts: its sum and the first term of
    each sum, twice as many as there are. known: what is to be added to each sum of ends. by_end:
    terms in the order of the ends that they narrow; ends: those, and firsts: their first terms.
    """

    read: Counts
    of: Counts
    starts: Counts
    known: Counts
    by_end: Counts
    ends: Counts
    firsts: Counts

    def narrowed(self, rows: Counts) -> Counts:
        """(boxes, ends): every end by what the others leave of each of its sums, all at once."""
        read = rows.take(self.read, axis=1)
        sums = np.add.reduceat(read, self.starts, axis=1) + self.known
        left = (sums.take(self.of, axis=1) - read).take(self.by_end, axis=1)
        found = rows.copy()
        found[:, self.ends] = np.maximum(
            rows.take(self.ends, axis=1), np.maximum.reduceat(left, self.firsts, axis=1)
        )
        return found


@lru_cache(maxsize=CACHED_SUMS)
def terms_of(sums: tuple[Sum, ...], n_counts: int) -> Terms:
    """The terms of sums of so many counts. A sum's least bounds its terms from below, and so on."""
    least_ends, most_ends, own = [], [], []
    for number, each in enumerate(sums):
        for counts, shift in ((each.plus, 0), (each.minus, n_counts)):
            least_ends += [count + shift for count in counts]
            most_ends += [count + n_counts - shift for count in counts]
            own += [number] * len(counts)
    # What the others are at least bounds an end from above, and the other way round.
    read, narrows = np.array(least_ends + most_ends), np.array(most_ends + least_ends)
    of = np.array(own + [each + len(sums) for each in own])
    by_end = np.argsort(narrows, kind="stable")
    ends, firsts = np.unique(narrows[by_end], return_index=True)
    known = np.array([-each.most for each in sums] + [each.least for each in sums], np.int64)
    starts = np.unique(of, return_index=True)[1]
    return Terms(read, of, starts, known, by_end, ends, firsts)
