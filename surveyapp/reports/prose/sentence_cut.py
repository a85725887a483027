"""Sentence cut: where one sentence of prose ends and the next begins."""

import re
from collections.abc import Iterator

_PARAGRAPHS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)]|#)\s)")
_ENDS = re.compile(r"(?<=[.!?…])[\"”’»]?\s+(?=[^\sa-zăâîșțæøå])")
_ABBREVIATED = re.compile(r"(?:\b(?:art|nr|cf|bl|f|e|ca|no|p|pp)\.|\b[A-Z]\.)$")
_MARKS_ALONE = re.compile(r"(?:\ue000\d+\ue001[\s.]*)+")


def sentences_of(text: str) -> Iterator[str]:
    """Sentences of a Markdown text.

    What holds only placeholders belongs to the sentence before it; an abbreviation ends none.
    """
    for paragraph in _PARAGRAPHS.split(text):
        yield from _of_paragraph(paragraph.strip())


def starts_of(paragraph: str) -> list[int]:
    """Where each sentence of a paragraph begins."""
    starts = [0]
    ends = list(_ENDS.finditer(paragraph))
    for end, following in zip(ends, [*ends[1:], None], strict=False):
        piece = paragraph[end.end() : following.start() if following else len(paragraph)]
        kept = paragraph[starts[-1] : end.start()].strip()
        if kept and not _ABBREVIATED.search(kept) and not _MARKS_ALONE.fullmatch(piece):
            starts.append(end.end())
    return starts


def _of_paragraph(paragraph: str) -> Iterator[str]:
    starts = starts_of(paragraph)
    for start, end in zip(starts, [*starts[1:], len(paragraph)], strict=True):
        if words := paragraph[start:end].strip():
            yield words
