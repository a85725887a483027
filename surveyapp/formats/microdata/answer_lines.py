"""Answer lines: answers that were collected elsewhere, as JSON Lines with one object a response.

An object holds the cells by their address, flat or under ``answers``, and perhaps
``is_synthetic``. Reasons are ``{"missing": "dk"}``, ticked codes and rankings lists. A cell that
is absent was not asked. Words are not read, as in a CSV file.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from surveyapp.formats.microdata.data_file import (
    MOST_PROBLEMS,
    AnswerFile,
    AnswerFileRefused,
    columns_by_cell,
)
from surveyapp.formats.microdata.data_file_cell import REMEMBERED, CellProblem, cell_of
from surveyapp.formats.microdata.left_out import Place, in_no_group, not_taken
from surveyapp.formats.microdata.picked_gap import picked_gaps
from surveyapp.formats.microdata.watch import Watch, unwatched
from surveyapp.formats.source.problem import Problem
from surveyapp.plain_file import text_in
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import Answers, Cell, Missing, cell_from_json
from surveyapp.questions.column import IS_SYNTHETIC, NOT_TICKED, TICKED, Column, Role

ANSWERS = "answers"
Taker = Callable[[Cell], Cell | None]
Takers = Mapping[str, tuple[str, Taker]]
"""Address -> the same string, and what takes a cell there."""


def read_answer_lines(
    path: Path, form: Questionnaire, most: int = MOST_PROBLEMS, watch: Watch = unwatched
) -> AnswerFile:
    """The answers in a file of JSON Lines. Raises AnswerFileRefused, OSError.

    most: how many problems are told before the rest of the file is left unread; watch: sees line
    after line being read.
    """
    of_cell = columns_by_cell(form.columns)
    words = {column.cell for column in form.columns} - of_cell.keys()
    known = {address: (address, _taker(address, each)) for address, each in of_cell.items()}
    problems: list[Problem] = []
    answers: list[Answers] = []
    marks: set[bool] = set()
    left_out = _LeftOut()
    for line, text in watch(list(_lines(path))):
        read = _response(path.name, line, text, known, words)
        if read.is_synthetic is not None:
            marks.add(read.is_synthetic)
        left_out.add(line, read, form.compare_by)
        problems.extend(read.problems)
        for gap in () if read.problems else picked_gaps(form, read.cells):
            code = "partly-answered"
            problems.append(Problem(path.name, line, 1, code, gap.message, gap.mend))
        if len(marks) > 1:
            message = "synthetic and real answers in one file"
            mend = "make two files"
            problems.append(Problem(path.name, line, 1, "synthetic-and-real", message, mend))
        if len(problems) >= most or len(marks) > 1:
            break
        answers.append(read.cells)
    if problems:
        raise AnswerFileRefused(problems[:most])
    columns = tuple(column for each in of_cell.values() for column in each)
    told = tuple(left_out.warnings(path.name, form))
    return AnswerFile(columns, tuple(answers), marks == {True}, told)


@dataclass(frozen=True, slots=True)
class _Response:
    """One line. is_synthetic: None where it cannot be read, which says nothing of its answers.

    skipped: addresses with words or dates, which are not taken.
    """

    is_synthetic: bool | None
    cells: dict[str, Cell]
    problems: list[Problem]
    skipped: list[str]


@dataclass(slots=True)
class _LeftOut:
    """What was not taken so far. places: of the first line that has such a cell."""

    filled: Counter[str] = field(default_factory=Counter)
    places: dict[str, Place] = field(default_factory=dict)
    nameless: list[Place] = field(default_factory=list)

    def add(self, line: int, read: _Response, by: str | None) -> None:
        """Counts one response. by: the question that is compared by."""
        self.filled.update(read.skipped)
        for address in read.skipped:
            self.places.setdefault(address, (line, 1))
        if by is not None and isinstance(read.cells.get(by), Missing | None):
            self.nameless.append((line, 1))

    def warnings(self, file: str, form: Questionnaire) -> Iterator[Problem]:
        """All that is to be told."""
        yield from not_taken(file, form, self.filled, self.places)
        yield from in_no_group(file, form.compare_by or "", self.nameless)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = text_in(path, "utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.object[: error.start].count(b"\n") + 1
        problem = Problem(path.name, place, 1, "not-utf-8", "is not UTF-8", "save it as UTF-8")
        raise AnswerFileRefused([problem]) from error
    for line, written in enumerate(text.split("\n"), start=1):
        if written.strip():
            yield line, written


def _response(file: str, line: int, text: str, known: Takers, words: set[str]) -> _Response:
    try:
        written = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = getattr(error, "colno", 1)
        syntax = Problem(file, line, place, "json-syntax", f"is not JSON: {error}")
        return _Response(None, {}, [syntax], [])
    flat = written.get(ANSWERS, written) if isinstance(written, dict) else None
    if not isinstance(flat, dict):
        message = "is not an object with one response"
        return _Response(None, {}, [Problem(file, line, 1, "not-an-object", message)], [])
    cells: dict[str, Cell] = {}
    problems: list[Problem] = []
    for address, value in flat.items():
        if address == IS_SYNTHETIC or address in words:
            continue
        try:
            known_address, taken = _cell(address, value, known)
        except _Refused as found:
            problems.append(Problem(file, line, 1, found.code, found.message, found.mend))
            continue
        if taken is not None:
            cells[known_address] = taken
    skipped = [address for address, value in flat.items() if address in words and value]
    return _Response(written.get(IS_SYNTHETIC) in (True, 1), cells, problems, skipped)


class _Refused(ValueError):
    """A cell that cannot be taken."""

    def __init__(self, code: str, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.mend = code, message, mend


def _cell(address: str, value: object, known: Takers) -> tuple[str, Cell | None]:
    """Its address, one string for all responses, and what is taken, None if it was not asked."""
    if address not in known:
        raise _Refused("unknown-cell", f"there is no cell {address!r}", "see: surveyapp columns")
    try:
        cell = cell_from_json(value)
    except ValueError as error:
        raise _Refused("not-a-cell", f"{address}: {error}") from error
    known_address, take = known[address]
    return known_address, take(cell)


def _taker(address: str, columns: Sequence[Column]) -> Taker:
    """Takes what stands in one cell. Equal numbers of two types are told apart."""

    @lru_cache(REMEMBERED, typed=True)
    def take(cell: Cell) -> Cell | None:
        try:
            return cell_of(columns, _texts(address, columns, cell))
        except CellProblem as found:
            raise _Refused(found.code, found.message, found.mend) from found

    return take


def _texts(address: str, columns: Sequence[Column], cell: Cell) -> list[str]:
    """What would stand in the columns of a CSV file."""
    is_several = columns[0].role in {Role.OPTION, Role.RANK}
    match cell:
        case Missing(reason):
            return [reason.value for _ in columns]
        case tuple() if is_several:
            return [_place(column, cell) for column in _checked(address, columns, cell)]
        case tuple():
            raise _Refused("not-a-cell", f"{address} takes one answer, not a list")
        case _ if is_several:
            raise _Refused("not-a-cell", f"{address} takes a list of codes")
        case _:
            return [format(cell, "f") if not isinstance(cell, str | int) else str(cell)]


def _checked(address: str, columns: Sequence[Column], chosen: tuple[str, ...]) -> Sequence[Column]:
    """The columns, once every code is known and stands there once."""
    options = [column.option for column in columns]
    for code in chosen:
        if code not in options or chosen.count(code) > 1:
            mend = f"one of: {', '.join(option for option in options if option)}"
            raise _Refused("unknown-code", f"{address} cannot take {code[:40]!r}", mend)
    return columns


def _place(column: Column, chosen: tuple[str, ...]) -> str:
    if column.role is Role.OPTION:
        return TICKED if column.option in chosen else NOT_TICKED
    return str(chosen.index(column.option) + 1) if column.option in chosen else "0"
