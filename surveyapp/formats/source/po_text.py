"""PO text: a catalogue as it is written, with notes for translators and marks for reviewers.

It carries no date and no tool's name, so writing it again without a change gives the same bytes.
No translation is ever dropped: what belongs to no text any more stays below, as obsolete.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import normalize

from surveyapp.formats.source.po_file import OBSOLETE, Catalogue, Translation

WIDTH = 98
UNREVIEWED = "unreviewed"
"""The comment that stands above a translation until a second person has read it."""
NO_NOTES: Mapping[str, Sequence[str]] = {}
_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"
"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a catalogue is translated, by the paths of its texts.

    missing: without words; stale: fuzzy, or made from other words than those of today; unreviewed:
    translated, and read by nobody else yet.
    """

    n_texts: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    unreviewed: tuple[str, ...]


def coverage_of(texts: Mapping[str, str], entries: Mapping[str, Translation]) -> Coverage:
    """What of the texts is translated. texts: path -> words in the source language."""
    missing, stale, unreviewed = [], [], []
    for path, source in texts.items():
        entry = entries.get(path)
        if entry is None or not entry.words:
            missing.append(path)
        elif entry.is_fuzzy or entry.source != source:
            stale.append(path)
        elif UNREVIEWED in entry.comments:
            unreviewed.append(path)
    return Coverage(len(texts), tuple(missing), tuple(stale), tuple(unreviewed))


def reviewed(known: Catalogue) -> Catalogue:
    """The same catalogue with every translation that is not fuzzy marked as read."""
    entries = {path: _reviewed(entry) for path, entry in known.entries.items()}
    return replace(known, entries=entries)


def _reviewed(entry: Translation) -> Translation:
    if entry.is_fuzzy or not entry.words:
        return entry
    return replace(entry, comments=without_mark(entry.comments))


def catalogue_text(
    language: str,
    texts: Mapping[str, str],
    known: Catalogue,
    notes: Mapping[str, Sequence[str]] = NO_NOTES,
) -> str:
    """The content of a catalogue: one entry for each text in its order, then the obsolete ones.

    texts: path -> words in the source language. Where they changed, the old translation is kept
    and marked fuzzy. notes: path -> sentences for whoever translates it.
    """
    shelved = {path: entry for path, entry in known.obsolete if path in texts and entry.words}
    revived = {path: entry for path, entry in shelved.items() if not _has_words(known, path)}
    parts = ["\n".join((*comment_lines(known.comments), header_text(language)))]
    for path, source in texts.items():
        entry = _updated(source, revived.get(path) or known.entries.get(path))
        parts.append(_entry_text(path, entry, notes.get(path, ())))
    kept = (pair for pair in known.obsolete if revived.get(pair[0]) is not pair[1])
    gone = ((p, entry) for p, entry in known.entries.items() if p not in texts and entry.words)
    return "\n".join((*parts, *(_obsolete_text(path, entry) for path, entry in (*kept, *gone))))


def header_text(language: str) -> str:
    """The first entry of a catalogue; it carries no date, so that writing again changes nothing."""
    return _HEADER.format(language=language, plural_forms=Catalog(locale=language).plural_forms)


def _has_words(known: Catalogue, path: str) -> bool:
    return path in known.entries and bool(known.entries[path].words)


def _updated(source: str, entry: Translation | None) -> Translation:
    """The entry of a text as its source reads now."""
    if entry is None:
        return Translation(source, "", comments=(UNREVIEWED,))
    if entry.words and not entry.is_fuzzy and entry.source == source:
        return replace(entry, previous="")
    previous = (entry.previous if entry.is_fuzzy else "") or entry.source
    if not entry.words or previous == source:
        previous = ""
    comments = entry.comments if UNREVIEWED in entry.comments else (*entry.comments, UNREVIEWED)
    return Translation(source, entry.words, entry.line, bool(entry.words), previous, comments)


def without_mark(comments: Iterable[str]) -> tuple[str, ...]:
    """Comments without the one that says that nobody has reviewed the words."""
    return tuple(comment for comment in comments if comment != UNREVIEWED)


def _entry_text(path: str, entry: Translation, notes: Iterable[str]) -> str:
    flags = Message(entry.source, context=path).flags | ({"fuzzy"} if entry.is_fuzzy else set())
    lines = [
        *comment_lines(entry.comments),
        *(f"#. {line}" for note in notes for line in wrap(note, WIDTH, break_on_hyphens=False)),
        *([f"#, {', '.join(sorted(flags))}"] if flags else ()),
        *(field_lines("#| msgid", entry.previous, "#| ") if entry.previous else ()),
        *_fields(path, entry, ""),
    ]
    return "\n".join((*lines, ""))


def _obsolete_text(path: str, entry: Translation) -> str:
    fuzzy = ("#, fuzzy",) if entry.is_fuzzy else ()
    mark = f"{OBSOLETE} "
    return "\n".join((*comment_lines(entry.comments), *fuzzy, *_fields(path, entry, mark), ""))


def comment_lines(comments: Iterable[str]) -> Iterator[str]:
    """Comments of translators as lines of a catalogue."""
    yield from (f"# {comment}".strip() for comment in comments)


def _fields(path: str, entry: Translation, mark: str) -> Iterator[str]:
    if path:
        yield from field_lines(f"{mark}msgctxt", path, mark)
    yield from field_lines(f"{mark}msgid", entry.source, mark)
    yield from field_lines(f"{mark}msgstr", entry.words, mark)


def field_lines(keyword: str, words: str, mark: str) -> Iterator[str]:
    """One part of an entry. mark: what stands before each of its lines."""
    yield f"{keyword} {normalize(words, prefix=mark, width=WIDTH)}"
