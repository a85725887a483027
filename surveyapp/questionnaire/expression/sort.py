"""Sort: what a part of an expression gives, before it is known which answer."""

from enum import StrEnum

from surveyapp.questions.domain import Shape


class Sort(StrEnum):
    """What a part of an expression gives."""

    CONDITION = "condition"
    NUMBER = "number"
    QUOTED = "quoted"
    CODE = "code"
    CODES = "codes"
    TEXT = "text"
    DAY = "day"


SORT_OF = {
    Shape.NUMBER: Sort.NUMBER,
    Shape.CODE: Sort.CODE,
    Shape.CODES: Sort.CODES,
    Shape.RANKING: Sort.CODES,
    Shape.TEXT: Sort.TEXT,
    Shape.DATE: Sort.DAY,
}
"""Of one answer, or one cell of a grid."""
