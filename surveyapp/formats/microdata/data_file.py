"""Data file: answers that were collected elsewhere, as CSV with one column per `Column`.

Cells hold a code, a plain number (``12.5``), a reason for no answer, ``not_asked``, or nothing. An
empty cell was left blank; where the row's other answers show that the question was not asked,
it counts as not asked. A filled cell always counts. Columns that the file lacks are left out.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from surveyapp.formats.microdata.data_file_cell import EMPTY, CellProblem, reader_of
from surveyapp.formats.microdata.left_out import in_no_group, is_taken, not_taken, perhaps_cut
from surveyapp.formats.microdata.picked_gap import picked_gaps
from surveyapp.formats.microdata.watch import Watch, unwatched
from surveyapp.formats.source.problem import Problem
from surveyapp.plain_file import text_in
from surveyapp.questionnaire.flow import Flow, question_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import (
    BLANK,
    NOT_ASKED,
    RESERVED_CODES,
    Answers,
    Cell,
    answers_to_json,
)
from surveyapp.questions.column import IS_SYNTHETIC, Column
from surveyapp.questions.counted_noun import counted_noun

SYNTHETIC_WORDS: Mapping[str, bool] = {"1": True, "true": True, "0": False, "false": False}
NO_ANSWER = frozenset({"", NOT_ASKED})
SEPARATORS = (",", ";", "\t")
MOST_PROBLEMS = 100
REMEMBERED_TEXTS = 20_000
"""Equal fields of a file are held once: a large file says few things often."""
LARGEST_FIELD = 1_000_000


class AnswerFileRefused(ValueError):
    """The file cannot be used; `problems` say where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """Columns that the file has, in the order of the form, and the answers of each response.

    left_out: warnings of what is not taken, counts in no group or may be cut.
    """

    columns: tuple[Column, ...]
    answers: tuple[Answers, ...]
    is_synthetic: bool
    left_out: tuple[Problem, ...] = ()

    def responses(self) -> Iterator[bytes]:
        """One JSON text per response."""
        return (json.dumps(answers_to_json(answers)).encode() for answers in self.answers)


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line of the file, without space around what stands in it.

    place_by_name: header -> number of the field, from 1.
    """

    line: int
    texts: Sequence[str]
    place_by_name: Mapping[str, int]

    def text(self, name: str) -> str:
        """What stands in the field of this name."""
        return self.texts[self.place_by_name[name] - 1]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one file. decidable: questions whose routing the file can decide.

    read_by_cell: what reads it in the fields of a line.
    """

    file: str
    form: Questionnaire
    columns_by_cell: Mapping[str, tuple[Column, ...]]
    read_by_cell: Mapping[str, Callable[[Sequence[str]], Cell | None]]
    decidable: frozenset[str]

    def answers(self, row: FileLine) -> tuple[dict[str, Cell], list[Problem]]:
        """The cells of one row, and what is wrong with them."""
        cells: dict[str, Cell] = {}
        empty: list[str] = []
        problems: list[Problem] = []
        for address, read in self.read_by_cell.items():
            try:
                cell = read(row.texts)
            except CellProblem as found:
                place = row.place_by_name[found.column.name]
                problems.append(
                    Problem(self.file, row.line, place, found.code, found.message, found.mend)
                )
                continue
            if cell is EMPTY:
                empty.append(address)
            elif cell is not None:
                cells[address] = cell
        answers = cells | self._blank(empty, Flow(self.form, cells))
        return answers, problems or list(self._gaps(row, answers))

    def _gaps(self, row: FileLine, answers: Answers) -> Iterator[Problem]:
        for gap in picked_gaps(self.form, answers):
            if gap.address in self.columns_by_cell:
                place = row.place_by_name[self.columns_by_cell[gap.address][0].name]
                code = "partly-answered"
                yield Problem(self.file, row.line, place, code, gap.message, gap.mend)

    def _blank(self, empty: Sequence[str], flow: Flow) -> dict[str, Cell]:
        blank: dict[str, Cell] = {}
        for address in empty:
            name = question_of(address)
            if name not in self.decidable or address in flow.cells(name):
                blank[address] = BLANK
        return blank


def read_data_file(
    path: Path, form: Questionnaire, most: int = MOST_PROBLEMS, watch: Watch = unwatched
) -> AnswerFile:
    """The answers in a CSV file. Raises AnswerFileRefused, OSError.

    most: how many refused cells are told before the rest of the file is left unread; watch: sees
    line after line being read.
    """
    file = path.name
    lines = list(_lines(path))
    if not lines:
        raise AnswerFileRefused([Problem(file, 1, 1, "empty-file", "there is no header line")])
    (line, header), *body = lines
    place_by_name = _places(file, line, header, form)
    rows = [FileLine(number, texts, place_by_name) for number, texts in body]
    _check_lengths(file, rows, len(header))
    is_synthetic = _synthetic(file, rows)
    columns = tuple(column for column in form.columns if column.name in place_by_name)
    by_cell = columns_by_cell(columns)
    read_by_cell = {
        address: reader_of(of_cell, [place_by_name[column.name] - 1 for column in of_cell])
        for address, of_cell in by_cell.items()
    }
    reader = Reader(file, form, by_cell, read_by_cell, _decidable(form, columns))
    answers = tuple(_answers(reader, watch(rows), most))
    left_out = (*_not_taken(reader, line, rows, columns), *_in_no_group(reader, rows))
    cut = perhaps_cut(path, rows[-1].line if rows else line)
    return AnswerFile(columns, answers, is_synthetic, (*left_out, *cut))


