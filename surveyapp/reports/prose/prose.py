"""Prose: what the researchers wrote for one chapter in one language, with placeholders."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from surveyapp.reports.block import (
    Block,
    Heading,
    Line,
    Listing,
    Paragraph,
    Span,
)
from surveyapp.reports.prose.placeholder import PLACED, WATCHED, Placeholder
from surveyapp.reports.prose.sentence_cut import starts_of

ProsePart = Span | Placeholder
ProseLine = tuple[ProsePart, ...]


@dataclass(frozen=True, slots=True)
class ProseHeading:
    """A heading within the chapter; level 2 or 3."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class ProseParagraph:
    """A paragraph; one placeholder of a table or figure alone stands for that."""

    parts: ProseLine


@dataclass(frozen=True, slots=True)
class ProseListing:
    """A list."""

    items: tuple[ProseLine, ...]
    is_numbered: bool


ProseBlock = ProseHeading | ProseParagraph | ProseListing


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that depends on the answers, as it is written."""

    words: str
    line: int
    placeholders: tuple[Placeholder, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of one chapter. file: as people are told it."""

    file: str
    blocks: tuple[ProseBlock, ...]
    sentences: tuple[Sentence, ...]

    def placeholders(self) -> Iterator[Placeholder]:
        """All of them in order."""
        return (part for line in self._lines() for part in line if isinstance(part, Placeholder))

    def placed(self) -> frozenset[str]:
        """Comparisons whose table, figure or both it places."""
        return frozenset(p.arguments[0] for p in self.placeholders() if p.kind in PLACED)

    def _lines(self) -> Iterator[ProseLine]:
        for block in self.blocks:
            match block:
                case ProseParagraph(parts):
                    yield parts
                case ProseListing(items):
                    yield from items


Fill = Callable[[Placeholder], Span | None]
"""The words for a placeholder in a line; None where they may not be shown, or do not exist."""

Place = Callable[[Placeholder], Iterator[Block]]


def filled(prose: Prose, anchor: str, fill: Fill, place: Place) -> Iterator[Block]:
    """The prose as blocks, without the sentences that would quote what may not be shown.

    place: the blocks of a placeholder that stands alone.
    """
    for count, block in enumerate(prose.blocks, start=1):
        match block:
            case ProseHeading(level, words):
                yield Heading(level, words, f"{anchor}-{count}")
            case ProseParagraph((Placeholder() as only,)) if only.kind in PLACED:
                yield from place(only)
            case ProseParagraph(parts):
                yield from _paragraph(_filled(parts, fill))
            case ProseListing(items, is_numbered):
                lines = (_filled(item, fill) for item in items)
                kept = tuple(line for line in lines if _has_words(line))
                yield from (Listing(kept, is_numbered),) if kept else ()


def left_out(prose: Prose, fill: Fill) -> Iterator[Sentence]:
    """Sentences that the report leaves out, because a number in them may not be shown."""
    for sentence in prose.sentences:
        if any(fill(p) is None for p in sentence.placeholders if p.kind not in PLACED):
            yield sentence


def _paragraph(line: Line) -> Iterator[Block]:
    """Nothing where only ``uses`` stood."""
    if _has_words(line):
        yield Paragraph(line)


def _has_words(line: Line) -> bool:
    return any(span.words.strip() for span in line)


def _filled(parts: ProseLine, fill: Fill) -> Line:
    spans: list[Span] = []
    for sentence in _sentences(parts):
        said = [part if isinstance(part, Span) else fill(part) for part in sentence]
        known = [span for span in said if span is not None]
        spans += known if len(known) == len(said) else []
    return _without_gaps(span for span in spans if span.words)


def _sentences(parts: ProseLine) -> Iterator[ProseLine]:
    """The parts of each sentence of a line; words that reach into the next one are cut."""
    marks = [p.words if isinstance(p, Span) else f"\ue000{n}\ue001" for n, p in enumerate(parts)]
    text = "".join(marks)
    starts = starts_of(text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield tuple(_between(parts, marks, start, end))


def _between(parts: ProseLine, marks: list[str], start: int, end: int) -> Iterator[ProsePart]:
    """What of the parts stands from start to end; marks: the text of each."""
    place = 0
    for part, mark in zip(parts, marks, strict=True):
        low, high = max(start - place, 0), min(end - place, len(mark))
        if low < high:
            yield replace(part, words=mark[low:high]) if isinstance(part, Span) else part
        place += len(mark)


def _without_gaps(spans: Iterator[Span]) -> Line:
    """No space is left before a full stop where ``uses`` stood, nor at the end."""
    line = list(spans)
    if line:
        line[-1] = replace(line[-1], words=line[-1].words.rstrip())
    return tuple(line)


def watches(placeholder: Placeholder) -> bool:
    """Whether the sentence around it depends on the answers."""
    return placeholder.kind in WATCHED
