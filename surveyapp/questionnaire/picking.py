"""Picking: the rule that no more rows are named than a question allows.

It is a check and no part of reading: a row that was hidden and is shown again may make more, and
what was answered must not be lost for that.
"""

from surveyapp.questionnaire.expression import Condition, Situation
from surveyapp.questionnaire.model import Check, Each, Severity
from surveyapp.questions.cell import NOT_NAMED

TOO_MANY = "too-many-named"
"""Name of the check; a dash keeps it apart from those that a questionnaire names."""


def at_most_named(question: str, most: int) -> Check:
    """The rule of one question. most: how many rows may be named."""
    return Check(
        name=TOO_MANY,
        question=question,
        condition=Condition(lambda situation: _n_named(situation) <= most),
        each=Each.QUESTION,
        severity=Severity.HARD,
        text_path="",
        names=frozenset({question}),
        values=(("named", _n_named), ("most", lambda _: most)),
    )


def _n_named(situation: Situation) -> int:
    """Rows shown that hold an answer other than "not named"."""
    question = situation.this or ""
    cells = (situation.answers.get(f"{question}.{row}") for row in situation.shown_rows(question))
    return sum(isinstance(cell, str) and cell != NOT_NAMED for cell in cells)
