"""Bands: what is printed of secret counts, found by asking only what is safe to have answered.

The first idea, to start from the true counts and to hide until nobody can work them out, always
tells something to a reader who runs the software again on every table that would fit. Here each
question depends on what is printed already and on nothing else, and it is put only when every
answer to it is safe; so all counts within the printed ranges print the same ranges, and whoever
runs the software again learns nothing.
Source: simulatable auditing, Kenthapadi, Mishra and Nissim (2005), PODS, 118-127.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from surveyapp.analysis.disclosure.system import (
    UNBOUNDED,
    Box,
    Boxes,
    Range,
    System,
    bounded,
    bounds,
    boxes_of,
)

WIDEST = 4
"""Pieces are sought of up to so many times k values; the middle of a long range falls apart."""
CACHED_CUTS = 50_000
NEVER = 1 << 60
MEMBERS_AT_ONCE = 16


def publish(system: System, counts: Sequence[int], order: Sequence[int]) -> Box | None:
    """Ranges that hold the counts. None: even what is public says too much, print nothing.

    counts: the true ones, of every unknown of the system. order: public, what matters first; a
    count that is not in it is never asked for.
    """
    box = system.box()
    if not is_safe(system, box):
        return None
    for place in order:
        box = answered(system, box, place, cut(system, box, place), counts[place])
    return box


def answered(system: System, box: Box, place: int, pieces: Sequence[Range], count: int) -> Box:
    """What is known when it is said in which piece a count lies."""
    found = next(piece for piece in pieces if piece[0] <= count <= piece[1])
    return bounded(system, (*box[:place], found, *box[place + 1 :]))


def may_ask(system: System, box: Box, place: int, pieces: Sequence[Range]) -> bool:
    """Whether each answer to the question in which piece a count lies would be safe."""
    boxes = [(*box[:place], piece, *box[place + 1 :]) for piece in pieces]
    return bool(_safe(system, boxes_of(boxes)).all())


def is_safe(system: System, box: Box) -> bool:
    """Whether no secret count of a box is known too well, by anybody."""
    return bool(_safe(system, boxes_of([box]))[0])


@lru_cache(maxsize=CACHED_CUTS)
def cut(system: System, box: Box, place: int) -> tuple[Range, ...]:
    """The range of a count in pieces, each of which would be safe to print, or is impossible.

    Of all such cuts the one with the least sum of w * (w - 1) over the lengths w of its pieces,
    which is how many pairs of values stay apart; the range as it is when there is no other.
    """
    low, high = box[place]
    size = high - low + 1
    starts, ends = _pieces(size, WIDEST * system.k)
    least = np.tile([a for a, _ in box], (len(starts), 1))
    most = np.tile([b for _, b in box], (len(starts), 1))
    least[:, place], most[:, place] = low + starts, low + ends
    may_be_said = _safe(system, Boxes(least, most))
    best, came = [0] + [NEVER] * size, [0] * (size + 1)
    for start, end, is_allowed in sorted(
        zip(starts.tolist(), ends.tolist(), may_be_said.tolist(), strict=True)
    ):
        cost = best[start] + (end - start + 1) * (end - start)
        if is_allowed and cost < best[end + 1]:
            best[end + 1], came[end + 1] = cost, start
    return tuple(_traced(came, low, size)) if best[size] < NEVER else (box[place],)


def _traced(came: Sequence[int], low: int, size: int) -> list[Range]:
    pieces: list[Range] = []
    end = size
    while end:
        pieces.append((low + came[end], low + end - 1))
        end = came[end]
    return pieces[::-1]


def _pieces(size: int, widest: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First and last place of every piece of a range that is narrow enough, and of the whole."""
    pairs = [(a, b) for a in range(size) for b in range(a, min(size, a + widest))]
    if size > widest:
        pairs.append((0, size - 1))
    found = np.array(pairs, np.int64)
    return found[:, 0], found[:, 1]


def _safe(system: System, boxes: Boxes) -> npt.NDArray[np.bool_]:
    """(boxes,): whether it is impossible, or tells nobody too much."""
    found = bounds(system, boxes)
    tells = found.possible & _is_narrow(system, found, 0)
    for start in range(0, len(system.members), MEMBERS_AT_ONCE):
        members = system.members[start : start + MEMBERS_AT_ONCE]
        left = np.flatnonzero(found.possible & ~tells)
        if not len(left):
            break
        seen = bounds(system, _known(Boxes(found.low[left], found.high[left]), members))
        narrow = seen.possible & _is_narrow(system, seen, 1)
        tells[left] |= narrow.reshape(len(members), len(left)).any(axis=0)
    return ~tells


def _known(boxes: Boxes, members: Sequence[Sequence[tuple[int, Range]]]) -> Boxes:
    """Every box as each member knows it; the boxes of the first member come first."""
    low, high = (np.tile(ends, (len(members), 1)) for ends in (boxes.low, boxes.high))
    n_boxes = len(boxes.low)
    for number, member in enumerate(members):
        own = slice(number * n_boxes, (number + 1) * n_boxes)
        for place, (least, most) in member:
            low[own, place] = np.maximum(low[own, place], least)
            high[own, place] = np.minimum(high[own, place], most)
    return Boxes(low, high)


def _is_narrow(system: System, boxes: Boxes, known: int) -> npt.NDArray[np.bool_]:
    """Whether a secret that may be small has fewer values than it must keep, less `known`."""
    places = [secret.count for secret in system.secrets]
    sizes = np.array([UNBOUNDED if s.n is None else s.n for s in system.secrets], np.int64)
    keep = np.array([secret.keep for secret in system.secrets], np.int64)
    low, high = boxes.low[:, places], boxes.high[:, places]
    may_be_small = (low < system.k) | (high > sizes - system.k)
    return np.asarray((may_be_small & (high - low + 1 < keep - known)).any(axis=1))