def _not_taken(
    reader: Reader, line: int, rows: Sequence[FileLine], columns: Sequence[Column]
) -> Iterator[Problem]:
    if not rows:
        return
    names = [column.name for column in columns if not is_taken(column)]
    filled = {name: sum(row.text(name) not in NO_ANSWER for row in rows) for name in names}
    places = {name: (line, rows[0].place_by_name[name]) for name in names}
    known = {name: count for name, count in filled.items() if count}
    yield from not_taken(reader.file, reader.form, known, places)


def _in_no_group(reader: Reader, rows: Sequence[FileLine]) -> Iterator[Problem]:
    by = reader.form.compare_by
    if by is not None:
        nameless = {*NO_ANSWER, *RESERVED_CODES}
        places = [(row.line, row.place_by_name[by]) for row in rows if row.text(by) in nameless]
        yield from in_no_group(reader.file, by, places)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(number of its line, fields) of each line that is not empty."""
    try:
        text = text_in(path, "utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.object[: error.start].count(b"\n") + 1
        problem = Problem(path.name, place, 1, "not-utf-8", "is not UTF-8", "save it as CSV UTF-8")
        raise AnswerFileRefused([problem]) from error
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    csv.field_size_limit(LARGEST_FIELD)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    strip = lru_cache(REMEMBERED_TEXTS)(str.strip)
    try:
        for fields in reader:
            stripped = [strip(field) for field in fields]
            if any(stripped):
                yield reader.line_num, stripped
    except csv.Error as error:
        problem = Problem(path.name, reader.line_num, 1, "csv-syntax", str(error))
        raise AnswerFileRefused([problem]) from error


def _places(file: str, line: int, header: Sequence[str], form: Questionnaire) -> Mapping[str, int]:
    names = {column.name for column in form.columns} | {IS_SYNTHETIC}
    problems: list[Problem] = []
    places: dict[str, int] = {}
    for place, name in enumerate(header, start=1):
        if name in places:
            words = f"the column {name!r} stands in the file twice"
            problems.append(Problem(file, line, place, "column-twice", words, "keep one of them"))
        elif name not in names:
            words = f"{form.name} has no column {name!r}"
            problems.append(Problem(file, line, place, "unknown-column", words, _mend(name, names)))
        places[name] = place
    if form.compare_by and form.compare_by not in places:
        words = f"there is no column {form.compare_by!r}, by which answers are compared"
        problems.append(Problem(file, line, 1, "no-comparing-column", words, "add it"))
    if problems:
        raise AnswerFileRefused(problems[:MOST_PROBLEMS])
    return places


def _mend(name: str, names: set[str]) -> str:
    near = get_close_matches(name, sorted(names), n=1)
    return f"did you mean {near[0]!r}?" if near else "surveyapp columns prints them all"


def _check_lengths(file: str, rows: Sequence[FileLine], length: int) -> None:
    problems = [
        Problem(
            file,
            row.line,
            min(len(row.texts), length) + 1,
            "wrong-length",
            f"{counted_noun(len(row.texts), 'field')}, but the header has {length}",
        )
        for row in rows
        if len(row.texts) != length
    ]
    if problems:
        raise AnswerFileRefused(problems[:MOST_PROBLEMS])


def _synthetic(file: str, rows: Sequence[FileLine]) -> bool:
    """Whether the answers are invented; a file holds either invented ones or real ones."""
    if not rows or IS_SYNTHETIC not in rows[0].place_by_name:
        return False
    place = rows[0].place_by_name[IS_SYNTHETIC]
    found: set[bool] = set()
    for row in rows:
        word = row.text(IS_SYNTHETIC).lower()
        if word not in SYNTHETIC_WORDS:
            words = f"{IS_SYNTHETIC} is {word!r}"
            problem = Problem(file, row.line, place, "unknown-code", words, "write 1 or 0")
            raise AnswerFileRefused([problem])
        found.add(SYNTHETIC_WORDS[word])
        if len(found) > 1:
            words = "synthetic and real answers in one file"
            problem = Problem(file, row.line, place, "synthetic-and-real", words, "make two files")
            raise AnswerFileRefused([problem])
    return found == {True}


def columns_by_cell(columns: Sequence[Column]) -> dict[str, tuple[Column, ...]]:
    """Cell -> its columns; words are not compared and not read."""
    found: dict[str, tuple[Column, ...]] = {}
    for column in columns:
        if is_taken(column):
            found[column.cell] = (*found.get(column.cell, ()), column)
    return found


def _decidable(form: Questionnaire, columns: Sequence[Column]) -> frozenset[str]:
    """Questions for which the file has every question that decides whether they are asked."""
    present = {column.question for column in columns}
    decided: dict[str, bool] = {}
    for name, asked in form.questions.items():  # what decides comes earlier in the form
        needed = asked.needed() - {name}
        decided[name] = needed <= present and all(decided.get(each, False) for each in needed)
    return frozenset(name for name, is_decided in decided.items() if is_decided)


def _answers(reader: Reader, rows: Iterable[FileLine], most: int) -> Iterator[Answers]:
    problems: list[Problem] = []
    for row in rows:
        cells, found = reader.answers(row)
        problems.extend(found)
        if len(problems) >= most:
            break
        if not problems:
            yield cells
    if problems:
        raise AnswerFileRefused(problems[:most])
