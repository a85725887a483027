"""Sheet: what stood in the cells of a file that somebody sent, and why a file is not read."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

LARGEST_FILE = 1024 * 1024
"""Bytes."""
MOST_ROWS, MOST_COLUMNS = 5_000, 200
LONGEST_CELL = 32_767
"""Signs of one cell; no spreadsheet holds more."""
LARGEST_TEXT = 10 * 1024 * 1024
"""Signs of all cells together."""

Value = str | int | Decimal
"""Words, a whole number or a number with decimals; "" for an empty cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells from A1 on, row by row; a row ends with its last cell that is filled."""

    rows: Sequence[Sequence[Value]]

    def at(self, row: int, column: int) -> Value:
        """One cell, counted from 0; "" beside the filled ones."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else ""


class SheetRefused(ValueError):
    """A file that is not read, or not further; `code` says why, for web and cli to word.

    place: the cell (``B3``) or the line of a text; None where it is the file as a whole.
    """

    def __init__(self, code: str, place: str | None = None) -> None:
        super().__init__(code)
        self.code, self.place = code, place


def place(row: int, column: int) -> str:
    """The address of a cell as spreadsheets write it; both are counted from 0."""
    letters = ""
    left = column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def checked(row: int, column: int) -> tuple[int, int]:
    """A place within the limits, counted from 0. Raises SheetRefused beyond them."""
    if row >= MOST_ROWS:
        raise SheetRefused("too-many-rows")
    if column >= MOST_COLUMNS:
        raise SheetRefused("too-many-columns")
    return row, column
