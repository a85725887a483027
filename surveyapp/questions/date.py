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
    combine,
    first_plain,
    read_reason,
)
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason
from surveyapp.questions.column import Column, Level
from surveyapp.questions.domain import Domain, Shape
from surveyapp.questions.effort import Effort
from surveyapp.questions.response_propensity import ResponsePropensity
from surveyapp.questions.typed import quote

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

    def fields_of(self, address: str) -> tuple[str, ...]:
        return (*(f"{address}.{part}" for part in PARTS), address + REASON_FIELD)

    def cell_of(self, field_name: str) -> str:
        return self.name if field_name in self.fields_of(self.name) else field_name

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        parts = [first_plain(posted, f"{self.name}.{part}") for part in PARTS]
        typed = self._read_day([part.replace(" ", "") for part in parts])
        return combine(self.name, typed, read_reason(posted, self.name, self.missing))

    def _read_day(self, parts: Sequence[str]) -> str | Refusal | None:
        if not any(parts):
            return None
        found = day_of(*parts)
        if found is not None:
            return found.isoformat()
        read = " ".join(quote(part) or "–" for part in parts)
        return Refusal(self.name, "not-a-date", {"value": read})

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

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        """Day, month and year are typed together, like one figure."""
        return Effort(numbers=1)

    def variables(self) -> Iterator[Column]:
        yield self._column(self.name, self.name, level=Level.TEXT)
        yield from self.companions()

    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        reason = wish.reason(rng, self.missing)
        day = date(2014, 1, 1) + timedelta(days=rng.randrange(365))
        return {self.name: reason or day.isoformat()}


def day_of(day: str, month: str, year: str) -> date | None:
    """The day in the calendar that these digits name; None when there is none since 1900."""
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (day, month, year)):
        return None
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= EARLIEST_YEAR else None
