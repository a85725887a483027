"""Column: the joint between question types and everything that reads answers.

Storage, export, codebook, statistics and disclosure control read columns, never question types.
"""

from dataclasses import dataclass
from enum import StrEnum

from surveyapp.questions.cell import Answers, Cell, Missing


class Level(StrEnum):
    """Level of measurement (Stevens 1946); decides the measure of a comparison."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"
    TEXT = "text"


class Role(StrEnum):
    """What a column says about its cell."""

    ANSWER = "answer"  # the cell itself: a code, a number, a text
    OPTION = "option"  # one option of several answers: "1" ticked, "0" not ticked
    RANK = "rank"  # one option of a ranking: its place "1".."5", "0" when it was left out
    COMPANION = "companion"  # words beside an answer; never compared


TICKED, NOT_TICKED = "1", "0"
IS_SYNTHETIC = "is_synthetic"
"""The first column of every file with answers: whether they are invented."""


@dataclass(frozen=True, slots=True)
class Column:
    """One variable: a name, where it is read from, and how it may be compared.

    codes: closed set of values in the order of the form; empty for numbers and text.
    text_paths: code -> path of its label in the wording (none for "0"/"1" and places).
    line_path: path of the words that tell this column from the others of its question
        (a grid's row, an option); None when the question has one column.
    scores: code -> points of an index, only for codes that carry one.
    is_classed: its codes are classes of numbers. is_year: its numbers are years of the calendar.
    """

    name: str
    question: str
    cell: str
    level: Level
    role: Role = Role.ANSWER
    codes: tuple[str, ...] = ()
    option: str | None = None
    line_path: str | None = None
    column_path: str | None = None
    text_paths: tuple[tuple[str, str], ...] = ()
    scores: tuple[tuple[str, float], ...] = ()
    is_integer: bool = False
    counts_people: bool = False
    is_year: bool = False
    is_sensitive: bool = False
    is_classed: bool = False

    @property
    def rising(self) -> tuple[str, ...]:
        """The codes of a scale from the lowest to the highest: by points, else by order."""
        scores = dict(self.scores)
        first, last = (scores.get(code) for code in (self.codes[0], self.codes[-1]))
        falls = first is not None and last is not None and last < first
        return self.codes[::-1] if falls else self.codes

    def read(self, answers: Answers) -> Cell | None:
        """This column's value: a code, number, text or reason; None when it was not asked."""
        return self.value_in(answers.get(self.cell))

    def value_in(self, cell: Cell | None) -> Cell | None:
        """The same of the cell that it is read from; None when that was not asked."""
        if cell is None or isinstance(cell, Missing):
            return cell
        match self.role:
            case Role.OPTION:
                return TICKED if self._position(cell) else NOT_TICKED
            case Role.RANK:
                return str(self._position(cell))
            case _:
                return cell

    def _position(self, cell: Cell) -> int:
        """1-based place of the option among the chosen codes; 0 when it is not among them."""
        chosen = cell if isinstance(cell, tuple) else (cell,)
        return chosen.index(self.option) + 1 if self.option in chosen else 0
