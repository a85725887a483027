"""Telephone: with a calling code, as a country writes its own, or beside a word for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from surveyapp.fieldwork.digit_run import DigitRun, digit_runs
from surveyapp.fieldwork.screening_rules import NationalNumber, PhonesDefinition

_LENGTHS_ABROAD = range(10, 16)
_LENGTHS_BESIDE_A_WORD = range(8, 13)
_LOOKED_BACK = 50


@dataclass(frozen=True, slots=True)
class TelephoneRule:
    """beside: finds a word for a telephone that ends where the number begins."""

    countries: tuple[PhonesDefinition, ...]
    beside: re.Pattern[str]

    def finds(self, text: str) -> bool:
        """Whether the number of a telephone stands in the text."""
        plain = text.replace("(", "").replace(")", "")
        return any(
            self._is_phone(run, plain[max(0, run.start - _LOOKED_BACK) : run.start])
            for run in digit_runs(plain)
        )

    def _is_phone(self, run: DigitRun, before: str) -> bool:
        digits = run.digits
        if before.endswith("+") or digits.startswith("00"):
            return self._is_international(digits.removeprefix("00"))
        if any(_is_in(each, run.groups) for country in self.countries for each in country.national):
            return True
        is_long = len(digits) in _LENGTHS_BESIDE_A_WORD and digits[0] != "1"
        return is_long and bool(self.beside.search(before))

    def _is_international(self, digits: str) -> bool:
        known = [each for each in self.countries if digits.startswith(each.calling_code)]
        if not known:
            return len(digits) in _LENGTHS_ABROAD
        return len(digits) in max(known, key=lambda each: len(each.calling_code)).digits


def _is_in(number: NationalNumber, groups: Sequence[str]) -> bool:
    if number.written is not None:
        return _is_written_so(number, groups)
    ends = range(1, len(groups) + 1)
    return any(
        len("".join(groups[start:end])) == number.digits
        for start, group in enumerate(groups)
        if _fits(number.begins, group)
        for end in ends[start:]
    )


def _is_written_so(number: NationalNumber, groups: Sequence[str]) -> bool:
    """Whether the groups have the lengths of the mask, and nothing stands beside them."""
    lengths = [len(group) for group in (number.written or "").split(" ")]
    if [len(group) for group in groups] != lengths or not _fits(number.begins, groups[0]):
        return False
    return not (number.ends_not and _fits(number.ends_not, groups[-1]))


def _fits(starts: Sequence[str], group: str) -> bool:
    """Whether a group begins like one of these; any does where there are none."""
    return not starts or any(
        len(group) >= len(start)
        and all(sign in ("#", digit) for sign, digit in zip(start, group, strict=False))
        for start in starts
    )
