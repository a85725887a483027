"""Cell alone: conditions that read one number and nothing else, as most checks of tables do.

The same whole number gives the same verdict, wherever it stands; so it is remembered.
"""

from surveyapp.questionnaire.expression.evaluation.logic import Verdict
from surveyapp.questionnaire.expression.evaluation.reading import cell_checked
from surveyapp.questionnaire.expression.evaluation.situation import Situation
from surveyapp.questionnaire.expression.syntax.tree import (
    Addition,
    And,
    Call,
    Negative,
    Node,
    Not,
    Number,
    Or,
    Product,
    Reference,
    Relation,
    children,
)

REMEMBERED = 1_000
"""Whole numbers for each condition."""


def reads_cell_alone(node: Node) -> bool:
    """Whether a condition needs to know only the number in the cell that is checked."""
    match node:
        case Number() | Reference(None, ()):
            return True
        case And() | Or() | Not() | Relation() | Addition() | Product() | Negative() | Call("int"):
            return all(map(reads_cell_alone, children(node)))
        case _:
            return False


def remembered(verdict: Verdict) -> Verdict:
    """The same verdict of a condition that reads the cell alone."""
    known: dict[int, bool | None] = {}

    def recall(situation: Situation) -> bool | None:
        cell = cell_checked(situation)
        if not isinstance(cell, int):
            return verdict(situation)
        found = known.get(cell)
        if found is None:
            found = verdict(situation)
            if len(known) < REMEMBERED:
                known[cell] = found
        return found

    return recall
