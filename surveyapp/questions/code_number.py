"""Code number: what stands for a code or a reason in files that hold numbers only (SPSS, Stata).

Ticks, places and codes that are numbers keep their own; other codes count from 1 in the order of
the form. "Not named" follows them. Reasons for no answer are -1 to -6, or letters in Stata. All of
it is known before fieldwork.
"""

from collections.abc import Mapping

from surveyapp.questions.cell import NOT_NAMED, MissingReason
from surveyapp.questions.column import Column, Level

REASON_NUMBERS: Mapping[MissingReason, int] = {
    reason: -place for place, reason in enumerate(MissingReason, start=1)
}
REASON_LETTERS: Mapping[MissingReason, str] = dict(zip(MissingReason, "abcdef", strict=True))
BELOW_EVERY_NUMBER = -(10**13)
"""Answers lie within ±10^12; in a column that may be negative the reasons stand below that."""


def has_own_numbers(column: Column) -> bool:
    """Whether its codes are numbers already: ticks, places, points of a scale."""
    codes = _listed(column)
    plain = [code for code in codes if code.isdecimal() and code == str(int(code))]
    return bool(codes) and len(plain) == len(codes)


def code_numbers(column: Column) -> dict[str, int]:
    """Code -> its number, in the order of the form; empty for a column of numbers."""
    codes = _listed(column)
    is_own = has_own_numbers(column)
    numbers = {c: int(c) if is_own else place for place, c in enumerate(codes, start=1)}
    beside = [code for code in column.codes if code not in numbers]
    return numbers | dict.fromkeys(beside, max(numbers.values(), default=0) + 1)


def _listed(column: Column) -> tuple[str, ...]:
    """The codes of its list."""
    return tuple(code for code in column.codes if code != NOT_NAMED)


def reason_numbers(column: Column) -> dict[MissingReason, int]:
    """Reason -> the number that stands for it in this column."""
    start = BELOW_EVERY_NUMBER if column.level is Level.INTERVAL else 0
    return {reason: start + number for reason, number in REASON_NUMBERS.items()}
