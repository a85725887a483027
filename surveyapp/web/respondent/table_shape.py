"""Table shape: how a question with rows stands on a page; no answer changes it.

A table is a list of cards until the window is wide enough for all of its columns. How wide that is
follows from their number and from the longest word above them, so it differs between languages.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil
from typing import TypeVar

Row = TypeVar("Row")

MOST_OPTIONS = 7
"""With more answers and reasons than these, a row offers one list to choose from."""

MOST_ROWS = 9
"""Rows that stand together, so that the eye keeps its line."""

STEPS = (40, 48, 56, 64, 69)
"""Widths of a window, in em of 16 px, from which a table may be one; `_grid.scss` has the same."""

MANY_COLUMNS = 6
# Measures in em. Longer words are hyphenated; margins and the scroll bar take `_AROUND`.
_AROUND, _LETTER, _PADDING, _NARROWEST, _LONGEST_WORD = 5.0, 0.55, 0.7, 4.5, 12
_ROW_HEAD, _ROW_HEAD_BESIDE_MANY = 0.34, 0.2
_WORD_ENDS = re.compile(r"[\s/-]+")


def grid_class(heads: Sequence[str]) -> str:
    """The CSS classes of a table with these column heads."""
    is_many = len(heads) >= MANY_COLUMNS
    rest = 1 - (_ROW_HEAD_BESIDE_MANY if is_many else _ROW_HEAD)
    width = _AROUND + len(heads) * _column_width(heads) / rest
    steps = (f" grid--from-{step}" for step in STEPS if step >= width)
    return f"grid{next(steps, '')}{' grid--many' if is_many else ''}"


def groups(rows: Sequence[Row]) -> Iterator[list[tuple[int, Row]]]:
    """The rows, counted from 1, in groups of about the same size, at most `MOST_ROWS` each."""
    n_groups = ceil(len(rows) / MOST_ROWS) or 1
    counted = enumerate(rows, start=1)
    for group in range(n_groups):
        size = len(rows) // n_groups + (group < len(rows) % n_groups)
        yield list(islice(counted, size))


def _column_width(heads: Sequence[str]) -> float:
    longest = max((len(word) for head in heads for word in _WORD_ENDS.split(head)), default=0)
    return max(_NARROWEST, min(longest, _LONGEST_WORD) * _LETTER + _PADDING)
