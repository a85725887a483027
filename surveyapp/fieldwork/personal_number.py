"""Personal numbers: national numbers and account numbers, told from statistics by check digits.

Where check digits tell a number from figures, neighbouring groups of digits count as one number
however they are split. Where none do, only the groupings that people use for it count; any other is
far more often a row of a table.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from stdnum import iban
from stdnum.no import fodselsnummer
from stdnum.ro import cnp

Grouping = tuple[int, ...]
"""Lengths of the groups of digits of one number."""

CNP_DIGITS, BIRTH_NUMBER_DIGITS = 13, 11
DUF_GROUPINGS: tuple[Grouping, ...] = ((12,), (4, 6, 2), (4, 8), (4, 3, 3, 2), (1,) * 12)
DUF_GROUPINGS_IN_CONTEXT: tuple[Grouping, ...] = (*DUF_GROUPINGS, (4, 4, 4), (6, 6))
DUF_YEARS = range(1990, 2036)

_DIGITS = re.compile(r"[0-9]+")
_BETWEEN_GROUPS = frozenset({" ", "-", ".", "/", " - "})
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?=[ -]?[A-Za-z0-9])")
_IBAN_LENGTHS = range(15, 35)
_LETTERS_AS_NUMBERS = str.maketrans({chr(ord("A") + n): str(10 + n) for n in range(26)})
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^A-Za-z0-9]")
# Added to the month of synthetic numbers: 80 by the tax administration, 65 by NAV, 40 by health
# registers (H numbers). stdnum knows the last only.
_MONTH_MARKS = (0, 40, 65, 80)


@dataclass(frozen=True, slots=True)
class DigitRun:
    """Neighbouring groups of digits; `start` and `end` are places in the text."""

    groups: tuple[str, ...]
    start: int
    end: int


def digit_runs(text: str) -> Iterator[DigitRun]:
    """The longest runs of groups of digits with one separator between them."""
    found = list(_DIGITS.finditer(text))
    if not found:
        return
    run = [found[0]]
    for before, after in pairwise(found):
        if text[before.end() : after.start()] not in _BETWEEN_GROUPS:
            yield _run(run)
            run = []
        run.append(after)
    yield _run(run)


def in_groupings(runs: Iterable[DigitRun], groupings: tuple[Grouping, ...]) -> Iterator[str]:
    """Every number that may be meant: neighbouring groups with these lengths, joined."""
    for run in runs:
        lengths = tuple(len(group) for group in run.groups)
        for start in range(len(lengths)):
            for grouping in groupings:
                end = start + len(grouping)
                if lengths[start:end] == grouping:
                    yield "".join(run.groups[start:end])


def in_any_grouping(runs: Iterable[DigitRun], n_digits: int) -> Iterator[str]:
    """Neighbouring whole groups that make this many digits together, joined."""
    for run in runs:
        for start in range(len(run.groups)):
            joined = ""
            for group in run.groups[start : start + n_digits]:
                joined += group
                if len(joined) >= n_digits:
                    break
            if len(joined) == n_digits:
                yield joined


def is_cnp(number: str) -> bool:
    """Whether thirteen digits are a Romanian personal numeric code."""
    return cnp.is_valid(number)


def is_birth_number(number: str) -> bool:
    """Whether eleven digits are a Norwegian birth, D, H, FH or synthetic number."""
    if number[9] != fodselsnummer.calc_check_digit1(number):
        return False
    if number[10] != fodselsnummer.calc_check_digit2(number):
        return False
    day, month, year = int(number[:2]), int(number[2:4]), int(number[4:6])
    return day >= 80 or any(
        _is_day(day - added, month - mark, year) for added in (0, 40) for mark in _MONTH_MARKS
    )


def is_duf(number: str) -> bool:
    """Whether twelve digits look like a number of the Norwegian immigration register.

    It begins with the year of registration. Its control digits are not published.
    """
    return int(number[:4]) in DUF_YEARS


def has_iban(text: str) -> bool:
    """Whether an account number with right check digits stands in the text, spaced or not."""
    for start in _IBAN_START.finditer(text):
        rest = text[start.start() : start.start() + 2 * _IBAN_LENGTHS[-1]]
        plain = _NEITHER_LETTER_NOR_DIGIT.sub("", rest).upper()
        if any(_is_iban(plain[:length]) for length in _IBAN_LENGTHS):
            return True
    return False


def _is_iban(number: str) -> bool:
    """Whether the check digits are right; the quick sum saves asking about every length."""
    digits = (number[4:] + number[:4]).translate(_LETTERS_AS_NUMBERS)
    return int(digits) % 97 == 1 and iban.is_valid(number, check_country=False)


def _run(found: list[re.Match[str]]) -> DigitRun:
    return DigitRun(tuple(m.group() for m in found), found[0].start(), found[-1].end())


def _is_day(day: int, month: int, year: int) -> bool:
    """Whether the day exists in either century; 2000 and 1900 differ in 29 February only."""
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True
