"""PO file: translations of a questionnaire, found by the path of each text.

The context (msgctxt) is the path, the msgid the words in the source language. The header is for
other programs: nothing in it is believed, for a charset, a rule of plurals or a date can cost
whoever believes it everything. `po_text` writes what is read here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from surveyapp.formats.source.problem import Problem, unreadable
from surveyapp.plain_file import open_plain

LARGEST_FILE = 2 * 1024 * 1024
SHOWN = 60
CATALOGUES_KEPT = 32
OBSOLETE = "#~"
_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_STANDS_FOR = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Translation:
    """One entry: the source it was made from, its words, and where it stands.

    previous: the words that a fuzzy translation was made from, "" where that is not known;
    comments: what translators wrote above it.
    """

    source: str
    words: str
    line: int = 1
    is_fuzzy: bool = False
    previous: str = ""
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A whole file. entries: path of the text -> its translation.

    obsolete: (path, translation) of what belongs to no text any more, or has no path; comments:
    what stands above everything; plural_lines: where entries have several forms.
    """

    entries: Mapping[str, Translation] = field(default_factory=dict)
    obsolete: tuple[tuple[str, Translation], ...] = ()
    comments: tuple[str, ...] = ()
    plural_lines: tuple[int, ...] = ()


class PoRefused(ValueError):
    """A catalogue that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_translations(path: Path, shown_as: str | None = None) -> Mapping[str, Translation]:
    """Path of the text -> its translation. Raises as `read_catalogue`."""
    return read_catalogue(path, shown_as).entries


def read_catalogue(path: Path, shown_as: str | None = None) -> Catalogue:
    """Everything in a file, also what is kept of earlier texts.

    Raises PoRefused; FileNotFoundError when there is no such file.
    """
    file = shown_as or str(path)
    return parsed_catalogue(po_text_in(path, file), file)


def po_text_in(path: Path, file: str) -> str:
    """The text of a catalogue. file: as it is told to people. Raises as `read_catalogue`."""
    try:
        with open_plain(path) as opened:
            content = opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise PoRefused(unreadable(file, error)) from error
    if len(content) > LARGEST_FILE:
        raise PoRefused(
            Problem(file, 1, 1, "too-large", "the file is larger than 2 MiB", "split it")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words, line = "the file is not UTF-8", content[: error.start].count(b"\n") + 1
        raise PoRefused(Problem(file, line, 1, "not-utf-8", words, "save it as UTF-8")) from error


def words_by_path(translations: Mapping[str, Translation]) -> dict[str, str]:
    """Only the words that may be shown: fuzzy and empty ones are not."""
    return {
        path: entry.words
        for path, entry in translations.items()
        if entry.words and not entry.is_fuzzy
    }


def parsed_catalogue(text: str, file: str) -> Catalogue:
    """The content of a catalogue. file: as it is told to people. Raises PoRefused."""
    try:
        return _catalogue_in(text)
    except PoRefused as refused:
        raise PoRefused(replace(refused.problem, file=file)) from refused


@lru_cache(maxsize=CATALOGUES_KEPT)
def _catalogue_in(text: str) -> Catalogue:
    """Once for equal texts: a save in the preview changes one file. Raises PoRefused."""
    found: dict[str, Translation] = {}
    obsolete: list[tuple[str, Translation]] = []
    comments: tuple[str, ...] = ()
    plural_lines = []
    for entry in po_entries(text, ""):
        path = entry.words("msgctxt")
        if not path and not entry.words("msgid"):
            comments = tuple(entry.comments)
        elif entry.is_obsolete or not path:
            obsolete.append((path, entry.translation()))
        elif path in found:
            words = f"{path} stands here twice"
            raise PoRefused(Problem("", entry.line, 1, "duplicate-key", words, "keep one of them"))
        else:
            found[path] = entry.translation()
        plural_lines += [entry.line] if "msgid_plural" in entry.parts else []
    return Catalogue(found, tuple(obsolete), comments, tuple(plural_lines))


@dataclass(slots=True)
class PoEntry:
    """One entry while it is read. parts: keyword -> the pieces of its text."""

    line: int = 0
    parts: dict[str, list[str]] = field(default_factory=dict)
    is_fuzzy: bool = False
    is_obsolete: bool = False
    keyword: str = ""
    previous: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def has_words(self) -> bool:
        """Whether the translation was reached, so that whatever follows begins another entry."""
        return self.keyword.startswith("msgstr")

    def add(self, keyword: str | None, words: str, line: int) -> bool:
        """Takes one line; False where it cannot stand here."""
        if keyword is not None:
            if keyword in self.parts:
                return False
            self.keyword, self.parts[keyword] = keyword, []
            self.line = line if keyword == "msgid" else self.line
        if self.keyword:
            self.parts[self.keyword].append(words)
        return bool(self.keyword)

    def note(self, comment: str) -> None:
        """Takes a comment, without its first sign; those that are written anew are left out."""
        if comment.startswith(","):
            self.is_fuzzy |= "fuzzy" in comment
        elif comment.startswith("|"):
            match = _LINE.fullmatch(comment[1:].strip())
            is_source = match is not None and match[1] in (None, "msgid")
            self.previous += [match[2]] if match and is_source else []
        elif not comment.startswith((".", ":")):
            self.comments.append(comment.strip())

    def words(self, keyword: str) -> str:
        """The text of one part; "" when it has none."""
        return _text(self.parts.get(keyword, ()))

    def translation(self) -> Translation:
        """The entry as it is used; of plural forms only the first."""
        words = self.words("msgstr") or self.words("msgstr[0]")
        previous, comments = _text(self.previous), tuple(self.comments)
        source = self.words("msgid")
        return Translation(source, words, self.line, self.is_fuzzy, previous, comments)


def po_entries(text: str, file: str) -> Iterator[PoEntry]:
    """All entries, the header and the obsolete ones among them."""
    entry = PoEntry()
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if not stripped:
            continue
        is_obsolete = stripped.startswith(OBSOLETE)
        content = stripped.removeprefix(OBSOLETE).strip() if is_obsolete else stripped
        is_comment = content.startswith("|" if is_obsolete else "#")
        match = None if is_comment else _LINE.fullmatch(content)
        begins = is_comment or (match and match[1] in ("msgctxt", "msgid"))
        if begins and entry.has_words:
            yield _complete(entry, file, number)
            entry = PoEntry()
        if is_comment:
            entry.note(content.removeprefix("#"))
        elif not content:
            continue
        elif match is None or not entry.add(match[1], match[2], number):
            raise PoRefused(_not_read(file, number, stripped))
        else:
            entry.is_obsolete |= is_obsolete
    if entry.parts:
        yield _complete(entry, file, entry.line or 1)


def _complete(entry: PoEntry, file: str, line: int) -> PoEntry:
    if "msgid" not in entry.parts or not entry.has_words:
        words, mend = "an entry lacks its msgid or its msgstr", "write both, msgid first"
        raise PoRefused(Problem(file, entry.line or line, 1, "po-syntax", words, mend))
    return entry


def _not_read(file: str, line: int, text: str) -> Problem:
    words = f"cannot be read: {text[:SHOWN]}"
    mend = 'put the words in quotes, and write a quote within them as \\"'
    return Problem(file, line, 1, "po-syntax", words, mend)


def _text(pieces: Iterable[str]) -> str:
    text = "".join(pieces)
    return _ESCAPED.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    return _STANDS_FOR.get(match[1], match[1])
