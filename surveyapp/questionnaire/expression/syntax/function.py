"""The functions of the language as data: what they take and what they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.questions.domain import Shape


class ResultKind(StrEnum):
    """What an expression gives."""

    BOOLEAN = "boolean"
    NUMBER = "number"


class Argument(StrEnum):
    """What a function takes at one place."""

    CELL = "an answer"
    GRID = "a grid"
    NUMBER = "a number"
    CODE = "a code of that question"
    ROW = "a row of that grid"
    COLUMN = "a column of that grid"
    LINE = "rows, or columns, of that grid"


GRIDS = frozenset({Shape.GRID_CODE, Shape.GRID_CODES, Shape.GRID_NUMBER})
CODES = frozenset({Shape.CODE, Shape.CODES, Shape.RANKING})


@dataclass(frozen=True, slots=True)
class Function:
    """One function.

    shapes: what the first argument may be, empty when it is not an answer;
    repeats: the last argument may be given more than once.
    """

    name: str
    gives: ResultKind
    takes: tuple[Argument, ...]
    shapes: frozenset[Shape] = frozenset()
    repeats: bool = False

    def in_words(self) -> str:
        """What it takes, in English: ``an answer, a code of that question …``."""
        return ", ".join(self.takes) + (" …" if self.repeats else "")

    def argument(self, position: int) -> Argument:
        """What stands at the 0-based position."""
        return self.takes[min(position, len(self.takes) - 1)]


_ALL = (
    Function("selected", ResultKind.BOOLEAN, (Argument.CELL, Argument.CODE), CODES),
    Function("any-of", ResultKind.BOOLEAN, (Argument.CELL, Argument.CODE), CODES, repeats=True),
    Function(
        "any-row",
        ResultKind.BOOLEAN,
        (Argument.GRID, Argument.CODE),
        frozenset({Shape.GRID_CODE, Shape.GRID_CODES}),
        repeats=True,
    ),
    Function(
        "count-selected",
        ResultKind.NUMBER,
        (Argument.CELL,),
        frozenset({Shape.CODES, Shape.RANKING}),
    ),
    Function("count-answered", ResultKind.NUMBER, (Argument.GRID,), GRIDS),
    Function("count-shown", ResultKind.NUMBER, (Argument.GRID,), GRIDS),
    Function(
        "sum-col",
        ResultKind.NUMBER,
        (Argument.GRID, Argument.COLUMN),
        frozenset({Shape.GRID_NUMBER}),
    ),
    Function(
        "sum-row",
        ResultKind.NUMBER,
        (Argument.GRID, Argument.ROW),
        frozenset({Shape.GRID_NUMBER}),
    ),
    Function(
        "steady",
        ResultKind.BOOLEAN,
        (Argument.GRID, Argument.LINE, Argument.LINE),
        frozenset({Shape.GRID_NUMBER}),
        repeats=True,
    ),
    Function("string-length", ResultKind.NUMBER, (Argument.CELL,), frozenset({Shape.TEXT})),
    Function("int", ResultKind.NUMBER, (Argument.NUMBER,)),
    Function("no-pii", ResultKind.BOOLEAN, (Argument.CELL,), frozenset({Shape.TEXT})),
)

FUNCTIONS: Mapping[str, Function] = {function.name: function for function in _ALL}
