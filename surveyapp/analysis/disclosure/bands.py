"""Bands: what is printed of secret counts, found by asking only what is safe to have answered.

The first idea, to start from the true counts and to hide until nobody can work them out, always
tells something to a reader who runs the software again on every table that would fit. Here each
question depends on what is printed already and on nothing else, and it is put only when every
answer to it is safe; so all counts within the printed ranges print the same ranges, and whoever
runs the software again learns nothing.
Source: simulatable auditing, Kenthapadi, Mishra and Nissim (2005), PODS, 118-127.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from surveyapp.analysis.disclosure.safety import safe, unsafe_values, with_pieces
from surveyapp.analysis.disclosure.system import (
    UNBOUNDED,
    Box,
    Range,
    System,
    bounded,
    boxes_of,
)

WIDEST = 4
"""Pieces are sought of up to so many times k values; the middle of a long range falls apart."""
CACHED_CUTS = 50_000
NEVER = 1 << 60


def asked_for(system: System, box: Box, order: Iterable[int], counts: Sequence[int]) -> Box:
    """What is known when one count after the other was asked for. box: narrowed before."""
    for place in order:
        alone = counts[place], counts[place]
        box = answered(system, box, place, (*cut(system, box, place), alone), counts[place])
    return box


def answered(system: System, box: Box, place: int, pieces: Sequence[Range], count: int) -> Box:
    """What is known when it is said in which piece a count lies. box: narrowed before."""
    found = next(piece for piece in pieces if piece[0] <= count <= piece[1])
    if found == box[place]:
        return box
    return bounded(system, (*box[:place], found, *box[place + 1 :]))


def may_ask(system: System, box: Box, place: int, pieces: Sequence[Range]) -> bool:
    """Whether each answer to the question in which piece a count lies would be safe."""
    return bool(safe(system, with_pieces(box, place, np.array(pieces, np.int64))).all())


@lru_cache(maxsize=CACHED_CUTS)
def is_safe(system: System, box: Box) -> bool:
    """Whether no secret count of a box is known too well, by anybody."""
    return bool(safe(system, boxes_of([box]))[0])


@lru_cache(maxsize=CACHED_CUTS)
def cut(system: System, box: Box, place: int) -> tuple[Range, ...]:
    """The range of a count in pieces, each of which would be safe to print, or is impossible.

    Only pieces of several values; every value that lies in none of them is a piece of its own. Of
    all such cuts the one with the least sum of w * (w - 1) over the lengths w of its pieces, which
    is how many pairs of values stay apart; the range as it is when there is no other.
    """
    longest = min(WIDEST * system.k, box[place][1] - box[place][0])
    pieces: list[Range] = []
    unsafe = unsafe_values(system, box, place)
    for part in _parts(box[place], unsafe, longest - 1):
        found = _Cut(system, box, place, part, unsafe).best(longest)
        if not found:
            return (box[place],)
        pieces += (piece for piece in found if piece[0] < piece[1])
    return tuple(pieces)


def _parts(whole: Range, unsafe: Sequence[int], reach: int) -> Iterator[Range]:
    """The parts of a range outside of which every value is a piece of its own.

    For a piece of several values holds one that is unsafe, or falls apart into single values.
    reach: how far from that one a piece can go.
    """
    first, last = UNBOUNDED, -UNBOUNDED
    for value in unsafe:
        if value - reach > last:
            if last >= first:
                yield first, last
            first = max(value - reach, whole[0])
        last = min(value + reach, whole[1])
    if last >= first:
        yield first, last


class _Cut:
    """The pieces of a part of a range that may be said and do not fall apart into others that may.

    A piece that falls apart is in no best cut, for its parts cost less; so it is not looked at, and
    neither are pieces that no cut of the whole range can have.
    """

    def __init__(
        self, system: System, box: Box, place: int, part: Range, unsafe: Sequence[int]
    ) -> None:
        self.system, self.box, self.place = system, box, place
        self.low, high = part
        self.size = high - self.low + 1
        shut = _no_borders(system, place, box[place])
        self.borders = dict.fromkeys(n for n in range(self.size + 1) if self.low + n not in shut)
        alone = set(range(self.low, high + 1)).difference(unsafe)
        self.ends = [[start + 1] * (self.low + start in alone) for start in range(self.size)]
        """Start -> behind the pieces that begin there and may be said."""

    def best(self, longest: int) -> tuple[Range, ...]:
        """The best cut into pieces of so many values at most; empty where there is none."""
        done, width = 1, 3
        while done < longest:
            self._lengthen(done + 1, min(width, longest))
            done, width = width, 2 * width + 1
        return self._cheapest()

    def _lengthen(self, shortest: int, longest: int) -> None:
        """Looks at all pieces of these lengths that could be in the best cut."""
        reached = self._reached()
        pieces = [
            (start, end)
            for start in self.borders
            for end in range(start + shortest, min(start + longest, self.size) + 1)
            if end in self.borders and not reached[start] >> end & 1
        ]
        if not pieces:
            return
        values = [(self.low + start, self.low + end - 1) for start, end in pieces]
        boxes = with_pieces(self.box, self.place, np.array(values, np.int64))
        for (start, end), may_be_said in zip(
            pieces, safe(self.system, boxes).tolist(), strict=True
        ):
            if may_be_said:
                self.ends[start].append(end)

    def _reached(self) -> list[int]:
        """Start -> where a row of pieces that may be said ends: the bits of a number."""
        reached = [0] * (self.size + 1)
        for start in reversed(range(self.size)):
            for end in self.ends[start]:
                reached[start] |= 1 << end | reached[end]
        return reached

    def _cheapest(self) -> tuple[Range, ...]:
        cost, came = [0] + [NEVER] * self.size, [0] * (self.size + 1)
        for start, ends in enumerate(self.ends):
            for end in ends:
                found = cost[start] + (end - start) * (end - start - 1)
                if found < cost[end]:
                    cost[end], came[end] = found, start
        return tuple(_traced(came, self.low, self.size)) if cost[self.size] < NEVER else ()


def _no_borders(system: System, place: int, whole: Range) -> set[int]:
    """The values with which no piece of a range can begin, as far as the count alone tells.

    What lies before such a value, or what lies from it on, has fewer values than the count must
    keep, and one that is small or nearly all.
    """
    secret = next((each for each in system.secrets if each.count == place), None)
    if secret is None:
        return set()
    low, high = whole
    large = UNBOUNDED if secret.n is None else secret.n - system.k
    last = min(low + secret.keep - 1, high)
    first = max(high - secret.keep + 2, low + 1)
    return {
        *(value for value in range(low + 1, last + 1) if low < system.k or value - 1 > large),
        *(value for value in range(first, high + 1) if value < system.k or high > large),
    }


def _traced(came: Sequence[int], low: int, size: int) -> list[Range]:
    pieces: list[Range] = []
    end = size
    while end:
        pieces.append((low + came[end], low + end - 1))
        end = came[end]
    return pieces[::-1]
