"""Simulated file: invented answers as CSV or JSON Lines, marked synthetic in every row."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter

from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import (
    NOT_ASKED,
    Answers,
    Cell,
    Missing,
    MissingReason,
    answers_to_json,
)
from surveyapp.questions.column import IS_SYNTHETIC, Column

CELL = attrgetter("cell")
REMEMBERED = 500
"""Ways to answer one cell."""

LineWriter = Callable[[Answers], str]
CellWriter = Callable[[Cell | None], str]


@dataclass(frozen=True, slots=True)
class FileLayout:
    """head: what stands before all answers, "" for nothing; writer: of the line of a respondent."""

    head: Callable[[Questionnaire], str]
    writer: Callable[[Questionnaire], LineWriter]


def csv_head(form: Questionnaire) -> str:
    """The names of all columns; the first says synthetic."""
    return _line([IS_SYNTHETIC, *(column.name for column in form.columns)])


def csv_writer(form: Questionnaire) -> LineWriter:
    """Reasons are their words, an empty cell was left blank, `not_asked` says what it says."""
    cells = [(cell, _cell_writer(tuple(of_cell))) for cell, of_cell in groupby(form.columns, CELL)]

    def write(answers: Answers) -> str:
        found = answers.get
        return ",".join(["1", *[write_cell(found(cell)) for cell, write_cell in cells]]) + "\n"

    return write


def no_head(_form: Questionnaire) -> str:
    """JSON Lines begin with the first respondent."""
    return ""


def json_writer(_form: Questionnaire) -> LineWriter:
    """One JSON object a line; the columns of the form do not matter here."""

    def write(answers: Answers) -> str:
        written = {IS_SYNTHETIC: True, "answers": answers_to_json(answers)}
        return json.dumps(written, ensure_ascii=False, sort_keys=True) + "\n"

    return write


def _line(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def _cell_writer(columns: tuple[Column, ...]) -> CellWriter:
    """Writes one cell into the columns that are read from it.

    A closed set of answers is written in few ways, which are remembered. Numbers are not, since
    equal ones may be written with more or fewer decimals.
    """
    write = partial(_words, columns)
    return lru_cache(REMEMBERED)(write) if columns[0].codes else partial(_number, write)


def _number(write: CellWriter, cell: Cell | None) -> str:
    if cell is None:
        return NOT_ASKED
    return str(cell) if isinstance(cell, int) else write(cell)


def _words(columns: tuple[Column, ...], cell: Cell | None) -> str:
    """As they stand in a line, without what ends it."""
    return _line(["", *(_word(column.value_in(cell)) for column in columns)])[1:-1]


def _word(cell: Cell | None) -> str:
    match cell:
        case None:
            return NOT_ASKED
        case Missing(MissingReason.BLANK):
            return ""
        case Missing(reason):
            return reason.value
        case _:
            return str(cell)


LAYOUTS: Mapping[str, FileLayout] = {
    "csv": FileLayout(csv_head, csv_writer),
    "jsonl": FileLayout(no_head, json_writer),
}
