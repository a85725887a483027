"""National number: the numbers that states give to persons, told from statistics by check digits.

Where check digits tell a number from figures, neighbouring groups of digits count as one number
however they are split. Where none do, only the groupings that people use for it count; any other is
far more often a row of a table.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from itertools import product

from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from surveyapp.fieldwork.digit_run import SEPARATOR, in_any_grouping
from surveyapp.fieldwork.phrase import phrase_pattern
from surveyapp.fieldwork.screening_rules import NumberDefinition
from surveyapp.fieldwork.shadow import Shadow, shadow_text

Validate = Callable[[str], str]
"""Of a module of stdnum: the number itself; raises ValidationError."""
_MODULE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_MASK_SIGNS = {"#": "[0-9]", "@": "[A-Za-z]", "*": "[A-Za-z0-9]"}


@dataclass(frozen=True, slots=True)
class NationalNumberRule:
    """One kind of number. masks, masks_in_context: how it is written, groups without separators."""

    kind: str
    digits: tuple[int, ...]
    masks: tuple[re.Pattern[str], ...]
    context: re.Pattern[str] | None
    masks_in_context: tuple[re.Pattern[str], ...]
    is_right: Callable[[str], bool]

    def finds(self, shadow: Shadow) -> bool:
        """Whether such a number stands in the text."""
        return any(map(self.is_right, self._written(shadow)))

    def _written(self, shadow: Shadow) -> Iterator[str]:
        for n_digits in self.digits:
            yield from in_any_grouping(shadow.runs, n_digits)
        is_named = self.context is not None and self.context.search(shadow.text) is not None
        for mask in (*self.masks, *(self.masks_in_context if is_named else ())):
            yield from ("".join(found.groups()) for found in mask.finditer(shadow.text))


def national_number_rule(written: NumberDefinition) -> NationalNumberRule:
    """The rule of a definition. Raises PhraseRefused, and KeyError for an unknown module."""
    return NationalNumberRule(
        written.kind,
        written.digits,
        tuple(map(_mask_pattern, written.written)),
        _context(written.context),
        tuple(map(_mask_pattern, written.written_in_context)),
        _judge(written),
    )


def stdnum_validate(module: str) -> Validate | None:
    """How a module of stdnum judges a number; None when it has no such module."""
    if not _MODULE.fullmatch(module):
        return None
    try:
        found: Validate | None = getattr(import_module(f"stdnum.{module}"), "validate", None)
    except ModuleNotFoundError:
        return None
    return found


def _judge(written: NumberDefinition) -> Callable[[str], bool]:
    validate = _known(written.stdnum) if written.stdnum else None
    first, last = written.years or (0, 0)

    def is_right(number: str) -> bool:
        if written.years and not (number[:4].isdigit() and first <= int(number[:4]) <= last):
            return False
        return validate is None or _passes(validate, number, written)

    return is_right


def _known(module: str) -> Validate:
    found = stdnum_validate(module)
    if found is None:
        raise KeyError(module)
    return found


def _passes(validate: Validate, number: str, written: NumberDefinition) -> bool:
    """Whether check digits are right and the date is, once marks are taken off.

    stdnum must have looked at the check digits before it found fault with the date: with another
    last digit it finds fault with them.
    """
    fault = _fault(validate, number)
    if fault is None or written.birth is None or not isinstance(fault, InvalidComponent):
        return fault is None
    other = number[:-1] + str((int(number[-1]) + 1) % 10) if number[-1].isdigit() else ""
    has_right_digits = isinstance(_fault(validate, other), InvalidChecksum)
    return has_right_digits and _has_date(number, written)


def _fault(validate: Validate, number: str) -> ValidationError | None:
    try:
        validate(number)
    except ValidationError as fault:
        return fault
    return None


def _has_date(number: str, written: NumberDefinition) -> bool:
    """Whether day and month exist, less one of the marks each, or there is no date on purpose."""
    day, month, year = (_part(number, written.birth or "", sign) for sign in "DMY")
    if written.undated_from is not None and day >= written.undated_from:
        return True
    marks = product((0, *written.day_marks), (0, *written.month_marks))
    return any(_is_day(day - of_day, month - of_month, year) for of_day, of_month in marks)


def _part(number: str, birth: str, sign: str) -> int:
    return int("".join(each for each, place in zip(number, birth, strict=False) if place == sign))


def _is_day(day: int, month: int, year: int) -> bool:
    """Whether the day exists in either century; 2000 and 1900 differ in 29 February only."""
    try:
        date(2000 + year % 100, month, day)
    except ValueError:
        return False
    return True


def _mask_pattern(mask: str) -> re.Pattern[str]:
    """Every place at which a number may be written so; a group of the pattern for each of its own.

    It must not go on to either side: with digits, and beside a letter not with letters either.
    """
    groups = (f"({''.join(map(_mask_sign, group))})" for group in mask.split(" "))
    before, after = (_going_on(sign) for sign in (mask[0], mask[-1]))
    return re.compile(f"(?<!{before})(?={SEPARATOR.join(groups)}(?!{after}))")


def _mask_sign(sign: str) -> str:
    return _MASK_SIGNS.get(sign) or re.escape(sign)


def _going_on(sign: str) -> str:
    return "[0-9]" if sign == "#" else "[A-Za-z0-9]"


def _context(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    phrases = (f"(?:{phrase_pattern(shadow_text(each))})" for each in words)
    return re.compile("|".join(phrases), re.IGNORECASE)
