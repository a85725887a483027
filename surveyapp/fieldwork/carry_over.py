"""Carry over: answers that a form can still hold after its questions were changed."""

from surveyapp.questionnaire.flow import question_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.base import Question
from surveyapp.questions.cell import Answers, Cell, Missing


def carried_over(answers: Answers, before: Questionnaire, after: Questionnaire) -> dict[str, Cell]:
    """The answers of questions that still are what they were, as far as their codes still exist."""
    return {
        address: cell
        for address, cell in answers.items()
        if _is_kept(question_of(address), address, cell, (before, after))
    }


def _is_kept(
    name: str, address: str, cell: Cell, forms: tuple[Questionnaire, Questionnaire]
) -> bool:
    then, now = (form.questions.get(name) for form in forms)
    if then is None or now is None or then.kind != now.kind:
        return False
    return then.question == now.question or _fits(now.question, address, cell)


def _fits(question: Question, address: str, cell: Cell) -> bool:
    if "__" in address:
        return True
    codes = question.domain().codes
    if address not in question.cells(question.row_codes()):
        return False
    match cell:
        case Missing(reason):
            return reason in question.missing
        case tuple():
            return set(cell) <= set(codes)
        case str():
            return not codes or cell in codes
        case _:
            return True
