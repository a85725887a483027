"""Picking: what holds of a question of which a few rows are named, whoever answered it when.

These are checks and no part of reading: a row that was hidden and is shown again may make more
than are allowed, or one about which nobody said anything, and what was answered must not be lost
for that.
"""

from dataclasses import replace

from surveyapp.questionnaire.expression import Condition, Situation
from surveyapp.questionnaire.model import Check, CheckSeverity, Each
from surveyapp.questions.cell import NOT_NAMED, Cell, Missing, MissingReason

TOO_MANY, CAME_LATER = "too-many-named", "row-came-later"
"""Names of the checks; a dash keeps them apart from those that a questionnaire names."""

BLANK = Missing(MissingReason.BLANK)


def picking_checks(question: str, most: int) -> tuple[Check, ...]:
    """The rules of one question. most: how many rows may be named."""

    def has_few(situation: Situation) -> bool:
        return _n_named(situation) <= most

    whole = Check(
        name=CAME_LATER,
        question=question,
        condition=Condition(_is_whole),
        each=Each.QUESTION,
        severity=CheckSeverity.HARD,
        text_path="",
        names=frozenset({question}),
    )
    values = (("named", _n_named), ("most", lambda _: most))
    return replace(whole, name=TOO_MANY, condition=Condition(has_few), values=values), whole


def _cells(situation: Situation) -> list[Cell | None]:
    """What the rows hold that are shown."""
    name = situation.this or ""
    return [situation.answers.get(f"{name}.{row}") for row in situation.shown_rows(name)]


def _n_named(situation: Situation) -> int:
    """Rows shown that hold an answer other than "not named"."""
    return sum(isinstance(cell, str) and cell != NOT_NAMED for cell in _cells(situation))


def _is_whole(situation: Situation) -> bool:
    """Whether every row shown is answered, or none."""
    return len({cell in (None, BLANK) for cell in _cells(situation)}) <= 1
