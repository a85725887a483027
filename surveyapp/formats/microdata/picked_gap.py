"""Picked gap: rows of a file that say something else than the whole question does.

Whoever names a few rows of many has answered for all that were shown, and a reason for no answer
holds for all of them; one row that says less would leave the base without that institution.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import BLANK, NOT_NAMED, Answers


@dataclass(frozen=True, slots=True)
class PickedGap:
    """One such row: its address, what is wrong, and how to mend it."""

    address: str
    message: str
    mend: str


def picked_gaps(form: Questionnaire, cells: Answers) -> Iterator[PickedGap]:
    """Such rows in one response, of those that were shown."""
    flow = Flow(form, cells)
    for name, asked in form.questions.items():
        if asked.question.pick_rows is not None:
            yield from _gaps({cell: cells.get(cell, BLANK) for cell in flow.cells(name)})


def _gaps(shown: Answers) -> Iterator[PickedGap]:
    if any(isinstance(cell, str) for cell in shown.values()):
        for address in (a for a, cell in shown.items() if not isinstance(cell, str)):
            words = f"{address} has no answer, but the question is answered in other rows"
            yield PickedGap(address, words, f"write {NOT_NAMED} if it was not named")
        return
    reason = next((cell for cell in shown.values() if cell != BLANK), BLANK)
    for address in (a for a, cell in shown.items() if cell != reason):
        words = f"{address} has not the reason of the other rows, and it holds for all of them"
        yield PickedGap(address, words, "write the same reason in every row")
