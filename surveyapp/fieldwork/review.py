"""Review: no free text is shown, counted or filed before somebody has read it.

A text is cleared as it stands, edited, or withheld. Editing keeps the reviewed wording beside the
original, which no output reads.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from surveyapp.fieldwork.flag import Screen
from surveyapp.questionnaire.flow import question_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.text import LONGEST_TEXT, tidy

MARK_BYTES = 16


class ReviewState(StrEnum):
    """Where a text is on its way to the readers."""

    UNREVIEWED = "unreviewed"
    CLEARED = "cleared"
    EDITED = "edited"
    WITHHELD = "withheld"


class ReviewRefused(ValueError):
    """A decision that cannot be kept; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class FreeText:
    """Words that somebody wrote. country: all that is known of who; None where they are too few.

    text_id: its own, random; address: of the cell, such as ``rec_national`` or
    ``svc_other__other``; kinds: what the screening found in it when it was typed, and in a queue
    what it finds now; attached_to: its response, only where the question wants to know it.
    """

    text_id: bytes
    address: str
    country: str | None
    words: str
    kinds: tuple[str, ...] = ()
    attached_to: bytes | None = None

    @property
    def question(self) -> str:
        """The question that it belongs to."""
        return question_of(self.address)

    @property
    def mark(self) -> str:
        """Names the text in addresses and puts texts in order, and tells nothing else."""
        digest = hashlib.sha256(self.text_id + self.address.encode())
        return digest.hexdigest()[: 2 * MARK_BYTES]


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer decided. wording: the words to be shown, only of an edited text."""

    state: ReviewState = ReviewState.UNREVIEWED
    wording: str | None = None


NOT_REVIEWED = Review()


@dataclass(frozen=True, slots=True)
class ClearedText:
    """Words that may be shown. is_edited: they must be marked ``[edited]`` wherever they stand."""

    text: str
    is_edited: bool
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewedText:
    """A text and what was decided about it."""

    text: FreeText
    review: Review = NOT_REVIEWED

    @property
    def state(self) -> ReviewState:
        """Where it is."""
        return self.review.state

    @property
    def cleared(self) -> ClearedText | None:
        """What may be shown of it; None before it was read, and when it is withheld."""
        match self.review:
            case Review(ReviewState.CLEARED):
                return ClearedText(self.text.words, False, self.text.country)
            case Review(ReviewState.EDITED, str(wording)):
                return ClearedText(wording, True, self.text.country)
            case _:
                return None


def in_order(texts: Iterable[ReviewedText], form: Questionnaire) -> tuple[ReviewedText, ...]:
    """Flagged texts first, then by question; within one in an order that tells nothing."""
    places = {name: place for place, name in enumerate(form.questions)}
    return tuple(sorted(texts, key=lambda each: _place(each.text, places)))


def queue(
    texts: Iterable[ReviewedText], form: Questionnaire, screen: Screen
) -> tuple[ReviewedText, ...]:
    """The same for whoever reviews them, screened by the rules of today."""
    return in_order((_screened(each, screen) for each in texts), form)


def decide(text: FreeText, state: ReviewState, wording: str | None = None) -> Review:
    """The review that a reviewer asked for. wording: what stood in the box; None without a box.

    Raises ReviewRefused: empty-wording, too-long, not-edited (it says the same as the original),
    would-be-lost (cleared as it stands although the box says something else: what somebody took
    out would be shown).
    """
    words = tidy(text.words if wording is None else wording)
    is_other = words != tidy(text.words)
    if state is ReviewState.EDITED:
        return Review(state, _checked(words, is_other=is_other))
    if state is ReviewState.CLEARED and is_other:
        raise ReviewRefused("would-be-lost")
    return Review(state)


def _checked(words: str, *, is_other: bool) -> str:
    if not words:
        raise ReviewRefused("empty-wording")
    if len(words) > LONGEST_TEXT:
        raise ReviewRefused("too-long")
    if not is_other:
        raise ReviewRefused("not-edited")
    return words


def _screened(reviewed: ReviewedText, screen: Screen) -> ReviewedText:
    """With what is found now beside what was found then: rules grow."""
    text = reviewed.text
    kinds = tuple(dict.fromkeys((*text.kinds, *screen(text.words))))
    return replace(reviewed, text=replace(text, kinds=kinds))


def _place(text: FreeText, places: dict[str, int]) -> tuple[bool, int, str, str]:
    return not text.kinds, places.get(text.question, len(places)), text.address, text.mark
