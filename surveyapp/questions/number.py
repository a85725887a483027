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
    Wish,
    combine,
    first,
    read_reason,
)
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason
from surveyapp.questions.column import Column, Level
from surveyapp.questions.domain import Domain, Shape
from surveyapp.questions.number_text import read_number, show_number

LARGEST = Decimal(10) ** 12


def read_whole(address: str, text: str, language: str) -> int | Refusal | None:
    """A typed whole number; the refusal shows how the text was read."""
    number = read_decimal(address, text, language)
    if not isinstance(number, Decimal):
        return number
    if number != number.to_integral_value():
        return Refusal(address, "not-whole", {"read": show_number(number, language)})
    return int(number)


def read_decimal(address: str, text: str, language: str) -> Decimal | Refusal | None:
    """A typed number; None when nothing was typed."""
    if not text:
        return None
    number = read_number(text, language)
    if number is None:
        return Refusal(address, "not-a-number", {"value": text[:40]})
    if abs(number) > LARGEST:
        return Refusal(address, "too-large", {"maximum": show_number(LARGEST, language)})
    return number


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
        return Domain(Shape.NUMBER, reasons=self.reason_codes())

    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        return (self.name,)

    def fields(self, rows: Sequence[str]) -> tuple[str, ...]:
        return (self.name, self.name + REASON_FIELD)

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        read = read_whole if self.is_integer else read_decimal
        typed = read(self.name, first(posted, self.name), language)
        return combine(self.name, typed, read_reason(posted, self.name, self.missing))

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        return shown_number(self.name, answers.get(self.name), language)

    def variables(self) -> Iterator[Column]:
        yield self._column(self.name, self.name, level=self.level, is_integer=self.is_integer)

    def simulate(self, rng: Random, wish: Wish, rows: Sequence[str]) -> dict[str, Cell]:
        reason = wish.reason(rng, self.missing)
        return {self.name: reason or self._draw(rng, wish)}

    def _draw(self, rng: Random, wish: Wish) -> Cell:
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
