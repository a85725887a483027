"""Domain: which values an answer can take, as the expression language sees it."""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """What kind of value stands behind ``${question}``."""

    CODE = "code"  # select_one
    CODES = "codes"  # select_multiple
    RANKING = "ranking"  # rank: codes in order
    NUMBER = "number"  # integer, decimal
    TEXT = "text"
    DATE = "date"
    GRID_CODE = "grid-code"  # grid_select_one: row -> code
    GRID_CODES = "grid-codes"  # grid_select_multiple: row -> codes
    GRID_NUMBER = "grid-number"  # grid_integer: row, column -> number
    NOTHING = "nothing"  # note


@dataclass(frozen=True, slots=True)
class Domain:
    """Shape of an answer and its closed sets, each in the order of the form.

    codes: what may be chosen; rows, columns: addresses of a grid's cells;
    reasons: the missing reasons that are offered, which an expression may compare with;
    is_year: its number is a year of the calendar.
    """

    shape: Shape
    codes: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    is_year: bool = False
