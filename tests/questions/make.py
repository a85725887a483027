"""Small questions, made explicit in the call."""

from surveyapp.questions.base import Code, Question
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.registry import QUESTION_TYPES

LANGUAGES = ("en", "ro", "nb", "de", "fr", "sv", "pl")
ANY_SPACE = tuple(
    "\t\n\r\x0b\x0c\x1c\x85 \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
INVISIBLE = tuple(
    "\x00\x07\x7f\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff"
    "\u3164"
)
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
