"""Reading cells the way the language sees them: as a number, as a code, as codes."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from surveyapp.questionnaire.expression.evaluation.situation import Situation
from surveyapp.questionnaire.expression.syntax.tree import Numeric, Place, Reference, Segment
from surveyapp.questions.cell import Cell, Missing, MissingReason
from surveyapp.questions.domain import Domain, Shape

Reader: TypeAlias = Callable[[Situation], Cell | None]

ORDERED = frozenset({Shape.NUMBER, Shape.GRID_NUMBER, Shape.DATE})
_LARGEST_EXPONENT: Final = 300
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def number_of(cell: Cell | None) -> Numeric | None:
    """The number in a cell; None when it is empty or a reason."""
    match cell:
        case int():
            return cell
        case Decimal():
            is_sane = cell.is_finite() and cell.adjusted() <= _LARGEST_EXPONENT
            return cell if is_sane else None
        case _:
            return None


def day_of(cell: Cell | None) -> date | None:
    """The day in a cell or a quoted text, written like 2026-11-24; None when it is none."""
    if not isinstance(cell, str) or not _DAY.fullmatch(cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def order_of(cell: Cell | None) -> Numeric | None:
    """The number in a cell, or the place of its day in the calendar; None when it has neither."""
    if isinstance(cell, int):
        return cell
    day = day_of(cell)
    return number_of(cell) if day is None else day.toordinal()


def text_of(cell: Cell | None) -> str:
    """The code or text in a cell; a reason is its own code, an empty cell is ``''``."""
    return cell if isinstance(cell, str) else " ".join(codes_of(cell))


def codes_of(cell: Cell | None) -> tuple[str, ...]:
    """The codes in a cell; a reason is its own code, an empty cell holds the one code ``''``."""
    match cell:
        case None | () | Missing(MissingReason.BLANK):
            return ("",)
        case Missing(reason):
            return (reason.value,)
        case tuple():
            return cell
        case _:
            return (str(cell),)


def is_answered(cell: Cell | None) -> bool:
    """Whether a cell holds an answer or a reason."""
    return text_of(cell) != ""


def is_reason(cell: Cell | None) -> bool:
    """Whether a cell holds a reason instead of an answer; an empty one does not."""
    return isinstance(cell, Missing) and cell.reason is not MissingReason.BLANK


def total(cells: Iterable[Cell | None]) -> Numeric | None:
    """The sum of the filled cells; None when one is a reason or none is filled."""
    given = tuple(cells)
    numbers = tuple(number for cell in given if (number := number_of(cell)) is not None)
    return None if not numbers or any(map(is_reason, given)) else sum(numbers)


def question_of(reference: Reference, situation: Situation) -> str | None:
    """The question a reference speaks of; ``.`` speaks of the one that is checked."""
    return reference.question or situation.this


def domain_of(reference: Reference, situation: Situation) -> Domain | None:
    """What the answer of the question can be; None when there is no such question."""
    name = question_of(reference, situation)
    return None if name is None else situation.domains.get(name)


def is_ordered(reference: Reference, situation: Situation) -> bool:
    """Whether the question's cells are numbers or days."""
    domain = domain_of(reference, situation)
    return domain is not None and domain.shape in ORDERED


def rows_of(reference: Reference, situation: Situation) -> tuple[str, ...]:
    """The rows of a grid that are shown; none when there is no such grid."""
    name = question_of(reference, situation)
    if name is None or name not in situation.domains:
        return ()
    return situation.shown_rows(name)


def here(place: Place, situation: Situation) -> str:
    """The code of the current row or column; ``''`` when there is none."""
    code = situation.row if place is Place.ROW else situation.column
    return code or ""


def reader(reference: Reference) -> Reader:
    """How the cell of a reference is found; its address is built once when it never changes."""
    if reference.question is None:
        return cell_checked
    if any(isinstance(segment, Place) for segment in reference.path):
        return _moving(reference.question, reference.path)
    address = ".".join((reference.question, *reference.path))
    return lambda situation: situation.answers.get(address)


def cell_checked(situation: Situation) -> Cell | None:
    """What ``.`` stands for: the cell, or the answer, that is checked."""
    address = situation.cell or situation.this
    return None if address is None else situation.answers.get(address)


def _moving(question: str, path: tuple[Segment, ...]) -> Reader:
    """The cell of an address with codes of the current row or column in it; mostly with one."""
    places = [place for place in path if isinstance(place, Place)]
    if len(places) == 1:
        return _moving_once(question, path, places[0])

    def read(situation: Situation) -> Cell | None:
        codes = (here(one, situation) if isinstance(one, Place) else one for one in path)
        return situation.answers.get(".".join((question, *codes)))

    return read


def _moving_once(question: str, path: tuple[Segment, ...], place: Place) -> Reader:
    at = path.index(place)
    before = "".join(f"{segment}." for segment in (question, *path[:at]))
    after = "".join(f".{segment}" for segment in path[at + 1 :])

    def read(situation: Situation) -> Cell | None:
        return situation.answers.get(f"{before}{here(place, situation)}{after}")

    return read
