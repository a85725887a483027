"""Message file: ``messages.po``, the words of the interface in one language.

It is read as it stands; nothing has to be compiled beforehand. As in `po_file`, the header is for
other programs: the forms of the plural are those that Babel knows of the language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as CatalogMessage
from babel.messages.mofile import write_mo
from babel.support import Translations

from surveyapp.formats.source.po_file import OBSOLETE, PoEntry, PoRefused, po_entries, po_text_in
from surveyapp.formats.source.po_text import (
    UNREVIEWED,
    Coverage,
    comment_lines,
    field_lines,
    header_text,
    without_mark,
)
from surveyapp.formats.source.problem import Problem

Ids = tuple[str, ...]
"""A text in English, with its plural if it has one."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text of the interface. forms: its words, as many as the file has; "" for none.

    line: where it stands, from 1; comments: what translators wrote above it.
    """

    ids: Ids
    forms: tuple[str, ...]
    is_fuzzy: bool = False
    line: int = 1
    comments: tuple[str, ...] = ()

    def n_needed(self, n_plurals: int) -> int:
        """How many forms it needs. n_plurals: forms that the language tells apart."""
        return n_plurals if len(self.ids) > 1 else 1

    def has_words(self, n_plurals: int) -> bool:
        """Whether it is translated; n_plurals as there."""
        is_whole = len(self.forms) >= self.n_needed(n_plurals) and all(self.forms)
        return is_whole and not self.is_fuzzy


@dataclass(frozen=True, slots=True)
class Messages:
    """A whole file. obsolete: what is no text any more; comments: what stands above everything."""

    messages: tuple[Message, ...] = ()
    obsolete: tuple[Message, ...] = ()
    comments: tuple[str, ...] = ()


def n_plurals(language: str) -> int:
    """How many forms a text by number has in a language that the CLDR knows."""
    return Catalog(locale=language).num_plurals


def read_messages(path: Path, shown_as: str | None = None) -> Messages:
    """The catalogue of the interface in one language.

    Raises PoRefused; FileNotFoundError when there is no such file.
    """
    file = shown_as or str(path)
    return parsed_messages(po_text_in(path, file), file)


def parsed_messages(text: str, file: str) -> Messages:
    """The content of a catalogue. file: as it is told to people. Raises PoRefused."""
    found: dict[Ids, Message] = {}
    obsolete: list[Message] = []
    comments: tuple[str, ...] = ()
    for entry in po_entries(text, file):
        message = _message(entry)
        if not message.ids[0]:
            comments = message.comments
        elif entry.is_obsolete:
            obsolete.append(message)
        elif message.ids in found:
            words, mend = "this text stands here twice", "keep one of them"
            raise PoRefused(Problem(file, entry.line, 1, "duplicate-key", words, mend))
        else:
            found[message.ids] = message
    return Messages(tuple(found.values()), tuple(obsolete), comments)


def _message(entry: PoEntry) -> Message:
    keywords = sorted(entry.parts)  # msgstr[0] before msgstr[1], wherever they stand
    ids = (entry.words(each) for each in keywords if each.startswith("msgid"))
    forms = (entry.words(each) for each in keywords if each.startswith("msgstr"))
    return Message(tuple(ids), tuple(forms), entry.is_fuzzy, entry.line, tuple(entry.comments))


def compiled(language: str, messages: Iterable[Message]) -> Translations:
    """The words as gettext looks them up; what is fuzzy or empty stays English."""
    catalog = Catalog(locale=language)
    for each in messages:
        if each.has_words(catalog.num_plurals):
            is_plural = len(each.ids) > 1
            catalog.add(each.ids if is_plural else each.ids[0], _string(each, is_plural))
    made = BytesIO()
    write_mo(made, catalog)
    made.seek(0)
    return Translations(made)


def _string(message: Message, is_plural: bool) -> str | tuple[str, ...]:
    return message.forms if is_plural else message.forms[0]


def messages_text(language: str, texts: Iterable[Ids], known: Messages) -> str:
    """The content of a catalogue: one entry for each text in its order, then the obsolete ones.

    No translation is dropped, and a text that comes back has its words again.
    """
    n_forms = n_plurals(language)
    there = {each.ids: each for each in known.messages}
    shelved = {each.ids: each for each in known.obsolete if any(each.forms)}
    parts = ["\n".join((*comment_lines(known.comments), header_text(language)))]
    for ids in texts:
        entry, earlier = there.pop(ids, Message(ids, ("",))), shelved.get(ids)
        if not any(entry.forms):
            entry = shelved.pop(ids) if earlier else _to_be_filled(entry)
        parts.append(_entry_text(entry, n_forms))
    gone = (*shelved.values(), *(each for each in there.values() if any(each.forms)))
    return "\n".join((*parts, *(_entry_text(each, n_forms, f"{OBSOLETE} ") for each in gone)))


def _to_be_filled(entry: Message) -> Message:
    return replace(entry, comments=(*without_mark(entry.comments), UNREVIEWED))


def _entry_text(message: Message, n_forms: int, mark: str = "") -> str:
    ids = message.ids
    plain = CatalogMessage(ids if len(ids) > 1 else ids[0])
    flags = plain.flags | ({"fuzzy"} if message.is_fuzzy else set())
    lines = [*comment_lines(message.comments)]
    if flags and (message.is_fuzzy or not mark):
        lines.append(f"#, {', '.join(sorted(flags))}")
    for keyword, words in _fields(message, n_forms):
        lines += field_lines(f"{mark}{keyword}", words, mark)
    return "\n".join((*lines, ""))


def _fields(message: Message, n_forms: int) -> Iterator[tuple[str, str]]:
    """(keyword, words) of every part of an entry."""
    yield "msgid", message.ids[0]
    if len(message.ids) == 1:
        yield "msgstr", message.forms[0]
        return
    yield "msgid_plural", message.ids[1]
    missing = ("",) * (n_forms - len(message.forms))
    for place, words in enumerate((*message.forms, *missing)):
        yield f"msgstr[{place}]", words


def messages_coverage(language: str, messages: Iterable[Message]) -> Coverage:
    """How far the interface is translated; texts are named in English."""
    n_texts, n_forms = 0, n_plurals(language)
    missing, stale, unreviewed = [], [], []
    for each in messages:
        n_texts += 1
        if each.is_fuzzy:
            stale.append(each.ids[0])
        elif not each.has_words(n_forms):
            missing.append(each.ids[0])
        elif UNREVIEWED in each.comments:
            unreviewed.append(each.ids[0])
    return Coverage(n_texts, tuple(missing), tuple(stale), tuple(unreviewed))


def reviewed_messages(known: Messages) -> Messages:
    """The same catalogue with every translation marked as read."""
    read = (
        replace(each, comments=without_mark(each.comments)) if all(each.forms) else each
        for each in known.messages
    )
    return replace(known, messages=tuple(read))
