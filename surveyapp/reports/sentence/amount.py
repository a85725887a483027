"""Amount: the numbers of a cell of a table, beside the words that a page shows for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class AmountPart(StrEnum):
    """Which number of its cell one is, in the order of the page."""

    MAIN = "main"  # the only one, or the one that stands before its range
    COUNT = "count"
    BASE = "base"
    SHARE = "share"
    LOW = "low"  # of a count, or of the only figure
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is shown. is_share: 0 to 1, shown as percent; is_signed: plus is written."""

    value: float
    part: AmountPart = AmountPart.MAIN
    decimals: int = 0
    is_share: bool = False
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """words: None where too few answered. amounts: the numbers in them; none where it is words."""

    words: str | None
    amounts: tuple[Amount, ...] = ()


TOO_FEW = Cell(None)
"""A figure of a group that is too small for any."""

DASH = "–"
"""Stands in a table where there is no figure."""

NOTHING = Cell(DASH)
"""A figure that this line does not have."""


def amounts_of(cells: Iterable[Cell]) -> tuple[tuple[Amount, ...], ...]:
    """The numbers of each cell."""
    return tuple(cell.amounts for cell in cells)
