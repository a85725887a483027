"""Simulated file: invented answers as CSV or JSON Lines, marked synthetic in every row."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason, answers_to_json
from surveyapp.questions.column import Level

SYNTHETIC = "is_synthetic"
NOT_ASKED = "not_asked"


def as_csv(form: Questionnaire, respondents: Iterable[Answers]) -> Iterator[str]:
    """A header of column names, then a line a respondent; the first column says synthetic.

    Reasons are their words, an empty cell was left blank, `not_asked` says what it says.
    """
    columns = [column for column in form.columns if column.level is not Level.TEXT]
    yield _line([SYNTHETIC, *(column.name for column in columns)])
    for answers in respondents:
        yield _line(["1", *(_word(column.read(answers)) for column in columns)])


def as_json_lines(respondents: Iterable[Answers]) -> Iterator[str]:
    """One JSON object a line."""
    for answers in respondents:
        written = {SYNTHETIC: True, "answers": answers_to_json(answers)}
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
