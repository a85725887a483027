"""Flag: kinds of personal data in what was typed into a question."""

from collections.abc import Callable

from surveyapp.fieldwork.draft import CONFIRMED, FLAG, Revision
from surveyapp.questionnaire.checks import WHY
from surveyapp.questionnaire.model import AskedQuestion
from surveyapp.questions.base import OTHER_FIELD
from surveyapp.questions.cell import Answers, Cell

Screen = Callable[[str], tuple[str, ...]]
"""Kinds of personal data found in a text."""


def flag(asked: AskedQuestion, after: Revision, screen: Screen) -> tuple[str, ...]:
    """Kinds of personal data in the words of a question; those of a text are kept beside it."""
    address = asked.name + FLAG
    if asked.question.is_screened:
        kinds = _kinds(after.get(asked.name), screen)
        if after.get(address, ()) != kinds:
            after.changes[address] = kinds or None
    return kinds_found(asked, after, screen)


def kinds_found(asked: AskedQuestion, answers: Answers, screen: Screen) -> tuple[str, ...]:
    """Kinds of personal data in a text, in the words of "other", of reasons and explanations."""
    question = asked.question
    whys = (f"{asked.name}{WHY}{check.name}" for check in asked.warnings)
    text = (asked.name,) if question.is_screened else ()
    beside = (asked.name + OTHER_FIELD, *whys, *question.explanations(question.row_codes()))
    found = (_kinds(answers.get(address), screen) for address in (*text, *beside))
    return tuple(dict.fromkeys(kind for each in found for kind in each))


def _kinds(words: Cell | None, screen: Screen) -> tuple[str, ...]:
    return screen(words) if isinstance(words, str) and words != CONFIRMED else ()
