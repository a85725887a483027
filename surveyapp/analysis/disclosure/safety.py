"""Safety: whether what is printed tells anybody too much, box by box and value by value."""

import numpy as np
import numpy.typing as npt

from surveyapp.analysis.disclosure.system import (
    Box,
    Boxes,
    Counts,
    Range,
    Readers,
    System,
    bounds,
    boxes_of,
)

READERS_AT_ONCE = 64
AT_ONCE = 32
"""A range of so many values is looked at value by value."""
EDGE = 8
"""So are so many values at each end of a longer one, where most of what is unsafe lies."""
SHORT = 8
"""And stretches between of so many values, of which it is not certain at once."""


def safe(system: System, boxes: Boxes) -> npt.NDArray[np.bool_]:
    """(boxes,): whether it is impossible, or tells nobody too much."""
    told = bounds(system, boxes)
    tells = told.possible & ~_keeps(system, told, system.readers.keep[:1]).all(axis=1)
    for start in range(1, len(system.readers.keep), READERS_AT_ONCE):
        left = np.flatnonzero(told.possible & ~tells)
        some = system.readers.part(start, start + READERS_AT_ONCE)
        rows, seen = _seen(system, told, left, some)
        tells[rows[seen.possible & ~_keeps(system, seen, some.keep[:1]).all(axis=1)]] = True
    return ~tells


def _seen(system: System, told: Boxes, rows: Counts, readers: Readers) -> tuple[Counts, Boxes]:
    """What members know of some boxes: the row of each, and it.

    told: narrowed. Left out is who knows no more than everybody.
    """
    knows_more = (readers.least[:, np.newaxis] > told.low[rows]) | (
        readers.most[:, np.newaxis] < told.high[rows]
    )
    who, which = np.nonzero(knows_more.any(axis=2))
    low = np.maximum(told.low[rows[which]], readers.least[who])
    high = np.minimum(told.high[rows[which]], readers.most[who])
    return rows[which], bounds(system, Boxes(low, high))


def with_pieces(box: Box, place: int, pieces: Counts) -> Boxes:
    """A box once for each piece in which a count may lie. pieces: (pieces, 2), least and most."""
    boxes = boxes_of([box], len(pieces))
    boxes.low[:, place], boxes.high[:, place] = pieces[:, 0], pieces[:, 1]
    return boxes


def unsafe_values(system: System, box: Box, place: int) -> list[int]:
    """The values of a count that may not be said, in order. box: narrowed before.

    Of a long range only its ends are looked at value by value, and what lies between in stretches
    of which each is safe throughout, or is cut in two: the work hardly grows with the range.
    """
    low, high = box[place]
    short = [(low, high)]
    if high - low >= AT_ONCE:
        short = [(low, low + EDGE - 1), (high - EDGE + 1, high)]
        short += _uncertain(system, box, place, (low + EDGE, high - EDGE))
    values = np.concatenate([np.arange(first, last + 1) for first, last in sorted(short)])
    is_safe = safe(system, with_pieces(box, place, np.column_stack((values, values))))
    return [int(value) for value in values[~is_safe]]


def _uncertain(system: System, box: Box, place: int, stretch: Range) -> list[Range]:
    """The short parts of a stretch of values of which some may be unsafe."""
    found: list[Range] = []
    doubtful = [stretch]
    while doubtful:
        certain = _safe_throughout(system, box, place, doubtful).tolist()
        halves = [
            half
            for each, is_certain in zip(doubtful, certain, strict=True)
            if not is_certain
            for half in _halves(*each)
        ]
        found += [(low, high) for low, high in halves if high - low < SHORT]
        doubtful = [(low, high) for low, high in halves if high - low >= SHORT]
    return found


def _halves(low: int, high: int) -> tuple[Range, Range]:
    middle = (low + high) // 2
    return (low, middle), (middle + 1, high)


def _safe_throughout(
    system: System, box: Box, place: int, stretches: list[Range]
) -> npt.NDArray[np.bool_]:
    """(stretches,): whether it is certain that each value of a count there may be said.

    It is where, for every reader and every secret, the secret is not small whatever the value, or
    keeps its values at both ends of the stretch. Between them it keeps as many: a mixture of two
    boxes that no sum narrows is narrowed by none, for sums are linear, and it is as wide as the
    less wide of them at least.
    """
    ends = np.array(stretches, np.int64)
    boxes = [with_pieces(box, place, ends[:, which]) for which in ([0, 1], [0, 0], [1, 1])]
    readers = system.readers
    whole, first, last = (bounds(system, _known(each, readers)) for each in boxes)
    keep = readers.keep.repeat(len(ends), axis=0)
    width = np.minimum(_widths(system, first), _widths(system, last))
    is_wide = (first.possible & last.possible)[:, np.newaxis] & (width >= keep)
    tells_little = (is_wide | ~_may_be_small(system, whole)).all(axis=1)
    return np.asarray((tells_little | ~whole.possible).reshape(-1, len(ends)).all(axis=0))


def _known(boxes: Boxes, readers: Readers) -> Boxes:
    """Boxes as readers know them; those of the first reader come first."""
    n_counts = boxes.low.shape[1]
    low = np.maximum(boxes.low, readers.least[:, np.newaxis]).reshape(-1, n_counts)
    high = np.minimum(boxes.high, readers.most[:, np.newaxis]).reshape(-1, n_counts)
    return Boxes(low, high)


def _keeps(system: System, boxes: Boxes, keep: Counts) -> npt.NDArray[np.bool_]:
    """(boxes, secrets): whether the secret is large, or has `keep` values at least."""
    return ~_may_be_small(system, boxes) | (_widths(system, boxes) >= keep)


def _may_be_small(system: System, boxes: Boxes) -> npt.NDArray[np.bool_]:
    """(boxes, secrets): whether the secret may be small, or all but a few of its group."""
    counts, sizes = system.kept
    low, high = boxes.low.take(counts, axis=1), boxes.high.take(counts, axis=1)
    return np.asarray((low < system.k) | (high > sizes - system.k))


def _widths(system: System, boxes: Boxes) -> Counts:
    """(boxes, secrets): how many values the secret can have."""
    counts, _sizes = system.kept
    return np.asarray(boxes.high.take(counts, axis=1) - boxes.low.take(counts, axis=1) + 1)
