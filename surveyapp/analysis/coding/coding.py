"""Coding: what two people found in the answers to one open question, and what was agreed.

Both code the same words without seeing each other's themes. When both are done, a third person
decides where they differ. Only then do the themes enter a comparison.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.analysis.coding.code_book import CodeBook
from surveyapp.fieldwork.review import FreeText, ReviewedText, ReviewState

Themes = frozenset[str]
"""Codes of the themes in one text; empty when it was read and speaks of none."""


class Seat(StrEnum):
    """Who says what is in a text: two coders, and the third person where they differ."""

    FIRST = "first"
    SECOND = "second"
    AGREED = "agreed"


CODERS = (Seat.FIRST, Seat.SECOND)


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text that may be shown, and the themes that were found in it so far."""

    text: ReviewedText
    by_seat: Mapping[Seat, Themes]

    @property
    def mark(self) -> str:
        """Names the text and tells nothing else."""
        return self.text.text.mark

    @property
    def is_coded(self) -> bool:
        """Whether both coders have read it."""
        return all(seat in self.by_seat for seat in CODERS)

    @property
    def differs(self) -> bool:
        """Whether both have read it and found different themes."""
        return self.is_coded and self.by_seat[Seat.FIRST] != self.by_seat[Seat.SECOND]

    @property
    def themes(self) -> Themes | None:
        """What counts: what both found, or what the third person decided; None before that."""
        if not self.is_coded:
            return None
        return self.by_seat.get(Seat.AGREED) if self.differs else self.by_seat[Seat.FIRST]


@dataclass(frozen=True, slots=True)
class Coding:
    """The coding of one question in one wave.

    coders: seat -> account; texts: those that may be shown, in the order in which everybody reads
    them; n_unreviewed: texts that nobody has read yet, so that more may come.
    """

    book: CodeBook
    coders: Mapping[Seat, str]
    texts: tuple[CodedText, ...]
    n_unreviewed: int

    def seat_of(self, account: str) -> Seat | None:
        """Where this account sits; None when it does not code this question."""
        return next((seat for seat, coder in self.coders.items() if coder == account), None)

    @property
    def free_seat(self) -> Seat | None:
        """The next seat that nobody has taken."""
        return next((seat for seat in CODERS if seat not in self.coders), None)

    def n_coded(self, seat: Seat) -> int:
        """Texts that this coder has read."""
        return sum(seat in each.by_seat for each in self.texts)

    def next_for(self, seat: Seat) -> CodedText | None:
        """The first text that this coder has not read."""
        return next((each for each in self.texts if seat not in each.by_seat), None)

    @property
    def is_coded(self) -> bool:
        """Whether both coders have read everything; from then on neither can change anything."""
        return self.n_unreviewed == 0 and all(each.is_coded for each in self.texts)

    @property
    def differing(self) -> tuple[CodedText, ...]:
        """Texts in which the coders found different themes; empty before both are done."""
        return tuple(each for each in self.texts if each.differs) if self.is_coded else ()

    @property
    def n_open(self) -> int:
        """Differences that nobody has decided yet."""
        return sum(each.themes is None for each in self.differing)

    @property
    def is_complete(self) -> bool:
        """Whether every text has themes that count."""
        return self.is_coded and bool(self.texts) and self.n_open == 0

    def may_adjudicate(self, account: str) -> bool:
        """A third person: no coder decides on a difference with oneself."""
        return bool(self.differing) and self.seat_of(account) is None

    def text(self, mark: str) -> CodedText | None:
        """The text of this mark."""
        return next((each for each in self.texts if each.mark == mark), None)

    @property
    def themes_by_text(self) -> Mapping[FreeText, tuple[str, ...]]:
        """Text -> its themes in the order of the book; nothing before all is complete."""
        if not self.is_complete:
            return {}
        return {each.text.text: _in_order(self.book, each.themes) for each in self.texts}


def coding_of(
    book: CodeBook,
    coders: Mapping[Seat, str],
    texts: Iterable[ReviewedText],
    codings: Mapping[tuple[bytes, Seat], Themes],
) -> Coding:
    """The coding of a question. texts: all that were written there, whatever their review.

    A coding with a theme that the book no longer has counts as not made.
    """
    known = {key: themes for key, themes in codings.items() if themes <= {*book.codes}}
    read = sorted(texts, key=lambda each: each.text.mark)
    shown = tuple(_coded(each, known) for each in read if each.cleared is not None)
    waiting = sum(each.state is ReviewState.UNREVIEWED for each in read)
    return Coding(book, coders, shown, waiting)


def _coded(text: ReviewedText, codings: Mapping[tuple[bytes, Seat], Themes]) -> CodedText:
    keys = {seat: (text.text.text_id, seat) for seat in Seat}
    return CodedText(text, {seat: codings[key] for seat, key in keys.items() if key in codings})


def _in_order(book: CodeBook, themes: Themes | None) -> tuple[str, ...]:
    return tuple(code for code in book.codes if code in (themes or ()))
