"""Translations: what is missing, out of date or different from the source."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from surveyapp.questionnaire.definition import LONGEST_WORDS
from surveyapp.questionnaire.lint.finding import Finding, Severity
from surveyapp.questionnaire.lint.inspection import LIST_KEYS
from surveyapp.questionnaire.lint.words import letters
from surveyapp.questionnaire.wording import placeholders

LONGEST_QUOTE = 60
CODE_LISTS = "code_lists"
GAPS = frozenset({"translation-missing", "translation-fuzzy", "translation-stale"})
"""Rules that find a text without words of today, with which a wave may be opened for a reason."""


class CatalogueEntry(Protocol):
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
    language: str, texts: Mapping[str, str], entries: Mapping[str, CatalogueEntry]
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
    yield from _same_labels(texts, entries)
    for path in entries:
        if path not in texts:
            words = f"{path} is no text any more"
            mend = "remove the entry"
            yield Finding((path,), "translation-obsolete", words, mend, Severity.WARNING)


def _same_labels(
    texts: Mapping[str, str], entries: Mapping[str, CatalogueEntry]
) -> Iterator[Finding]:
    """Labels of one list that differ in the source and are the same in this language."""
    first: dict[tuple[str, str], str] = {}
    for path, source in texts.items():
        words = entries[path].words if path in entries else ""
        siblings = path.rpartition(".")[0]
        if not words or not _is_list(siblings):
            continue
        before = first.setdefault((siblings, " ".join(words.casefold().split())), path)
        if before != path and texts[before] != source and "@" not in path + before:
            said = f"{path} is called like {before}: “{_short(words)}”"
            mend = "give them words that tell them apart"
            yield Finding((path,), "same-label", said, mend, Severity.WARNING)


def _is_list(text_path: str) -> bool:
    root, _, last = text_path.rpartition(".")
    return last in LIST_KEYS or root == CODE_LISTS


def _entry(path: str, source: str, entry: CatalogueEntry, language: str) -> Iterator[Finding]:
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
    if len(entry.words) > LONGEST_WORDS:
        words = f"{path} is longer than {LONGEST_WORDS} characters"
        yield Finding((path,), "too-long", words, "shorten it")
    yield from letters(entry.words, (path,), language)


def _listed(words: str) -> str:
    found = sorted(f"{{{name}}}" for name in placeholders(words))
    return ", ".join(found) or "no placeholder"


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_QUOTE else plain[: LONGEST_QUOTE - 1] + "…"
