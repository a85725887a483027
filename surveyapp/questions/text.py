"""Text: words of one's own."""

import re
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
    combine,
    first,
    read_reason,
)
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason
from surveyapp.questions.column import Column, Level
from surveyapp.questions.domain import Domain, Shape
from surveyapp.questions.effort import Effort
from surveyapp.questions.language import with_own_letters
from surveyapp.questions.number_text import show_number
from surveyapp.questions.typed import DRAWN_AS_NOTHING
from surveyapp.questions.wish import Wish

LONGEST_TEXT = 10_000
# A new line or page in Word, in PDF and in old machines; without them words would be glued.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# What a paste leaves at the edges beside spaces.
_EDGE = "\u00ad\u180e\u200b\u2060\ufeff"


def tidy(text: str, language: str = "") -> str:
    """NFC, the letters of the language, one kind of line end, no control characters.

    language: in which it was written, "" if that is not known. "" for what nobody could see.
    """
    lines = _LINE_ENDS.sub("\n", text)
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    composed = unicodedata.normalize("NFC", "".join(kept))
    words = _without_edge(with_own_letters(composed, language))
    return words if any(map(_is_seen, words)) else ""


def tidy_line(text: str, language: str = "") -> str:
    """The same on one line: line ends and tabulators become spaces."""
    return re.sub(r"[ \t]*[\n\t]\s*", " ", tidy(text, language))


def read_words(address: str, words: str, longest: int, language: str) -> str | Refusal | None:
    """Tidied words: None when there are none, refused and never cut when there are too many."""
    if len(words) <= longest:
        return words or None
    lengths = {
        "maximum": show_number(longest, language),
        "length": show_number(len(words), language),
    }
    return Refusal(address, "too-long", lengths)


def _without_edge(text: str) -> str:
    start, end = 0, len(text)
    while start < end and (text[start].isspace() or text[start] in _EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
        end -= 1
    return text[start:end]


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CMZ" and sign not in DRAWN_AS_NOTHING


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

    def fields_of(self, address: str) -> tuple[str, ...]:
        return (address, address + REASON_FIELD)

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        words = tidy(first(posted, self.name), language)
        typed = read_words(self.name, words, self.max_length or LONGEST_TEXT, language)
        return combine(self.name, typed, read_reason(posted, self.name, self.missing))

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        match answers.get(self.name):
            case None | Missing(MissingReason.BLANK):
                return {}
            case Missing(reason):
                return {self.name + REASON_FIELD: (reason.value,)}
            case words:
                return {self.name: (str(words),)}

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        return Effort(texts=1)

    def variables(self) -> Iterator[Column]:
        yield self._column(self.name, self.name, level=Level.TEXT)
        yield from self.companions()

    def simulate(self, rng: Random, wish: Wish, rows: Sequence[str]) -> dict[str, Cell]:
        return {self.name: wish.reason(rng, self.missing) or Missing(MissingReason.BLANK)}
