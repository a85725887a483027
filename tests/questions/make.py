"""Small questions, made explicit in the call."""

from surveyapp.questions.base import Code, Question
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.registry import QUESTION_TYPES

DK, NA, ND, REF, LT5 = (MissingReason(code) for code in ("dk", "na", "nd", "ref", "lt5"))


def codes(*names: str) -> tuple[Code, ...]:
    """Codes whose labels stand nowhere."""
    return tuple(Code(name, f"list.{name}") for name in names)


def question(kind: str, **more: object) -> Question:
    """A question named q of a type, with defaults where the type needs them."""
    question_type = QUESTION_TYPES[kind]
    filled = {
        "choices": codes("a", "b", "c"),
        "rows": codes("r1", "r2"),
        "columns": codes("x", "y"),
    }
    needed = {key: filled[key] for key in question_type.needs}
    arguments = {"name": "q", "level": question_type.default_level, **needed, **more}
    return question_type(**arguments)
