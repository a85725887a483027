"""Note: words between questions; nothing is answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from surveyapp.questions.base import Posted, Question, Reading
from surveyapp.questions.cell import Answers, Cell
from surveyapp.questions.column import Column, Level
from surveyapp.questions.domain import Domain, Shape
from surveyapp.questions.effort import Effort
from surveyapp.questions.response_propensity import ResponsePropensity


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Question):
    """A text that is shown and not answered."""

    kind: ClassVar[str] = "note"
    default_level: ClassVar[Level] = Level.TEXT

    def domain(self) -> Domain:
        return Domain(Shape.NOTHING)

    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        return ()

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        return Reading({})

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        return {}

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        return Effort()

    def variables(self) -> Iterator[Column]:
        yield from ()

    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        return {}
