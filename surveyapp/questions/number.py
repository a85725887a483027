"""Number: a whole number or a decimal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import ClassVar

from surveyapp.questions.base import (
    REASON_FIELD,
    Posted,
    Question,
    Reading,
    Refusal,
    combine,
    first,
    read_reason,
)
from surveyapp.questions.cell import LARGEST, Answers, Cell, Missing, MissingReason
from surveyapp.questions.column import Column, Level
from surveyapp.questions.domain import Domain, Shape
from surveyapp.questions.effort import Effort
from surveyapp.questions.number_text import (
    WrittenNumber,
    foreign_sign,
    number_style,
    show_number,
    take_apart,
)
from surveyapp.questions.response_propensity import ResponsePropensity
from surveyapp.questions.typed import LONGEST_QUOTE, plain, quote

SIMULATED_YEARS = (1990, 2025)


def read_whole(address: str, text: str, language: str) -> int | Refusal | None:
    """A typed whole number; the refusal shows how the text was read."""
    number = _read(address, text, language, is_whole=True)
    return int(number) if isinstance(number, Decimal) else number


def read_decimal(address: str, text: str, language: str) -> Decimal | Refusal | None:
    """A typed number; None when nothing was typed.

    Three digits after the decimal mark are taken as decimals here: 1.041 can be written in no
    other way. Three zeros are asked about, since both meanings can be written without them.
    """
    return _read(address, text, language, is_whole=False)


def _read(address: str, text: str, language: str, *, is_whole: bool) -> Decimal | Refusal | None:
    typed = plain(text)
    if not typed:
        return None
    own = take_apart(typed, number_style(language))
    written = own or take_apart(typed, number_style(language).foreign)
    if written is None:
        return _unreadable(address, typed, language)
    code = _doubt(written, is_whole=is_whole) or (None if own else "other-mark")
    return Refusal(address, code, _details(typed, written, language)) if code else written.value


def _unreadable(address: str, typed: str, language: str) -> Refusal:
    sign = foreign_sign(typed)
    if typed.isdecimal() and sign is None:
        return Refusal(address, "too-large", {"maximum": show_number(LARGEST, language)})
    if sign is None:
        return Refusal(address, "not-a-number", {"value": quote(typed)})
    return Refusal(address, "not-digits", {"value": quote(typed), "sign": sign})


def _doubt(written: WrittenNumber, *, is_whole: bool) -> str | None:
    """Why a number cannot be taken as it was written."""
    number = written.value
    if abs(number) > LARGEST:
        return "too-large"
    if written.is_doubtful:
        return "doubtful-zeros"
    if is_whole and number != number.to_integral_value():
        return "not-whole" if written.if_grouped is None else "not-whole-grouped"
    return None if Decimal(repr(float(number))) == number else "too-precise"


def _details(typed: str, written: WrittenNumber, language: str) -> dict[str, str]:
    details = {"value": quote(typed), "maximum": show_number(LARGEST, language)}
    if abs(written.value) <= LARGEST:
        details["read"] = quote(show_number(written.value, language))
    if written.if_grouped is not None and len(written.fraction) < LONGEST_QUOTE:
        details["grouped"] = show_number(written.if_grouped, language)
        details["digits"] = f"{written.if_grouped:f}"
    return details


def shown_number(address: str, cell: Cell | None, language: str) -> dict[str, tuple[str, ...]]:
    """The fields that show one number or its reason again."""
    match cell:
        case Missing(MissingReason.BLANK) | None:
            return {}
        case Missing(reason):
            return {address + REASON_FIELD: (reason.value,)}
        case int() | Decimal():
            return {address: (show_number(cell, language),)}
        case _:
            return {address: (str(cell),)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuestion(Question):
    """Common to whole numbers and decimals."""

    is_integer: ClassVar[bool]
    default_level: ClassVar[Level] = Level.RATIO

    def domain(self) -> Domain:
        return Domain(Shape.NUMBER, reasons=self.reason_codes(), is_year=self.is_year)

    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        return (self.name,)

    def fields_of(self, address: str) -> tuple[str, ...]:
        return (address, address + REASON_FIELD)

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        read = read_whole if self.is_integer else read_decimal
        typed = read(self.name, first(posted, self.name), language)
        return combine(self.name, typed, read_reason(posted, self.name, self.missing))

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        cell = answers.get(self.name)
        if self.is_year and isinstance(cell, int):
            return {self.name: (str(cell),)}  # 2010 and never 2,010
        return shown_number(self.name, cell, language)

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        return Effort(numbers=1)

    def variables(self) -> Iterator[Column]:
        yield self._column(self.name, self.name, level=self.level, is_integer=self.is_integer)
        yield from self.companions()

    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        reason = wish.reason(rng, self.missing)
        return {self.name: reason or self._draw(rng, wish)}

    def _draw(self, rng: Random, wish: ResponsePropensity) -> Cell:
        if self.is_year and wish.mean is None:
            return rng.randrange(*SIMULATED_YEARS)
        mean = 10.0 if wish.mean is None else wish.mean
        if wish.sd is not None:
            number = max(0.0, rng.normalvariate(mean, wish.sd))
        else:
            number = rng.gammavariate(2.0, mean / 2.0) if mean > 0 else 0.0
        return round(number) if self.is_integer else Decimal(str(round(number, 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Integer(NumberQuestion):
    """A whole number."""

    kind: ClassVar[str] = "integer"
    is_integer: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DecimalNumber(NumberQuestion):
    """A number that may have decimals."""

    kind: ClassVar[str] = "decimal"
    is_integer: ClassVar[bool] = False
