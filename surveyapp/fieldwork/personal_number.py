"""Personal numbers: national numbers and account numbers, told from statistics by check digits.

Digits count as one number when they are written together or in a grouping that people use for it;
any other grouping is far more often a row of a table.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from stdnum import iban
from stdnum.no import fodselsnummer
from stdnum.ro import cnp

Grouping = tuple[int, ...]
"""Lengths of the groups of digits of one number."""

CNP_GROUPINGS: tuple[Grouping, ...] = (
    (13,),
    (1, 6, 6),
    (7, 6),
    (1, 2, 2, 2, 6),
    (1, 6, 2, 4),
    (1, 6, 2, 3, 1),
    (1, 2, 2, 2, 2, 3, 1),
    (4, 4, 4, 1),
    (1,) * 13,
)
BIRTH_NUMBER_GROUPINGS: tuple[Grouping, ...] = (
    (11,),
    (6, 5),
    (2, 2, 2, 5),
    (6, 3, 2),
    (2, 2, 2, 3, 2),
    (1,) * 11,
)
DUF_GROUPINGS: tuple[Grouping, ...] = ((12,), (4, 6, 2))
DUF_GROUPINGS_IN_CONTEXT: tuple[Grouping, ...] = (*DUF_GROUPINGS, (4, 8), (4, 4, 4), (6, 6))
DUF_YEARS = range(1990, 2036)

_DIGITS = re.compile(r"[0-9]+")
_BETWEEN_GROUPS = frozenset({" ", "-", ".", "/", " - "})
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?=[ -]?[A-Za-z0-9])")
_IBAN_LENGTHS = range(15, 35)
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


def numbers(runs: tuple[DigitRun, ...], groupings: tuple[Grouping, ...]) -> Iterator[str]:
    """Every number that may be meant: neighbouring groups with these lengths, joined."""
    for run in runs:
        lengths = tuple(len(group) for group in run.groups)
        for start in range(len(lengths)):
            for grouping in groupings:
                end = start + len(grouping)
                if lengths[start:end] == grouping:
                    yield "".join(run.groups[start:end])


def has_number(
    runs: tuple[DigitRun, ...], groupings: tuple[Grouping, ...], is_sound: Callable[[str], bool]
) -> bool:
    """Whether some number in one of the groupings passes its check."""
    return any(is_sound(number) for number in numbers(runs, groupings))


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
        if any(iban.is_valid(plain[:length], check_country=False) for length in _IBAN_LENGTHS):
            return True
    return False


def _run(found: list[re.Match[str]]) -> DigitRun:
    return DigitRun(tuple(m.group() for m in found), found[0].start(), found[-1].end())


def _is_day(day: int, month: int, year: int) -> bool:
    """Whether the day exists in either century; 2000 and 1900 differ in 29 February only."""
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True
