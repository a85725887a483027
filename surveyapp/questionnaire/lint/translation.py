"""Translations: what is missing, out of date or different from the source."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from surveyapp.questionnaire.lint.finding import Finding, Severity
from surveyapp.questionnaire.lint.words import letters
from surveyapp.questionnaire.wording import placeholders

LONGEST_QUOTE = 60


class Entry(Protocol):
    """One entry of a catalogue: the source it was made from, and its words."""

    @property
    def source(self) -> str:
        """The words that were translated."""

    @property
    def words(self) -> str:
        """The translation; "" when there is none."""

    @property
    def is_fuzzy(self) -> bool:
        """Whether somebody must look at it."""


def translations(
    language: str, texts: Mapping[str, str], entries: Mapping[str, Entry]
) -> Iterator[Finding]:
    """Problems of one catalogue; the path of a finding is the path of the text alone.

    texts: path -> words in the source language, all that the catalogue is for.
    """
    for path, source in texts.items():
        entry = entries.get(path)
        if entry is None or not entry.words:
            words = f"{path} has no {language} words for “{_short(source)}”"
            yield Finding((path,), "translation-missing", words, "translate it")
        else:
            yield from _entry(path, source, entry, language)
    for path in entries:
        if path not in texts:
            words = f"{path} is no text any more"
            mend = "remove the entry"
            yield Finding((path,), "translation-obsolete", words, mend, Severity.WARNING)


def _entry(path: str, source: str, entry: Entry, language: str) -> Iterator[Finding]:
    if entry.is_fuzzy:
        words = f"{path} is marked fuzzy, so it is not shown"
        mend = "check the translation and remove “fuzzy”"
        yield Finding((path,), "translation-fuzzy", words, mend)
    if entry.source != source:
        words = f"{path} was translated from other words than “{_short(source)}”"
        mend = "check the translation and copy the source to msgid"
        yield Finding((path,), "translation-stale", words, mend)
    if placeholders(entry.words) != placeholders(source):
        words = f"{path} has {_listed(entry.words)}, its source has {_listed(source)}"
        yield Finding((path,), "placeholder-differs", words, "use the placeholders of the source")
    yield from letters(entry.words, (path,), language)


def _listed(words: str) -> str:
    found = sorted(f"{{{name}}}" for name in placeholders(words))
    return ", ".join(found) or "no placeholder"


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_QUOTE else plain[: LONGEST_QUOTE - 1] + "…"
