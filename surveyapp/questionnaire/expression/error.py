"""What can be wrong with an expression: one exception with a code, a place and a suggestion."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType

from surveyapp.questionnaire.expression.habit import seen


class ErrorCode(StrEnum):
    """Stable names of all problems; documented in docs/researcher/expressions.md."""

    SYNTAX = "syntax"
    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"
    TOO_MANY_PARTS = "too-many-parts"
    NUMBER_TOO_LARGE = "number-too-large"
    UNKNOWN_FUNCTION = "unknown-function"
    WRONG_ARGUMENTS = "wrong-arguments"
    UNKNOWN_NAME = "unknown-name"
    LATER_QUESTION = "later-question"
    UNKNOWN_CODE = "unknown-code"
    UNKNOWN_ROW = "unknown-row"
    UNKNOWN_COLUMN = "unknown-column"
    NO_CURRENT_ANSWER = "no-current-answer"
    NO_CURRENT_ROW = "no-current-row"
    NO_CURRENT_COLUMN = "no-current-column"
    NEEDS_A_CELL = "needs-a-cell"
    NOT_A_NUMBER = "not-a-number"
    NOT_A_CONDITION = "not-a-condition"
    NOT_A_DAY = "not-a-day"
    NO_ORDER = "no-order"
    SEVERAL_CODES = "several-codes"


WORDS: Mapping[ErrorCode, str] = {
    ErrorCode.SYNTAX: "cannot be read here: {found}",
    ErrorCode.TOO_LONG: "longer than {limit} characters; split the question or use any-of()",
    ErrorCode.TOO_DEEP: "more than {limit} brackets inside each other",
    ErrorCode.TOO_MANY_PARTS: "more than {limit} parts; split it into several checks",
    ErrorCode.NUMBER_TOO_LARGE: "{number} is beyond ±10^12",
    ErrorCode.UNKNOWN_FUNCTION: "there is no function {name}()",
    ErrorCode.WRONG_ARGUMENTS: "{function}() takes {expected}",
    ErrorCode.UNKNOWN_NAME: "there is no question {name}",
    ErrorCode.LATER_QUESTION: "{name} is asked later, so it has no answer yet",
    ErrorCode.UNKNOWN_CODE: "{question} has no code '{code}'",
    ErrorCode.UNKNOWN_ROW: "{question} has no row '{row}'",
    ErrorCode.UNKNOWN_COLUMN: "{question} has no column '{column}'",
    ErrorCode.NO_CURRENT_ANSWER: "'.' stands for the answer being checked; there is none here",
    ErrorCode.NO_CURRENT_ROW: "@row needs a row filter or a check with 'each: row' or 'each: cell'",
    ErrorCode.NO_CURRENT_COLUMN: "@column needs a check with 'each: column' or 'each: cell'",
    ErrorCode.NEEDS_A_CELL: "{question} is not one value here; expected {expected}",
    ErrorCode.NOT_A_NUMBER: "{found} is not a number",
    ErrorCode.NOT_A_CONDITION: "{found} is neither true nor false; compare it with something",
    ErrorCode.NOT_A_DAY: "{found} is not a day, such as '2026-11-24'",
    ErrorCode.NO_ORDER: "codes have no order; {operator} needs numbers, or days, on both sides",
    ErrorCode.SEVERAL_CODES: "{question} may hold several codes; use selected() or any-of()",
}


class ExpressionError(ValueError):
    """One problem of an expression.

    column: 1-based character of the text; details: the words of the message;
    suggestion: the nearest name or code that exists, None when nothing is near;
    mend: how to write it, where a habit is known that explains it, else "".
    """

    def __init__(
        self,
        code: ErrorCode,
        column: int,
        suggestion: str | None = None,
        mend: str = "",
        /,
        **details: str,
    ) -> None:
        self.code = code
        self.column = column
        self.suggestion = suggestion
        self.mend = mend
        self.details: Mapping[str, str] = MappingProxyType(details)
        super().__init__(code, column, suggestion, dict(details))

    def in_words(self) -> str:
        """The problem in English, with the suggestion; without the column."""
        details = {name: seen(text) for name, text in self.details.items()}
        words = WORDS[self.code].format(**details)
        if self.suggestion:
            return f"{words}; did you mean {self.suggestion}?"
        return f"{words}; {self.mend}" if self.mend else words

    def __str__(self) -> str:
        return f"column {self.column}: {self.in_words()}"


def nearest(wanted: str, known: Iterable[str]) -> str | None:
    """The known word most like `wanted`; None when none is like it."""
    matches = get_close_matches(wanted, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None
