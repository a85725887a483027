"""Picked gap: rows of a file that say nothing although the question is answered in other rows.

Whoever names a few rows of many has answered for all that were shown; an empty row would leave
the base without that institution.
"""

from collections.abc import Iterator

from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import NOT_NAMED, Answers, Missing, MissingReason

MEND = f"write {NOT_NAMED} if it was not named"
BLANK = Missing(MissingReason.BLANK)


def picked_gaps(form: Questionnaire, cells: Answers) -> Iterator[str]:
    """Addresses of such rows in one response, of those that were shown."""
    flow = Flow(form, cells)
    for name, asked in form.questions.items():
        if asked.question.pick_rows is not None:
            shown = flow.cells(name)
            if any(isinstance(cells.get(cell), str) for cell in shown):
                yield from (cell for cell in shown if cells.get(cell, BLANK) == BLANK)


def gap_words(address: str) -> str:
    """What is wrong with one of them."""
    return f"{address} is empty, but the question is answered in other rows"
