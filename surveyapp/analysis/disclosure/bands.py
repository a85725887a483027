"""Bands: what is printed of secret counts, found by asking only what is safe to have answered.

The first idea, to start from the true counts and to hide until nobody can work them out, always
tells something to a reader who runs the software again on every table that would fit. Here each
question depends on what is printed already and on nothing else, and it is put only when every
answer to it is safe; so all counts within the printed ranges print the same ranges, and whoever
runs the software again learns nothing.
Source: simulatable auditing, Kenthapadi, Mishra and Nissim (2005), PODS, 118-127.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from surveyapp.analysis.disclosure.system import (
    UNBOUNDED,
    Box,
    Boxes,
    Counts,
    Range,
    Readers,
    System,
    bounded,
    bounds,
    boxes_of,
)

WIDEST = 4
"""Pieces are sought of up to so many times k values; the middle of a long range falls apart."""
CACHED_CUTS = 50_000
NEVER = 1 << 60
READERS_AT_ONCE = 16


def asked_for(system: System, box: Box, order: Iterable[int], counts: Sequence[int]) -> Box:
    """What is known when one count after the other was asked for. box: narrowed before."""
    for place in order:
        box = answered(system, box, place, cut(system, box, place), counts[place])
    return box


def answered(system: System, box: Box, place: int, pieces: Sequence[Range], count: int) -> Box:
    """What is known when it is said in which piece a count lies. box: narrowed before."""
    found = next(piece for piece in pieces if piece[0] <= count <= piece[1])
    if found == box[place]:
        return box
    return bounded(system, (*box[:place], found, *box[place + 1 :]))


def may_ask(system: System, box: Box, place: int, pieces: Sequence[Range]) -> bool:
    """Whether each answer to the question in which piece a count lies would be safe."""
    boxes = [(*box[:place], piece, *box[place + 1 :]) for piece in pieces]
    return bool(_safe(system, boxes_of(boxes)).all())


@lru_cache(maxsize=CACHED_CUTS)
def is_safe(system: System, box: Box) -> bool:
    """Whether no secret count of a box is known too well, by anybody."""
    return bool(_safe(system, boxes_of([box]))[0])


@lru_cache(maxsize=CACHED_CUTS)
def cut(system: System, box: Box, place: int) -> tuple[Range, ...]:
    """The range of a count in pieces, each of which would be safe to print, or is impossible.

    Of all such cuts the one with the least sum of w * (w - 1) over the lengths w of its pieces,
    which is how many pairs of values stay apart; the range as it is when there is no other.
    """
    found = _Cut(system, box, place)
    longest = min(WIDEST * system.k, found.size - 1)
    done, width = 0, 1
    while done < longest:
        found.lengthen(done + 1, min(width, longest))
        done, width = width, 2 * width + 1
    return found.best() or (box[place],)


class _Cut:
    """The pieces of a range that may be said and do not fall apart into others that may.

    A piece that falls apart is in no best cut, for its parts cost less; so it is not looked at, and
    neither are pieces that no cut of the whole range can have.
    """

    def __init__(self, system: System, box: Box, place: int) -> None:
        self.system, self.box, self.place = system, box, place
        self.low, high = box[place]
        self.size = high - self.low + 1
        secret = next((each for each in system.secrets if each.count == place), None)
        n = UNBOUNDED if secret is None or secret.n is None else secret.n
        keep = secret.keep if secret else 1
        self.borders = _borders(self.low, self.size, keep, (system.k, n - system.k))
        self.ends: list[list[int]] = [[] for _ in range(self.size)]
        """Start -> behind the pieces that begin there and may be said."""

    def lengthen(self, shortest: int, longest: int) -> None:
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
        boxes = boxes_of([self.box], len(pieces))
        ends = np.array(pieces, np.int64) + self.low
        boxes.low[:, self.place], boxes.high[:, self.place] = ends[:, 0], ends[:, 1] - 1
        for (start, end), may_be_said in zip(
            pieces, _safe(self.system, boxes).tolist(), strict=True
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

    def best(self) -> tuple[Range, ...]:
        """The best cut; empty where there is none."""
        cost, came = [0] + [NEVER] * self.size, [0] * (self.size + 1)
        for start, ends in enumerate(self.ends):
            for end in ends:
                found = cost[start] + (end - start) * (end - start - 1)
                if found < cost[end]:
                    cost[end], came[end] = found, start
        return tuple(_traced(came, self.low, self.size)) if cost[self.size] < NEVER else ()


@lru_cache(maxsize=CACHED_CUTS)
def _borders(low: int, size: int, keep: int, large: Range) -> Mapping[int, None]:
    """Places of a range at which a piece can begin or end, as far as the count alone tells.

    In order, for quick look-up. large: the least and the most count that is neither small nor
    nearly all; a piece beyond them must have `keep` values.
    """

    def may_be(start: int, end: int) -> bool:
        is_large = low + start >= large[0] and low + end - 1 <= large[1]
        return is_large or end - start >= keep

    def reached(places: Sequence[int]) -> set[int]:
        found = {places[0]}
        for place in places[1:]:
            if any(may_be(*sorted((place, each))) for each in found):
                found.add(place)
        return found

    places = range(size + 1)
    return dict.fromkeys(sorted(reached(places) & reached(places[::-1])))


def _traced(came: Sequence[int], low: int, size: int) -> list[Range]:
    pieces: list[Range] = []
    end = size
    while end:
        pieces.append((low + came[end], low + end - 1))
        end = came[end]
    return pieces[::-1]


def _safe(system: System, boxes: Boxes) -> npt.NDArray[np.bool_]:
    """(boxes,): whether it is impossible, or tells nobody too much."""
    readers = system.readers
    tells = np.zeros(len(boxes.low), np.bool_)
    for start in range(0, len(readers.keep), READERS_AT_ONCE):
        left = np.flatnonzero(~tells)
        if not len(left):
            break
        some = readers.part(start, start + READERS_AT_ONCE)
        seen = bounds(system, _known(boxes, left, some))
        narrow = seen.possible & _is_narrow(system, seen, some.keep.repeat(len(left), axis=0))
        tells[left] = narrow.reshape(-1, len(left)).any(axis=0)
    return ~tells


def _known(boxes: Boxes, rows: Counts, readers: Readers) -> Boxes:
    """Boxes as readers know them; those of the first reader come first."""
    n_counts = boxes.low.shape[1]
    low = np.maximum(boxes.low[rows], readers.least[:, np.newaxis]).reshape(-1, n_counts)
    high = np.minimum(boxes.high[rows], readers.most[:, np.newaxis]).reshape(-1, n_counts)
    return Boxes(low, high)


def _is_narrow(system: System, boxes: Boxes, keep: Counts) -> npt.NDArray[np.bool_]:
    """Whether a secret that may be small has fewer values than `keep`, (boxes, secrets)."""
    counts, sizes = system.kept
    low, high = boxes.low.take(counts, axis=1), boxes.high.take(counts, axis=1)
    may_be_small = (low < system.k) | (high > sizes - system.k)
    return np.asarray((may_be_small & (high - low + 1 < keep)).any(axis=1))
