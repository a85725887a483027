"""Rank: options chosen and put in order, most important first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from surveyapp.questions.column import Column, Level, Role
from surveyapp.questions.domain import Domain, Shape
from surveyapp.questions.effort import Effort
from surveyapp.questions.response_propensity import ResponsePropensity
from surveyapp.questions.typed import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank(Question):
    """One field a place, so that ranking needs no script; no ties, no gaps (V10)."""

    kind: ClassVar[str] = "rank"
    default_level: ClassVar[Level] = Level.ORDINAL
    needs: ClassVar[frozenset[str]] = frozenset({"choices"})
    allows: ClassVar[frozenset[str]] = frozenset({"choices", "max_choices"})

    def places(self) -> range:
        """1 to the number of places that can be filled."""
        return range(1, (self.max_choices or len(self.choices)) + 1)

    def domain(self) -> Domain:
        return Domain(Shape.RANKING, codes=self.codes(), reasons=self.reason_codes())

    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        return (self.name,)

    def fields_of(self, address: str) -> tuple[str, ...]:
        return (*(f"{address}.{place}" for place in self.places()), address + REASON_FIELD)

    def cell_of(self, field_name: str) -> str:
        return self.name if field_name in self.fields_of(self.name) else field_name

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        typed = self._read_places([first_plain(posted, f"{self.name}.{n}") for n in self.places()])
        return combine(self.name, typed, read_reason(posted, self.name, self.missing))

    def _read_places(self, chosen: Sequence[str]) -> Cell | Refusal | None:
        ranked = [code for code in chosen if code]
        for place, code in enumerate(chosen, start=1):
            if code and code not in self.codes():
                return Refusal(f"{self.name}.{place}", "unknown-code", {"value": quote(code)})
            if code and code in chosen[: place - 1]:
                return Refusal(f"{self.name}.{place}", "ranked-twice", {"code": code})
            if not code and any(chosen[place:]):
                return Refusal(f"{self.name}.{place}", "rank-gap", {"place": str(place)})
        return tuple(ranked) or None

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        match answers.get(self.name):
            case tuple() as ranked:
                return {f"{self.name}.{n}": (code,) for n, code in enumerate(ranked, start=1)}
            case Missing(reason) if reason is not MissingReason.BLANK:
                return {self.name + REASON_FIELD: (reason.value,)}
            case _:
                return {}

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        return Effort(choices=len(self.places()))

    def variables(self) -> Iterator[Column]:
        for choice in self.choices:
            yield self._column(
                f"{self.name}.{choice.code}",
                self.name,
                level=Level.ORDINAL,
                role=Role.RANK,
                codes=(*(str(place) for place in self.places()), "0"),
                option=choice.code,
                line_path=choice.text_path,
            )
        yield from self.companions()

    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        reason = wish.reason(rng, self.missing)
        return {self.name: reason or self._draw(rng, wish)}

    def _draw(self, rng: Random, wish: ResponsePropensity) -> tuple[str, ...]:
        """Weighted order without replacement (Efraimidis and Spirakis 2006)."""
        keys = {code: rng.random() ** (1 / wish.shares.get(code, 1.0)) for code in self.codes()}
        ordered = sorted(self.codes(), key=lambda code: keys[code], reverse=True)
        return tuple(ordered[: len(self.places())])
