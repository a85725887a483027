"""Staleness: sentences of the prose whose numbers are no longer those they were written for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from surveyapp.reports.document.figure_words import FigureWords
from surveyapp.reports.prose.placeholder import Placeholder, PlaceholderKind
from surveyapp.reports.prose.prose import Prose, Sentence, watches

Accepted = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Chapter -> sentence as written -> its numbers when somebody last read it."""


@dataclass(frozen=True, slots=True)
class StaleSentence:
    """A sentence to read again. was: None when nobody has accepted it yet."""

    chapter: str
    file: str
    line: int
    words: str
    was: tuple[str, ...] | None
    now: tuple[str, ...]


def numbers_in(sentence: Sentence, words: FigureWords) -> tuple[str, ...]:
    """What its placeholders say now; a whole comparison as a short mark of all its cells."""
    return tuple(_number(p, words) for p in sentence.placeholders if watches(p))


def accepted_now(prose: Mapping[str, Prose], words: FigureWords) -> Accepted:
    """All sentences with the numbers of today."""
    return {
        chapter: {s.words: numbers_in(s, words) for s in each.sentences}
        for chapter, each in prose.items()
        if each.sentences
    }


def stale_sentences(
    prose: Mapping[str, Prose], words: FigureWords, accepted: Accepted
) -> Iterator[StaleSentence]:
    """Sentences whose numbers are others than were accepted, or were never accepted."""
    for chapter, each in prose.items():
        known = accepted.get(chapter, {})
        for sentence in each.sentences:
            was, now = known.get(sentence.words), numbers_in(sentence, words)
            if was != now:
                yield StaleSentence(chapter, each.file, sentence.line, sentence.words, was, now)


def _number(placeholder: Placeholder, words: FigureWords) -> str:
    said = words.words(placeholder)
    if placeholder.kind is not PlaceholderKind.USES:
        return said
    digest = sha256(said.encode()).hexdigest()[:12]
    return f"{placeholder.arguments[0]} {digest}"
