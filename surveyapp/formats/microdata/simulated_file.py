"""Simulated file: invented answers as CSV or JSON Lines, marked synthetic in every row."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import chain, groupby
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

Writer = Callable[[Questionnaire, Iterable[Answers]], Iterator[str]]
"""Lines of a file with these answers."""


def as_csv(form: Questionnaire, respondents: Iterable[Answers]) -> Iterator[str]:
    """A header of column names, then a line a respondent; the first column says synthetic.

    Reasons are their words, an empty cell was left blank, `not_asked` says what it says.
    """
    yield _line([IS_SYNTHETIC, *(column.name for column in form.columns)])
    cells = [(cell, _writer(tuple(of_cell))) for cell, of_cell in groupby(form.columns, CELL)]
    for answers in respondents:
        words = (write(answers.get(cell)) for cell, write in cells)
        yield _line(["1", *chain.from_iterable(words)])


def as_json_lines(form: Questionnaire, respondents: Iterable[Answers]) -> Iterator[str]:
    """One JSON object a line; the columns of the form do not matter here."""
    for answers in respondents:
        written = {IS_SYNTHETIC: True, "answers": answers_to_json(answers)}
        yield json.dumps(written, ensure_ascii=False, sort_keys=True) + "\n"


def _line(cells: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def _writer(columns: tuple[Column, ...]) -> Callable[[Cell | None], tuple[str, ...]]:
    """Writes one cell into the columns that are read from it.

    A closed set of answers is written in few ways, which are remembered. Numbers are not, since
    equal ones may be written with more or fewer decimals.
    """
    return lru_cache(REMEMBERED)(partial(_words, columns)) if columns[0].codes else _one_word


def _words(columns: tuple[Column, ...], cell: Cell | None) -> tuple[str, ...]:
    return tuple(_word(column.value_in(cell)) for column in columns)


def _one_word(cell: Cell | None) -> tuple[str, ...]:
    return (_word(cell),)


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


WRITERS: Mapping[str, Writer] = {"csv": as_csv, "jsonl": as_json_lines}
