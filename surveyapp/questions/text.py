"""Text: words of one's own."""

import unicodedata
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
    Wish,
    combine,
    first,
    read_reason,
)
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason
from surveyapp.questions.column import Column, Level
from surveyapp.questions.domain import Domain, Shape

LONGEST_TEXT = 10_000
# Official Romanian documents of 2012-2016 are full of the cedilla forms.
_CEDILLA_TO_COMMA = str.maketrans("şţŞŢ", "șțȘȚ")


def tidy(text: str) -> str:
    """NFC, Romanian letters with comma below, one kind of line end, no control characters."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in plain if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).translate(_CEDILLA_TO_COMMA).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Question):
    """Free text, screened for personal data before it is kept."""

    kind: ClassVar[str] = "text"
    default_level: ClassVar[Level] = Level.TEXT
    allows: ClassVar[frozenset[str]] = frozenset({"max_length"})

    def domain(self) -> Domain:
        return Domain(Shape.TEXT, reasons=self.reason_codes())

    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        return (self.name,)

    def fields(self, rows: Sequence[str]) -> tuple[str, ...]:
        return (self.name, self.name + REASON_FIELD)

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        words = tidy(first(posted, self.name))
        longest = self.max_length or LONGEST_TEXT
        typed: Cell | Refusal | None = words or None
        if len(words) > longest:
            details = {"maximum": str(longest), "length": str(len(words))}
            typed = Refusal(self.name, "too-long", details)
        return combine(self.name, typed, read_reason(posted, self.name, self.missing))

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        match answers.get(self.name):
            case None | Missing(MissingReason.BLANK):
                return {}
            case Missing(reason):
                return {self.name + REASON_FIELD: (reason.value,)}
            case words:
                return {self.name: (str(words),)}

    def variables(self) -> Iterator[Column]:
        yield self._column(self.name, self.name, level=Level.TEXT)
        yield from self.companions()

    def simulate(self, rng: Random, wish: Wish, rows: Sequence[str]) -> dict[str, Cell]:
        return {self.name: wish.reason(rng, self.missing) or Missing(MissingReason.BLANK)}
