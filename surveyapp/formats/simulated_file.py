"""Simulated file: invented answers as CSV or JSON Lines, marked synthetic in every row."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import (
    NOT_ASKED,
    Answers,
    Cell,
    Missing,
    MissingReason,
    answers_to_json,
)
from surveyapp.questions.column import IS_SYNTHETIC

Writer = Callable[[Questionnaire, Iterable[Answers]], Iterator[str]]
"""Lines of a file with these answers."""


def as_csv(form: Questionnaire, respondents: Iterable[Answers]) -> Iterator[str]:
    """A header of column names, then a line a respondent; the first column says synthetic.

    Reasons are their words, an empty cell was left blank, `not_asked` says what it says.
    """
    yield _line([IS_SYNTHETIC, *(column.name for column in form.columns)])
    for answers in respondents:
        yield _line(["1", *(_word(column.read(answers)) for column in form.columns)])


def as_json_lines(form: Questionnaire, respondents: Iterable[Answers]) -> Iterator[str]:
    """One JSON object a line; the columns of the form do not matter here."""
    for answers in respondents:
        written = {IS_SYNTHETIC: True, "answers": answers_to_json(answers)}
        yield json.dumps(written, ensure_ascii=False, sort_keys=True) + "\n"


def _line(cells: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


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
