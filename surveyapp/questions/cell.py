"""Cell: the smallest thing that is answered, and its one form in JSON.

Every answer is kept as cells with an address: ``question``, ``question.row`` or
``question.row.column``. Companions of a question have addresses of their own:
``question__other`` (the words of "other, please say"), ``question__why_<check>`` (why a soft
check was dismissed), ``question__note`` and ``question__note_<row>`` (what somebody explained) and
``question__flag`` (what the screening of free text found).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class MissingReason(StrEnum):
    """Why there is no answer. Never enters a percentage; counted under every table."""

    DONT_KNOW = "dk"
    NOT_APPLICABLE = "na"
    NOT_RECORDED = "nd"
    REFUSED = "ref"
    FEWER_THAN_FIVE = "lt5"
    BLANK = "blank"


RESERVED_CODES = frozenset(MissingReason)


class Marker(StrEnum):
    """What stands in a column beside answer codes and reasons; no code list may use these words.

    NOT_NAMED: a row that somebody did not pick who answered a question of which a few rows are
    picked. It is an answer and no reason: it counts in every percentage. NOT_ASKED: in files, a
    question that was not asked.
    """

    NOT_NAMED = "not_named"
    NOT_ASKED = "not_asked"


NOT_NAMED, NOT_ASKED = (marker.value for marker in Marker)
OTHERS = "others"
"""The class of all answers of a split that are not named one by one."""

LARGEST = Decimal(10) ** 12
"""No number beyond it is an answer, with either sign."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A cell without an answer, and the reason."""

    reason: MissingReason


BLANK = Missing(MissingReason.BLANK)

Cell = str | int | Decimal | tuple[str, ...] | Missing
"""A code, text or ISO date; a whole number; a decimal; codes in order; or a reason."""

Answers = Mapping[str, Cell]
"""Cell address -> cell. Absent: in a draft not answered yet, in a response not asked."""

PLAIN = (str, int)
"""Types that JSON writes as they are."""

JsonCell = str | int | float | list[str] | dict[str, str]


def cell_to_json(cell: Cell) -> JsonCell:
    """Plain JSON: reasons become ``{"missing": "dk"}``, decimals numbers, ticked codes lists."""
    match cell:
        case Missing(reason):
            return {"missing": reason.value}
        case Decimal():
            return int(cell) if cell == cell.to_integral_value() else float(cell)
        case tuple():
            return list(cell)
        case _:
            return cell


def cell_from_json(value: object) -> Cell:
    """The inverse of `cell_to_json`. Raises ValueError for anything else."""
    if isinstance(value, str):
        return value
    match value:
        case bool() | None:
            raise ValueError(f"not a cell: {value!r}")
        case {"missing": str(reason)}:
            return Missing(MissingReason(reason))
        case float():
            return Decimal(str(value))
        case list():
            return tuple(str(code) for code in value)
        case int():
            return value
        case _:
            raise ValueError(f"not a cell: {value!r}")


def answers_to_json(answers: Answers) -> dict[str, JsonCell]:
    """All cells as plain JSON, sorted by address, so that equal answers give equal bytes."""
    written: dict[str, JsonCell] = {}
    for address in sorted(answers):
        cell = answers[address]
        written[address] = cell if isinstance(cell, PLAIN) else cell_to_json(cell)
    return written


def answers_from_json(values: Mapping[str, object]) -> dict[str, Cell]:
    """The inverse of `answers_to_json`. Raises ValueError for a value that is not a cell."""
    return {address: cell_from_json(value) for address, value in values.items()}
