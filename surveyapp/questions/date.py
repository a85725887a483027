"""Date: day, month and year in three fields, kept as ISO 8601."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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

PARTS = ("day", "month", "year")
EARLIEST_YEAR = 1900


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Question):
    """A calendar day."""

    kind: ClassVar[str] = "date"
    default_level: ClassVar[Level] = Level.TEXT

    def domain(self) -> Domain:
        return Domain(Shape.DATE, reasons=self.reason_codes())

    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        return (self.name,)

    def fields(self, rows: Sequence[str]) -> tuple[str, ...]:
        return (*(f"{self.name}.{part}" for part in PARTS), self.name + REASON_FIELD)

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        typed = self._read_day([first(posted, f"{self.name}.{part}") for part in PARTS])
        return combine(self.name, typed, read_reason(posted, self.name, self.missing))

    def _read_day(self, parts: Sequence[str]) -> str | Refusal | None:
        if not any(parts):
            return None
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
            return Refusal(self.name, "not-a-date")
        day, month, year = (int(part) for part in parts)
        try:
            found = date(year, month, day)
        except ValueError:
            return Refusal(self.name, "not-a-date")
        return found.isoformat() if year >= EARLIEST_YEAR else Refusal(self.name, "not-a-date")

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        match answers.get(self.name):
            case None | Missing(MissingReason.BLANK):
                return {}
            case Missing(reason):
                return {self.name + REASON_FIELD: (reason.value,)}
            case iso:
                year, month, day = str(iso).split("-")
                parts = (str(int(day)), str(int(month)), year)
                return {
                    f"{self.name}.{part}": (text,) for part, text in zip(PARTS, parts, strict=True)
                }

    def variables(self) -> Iterator[Column]:
        yield self._column(self.name, self.name, level=Level.TEXT)

    def simulate(self, rng: Random, wish: Wish, rows: Sequence[str]) -> dict[str, Cell]:
        reason = wish.reason(rng, self.missing)
        day = date(2014, 1, 1) + timedelta(days=rng.randrange(365))
        return {self.name: reason or day.isoformat()}
