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


def _of_paragraph(paragraph: str) -> Iterator[str]:
    kept = ""
    for piece in _ENDS.split(paragraph):
        if kept and not _ABBREVIATED.search(kept) and not _MARKS_ALONE.fullmatch(piece):
            yield kept
            kept = piece
        else:
            kept = f"{kept} {piece}".strip()
    if kept:
        yield kept
