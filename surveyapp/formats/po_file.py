"""PO file: translations of a questionnaire, found by the path of each text.

The context (msgctxt) is the path, the msgid the words in the source language. A catalogue carries
no date and no tool's name, so writing it again without a change gives the same bytes. Its header is
for other programs: nothing in it is believed, for a charset, a rule of plurals or a date can cost
whoever believes it everything.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from surveyapp.formats.problem import Problem, unreadable
from surveyapp.plain_file import open_plain

LARGEST_FILE = 2 * 1024 * 1024
WIDTH = 98
SHOWN = 60
_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_STANDS_FOR = {"n": "\n", "t": "\t", "r": "\r"}
_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


@dataclass(frozen=True, slots=True)
class Translation:
    """One entry: the source it was made from, its words, and where it stands."""

    source: str
    words: str
    line: int = 1
    is_fuzzy: bool = False


class PoRefused(ValueError):
    """A catalogue that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_translations(path: Path, shown_as: str | None = None) -> dict[str, Translation]:
    """Path of the text -> its translation.

    Raises PoRefused; FileNotFoundError when there is no such file.
    """
    file = shown_as or str(path)
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
        return _by_path(content.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        words, line = "the file is not UTF-8", content[: error.start].count(b"\n") + 1
        raise PoRefused(Problem(file, line, 1, "not-utf-8", words, "save it as UTF-8")) from error


@dataclass(frozen=True, slots=True)
class Message:
    """A text of the interface. ids: in English, with its plural; forms: its words, "" for none."""

    ids: tuple[str, ...]
    forms: tuple[str, ...]


def read_messages(path: Path) -> tuple[Message, ...]:
    """The texts of a catalogue of the interface; words marked fuzzy are none.

    Raises PoRefused, OSError.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        words = "the file is not UTF-8"
        raise PoRefused(Problem(str(path), 1, 1, "not-utf-8", words, "save it as UTF-8")) from error
    return tuple(entry.message() for entry in _entries(text, str(path)) if entry.words("msgid"))


def words_by_path(translations: Mapping[str, Translation]) -> dict[str, str]:
    """Only the words that may be shown: fuzzy and empty ones are not."""
    return {
        path: entry.words
        for path, entry in translations.items()
        if entry.words and not entry.is_fuzzy
    }


def write_translations(
    path: Path, language: str, texts: Mapping[str, str], known: Mapping[str, Translation]
) -> None:
    """One entry for each text in its order, with the translation that is known.

    texts: path -> words in the source language. Where they changed, the old translation is kept
    and marked fuzzy; what belongs to no text is left out.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(catalogue_text(language, texts, known), encoding="utf-8")


def catalogue_text(
    language: str, texts: Mapping[str, str], known: Mapping[str, Translation]
) -> str:
    """The content of a catalogue."""
    catalog = Catalog(locale=language)
    for path, source in texts.items():
        entry = known.get(path, Translation(source, ""))
        is_stale = bool(entry.words) and (entry.is_fuzzy or entry.source != source)
        flags = ("fuzzy",) if is_stale else ()
        catalog.add(source, entry.words, context=path, flags=flags)
    written = io.BytesIO()
    write_po(written, catalog, width=WIDTH, omit_header=True, no_location=True)
    header = _HEADER.format(language=language, plural_forms=catalog.plural_forms)
    return header + written.getvalue().decode().lstrip("\n")


def _by_path(text: str, file: str) -> dict[str, Translation]:
    found: dict[str, Translation] = {}
    for entry in _entries(text, file):
        path = entry.words("msgctxt")
        if path in found:
            words = f"{path} stands here twice"
            raise PoRefused(
                Problem(file, entry.line, 1, "duplicate-key", words, "keep one of them")
            )
        if path:
            found[path] = entry.translation()
    return found


@dataclass(slots=True)
class _Entry:
    """One entry while it is read. parts: keyword -> the pieces of its text."""

    line: int = 0
    parts: dict[str, list[str]] = field(default_factory=dict)
    is_fuzzy: bool = False
    keyword: str = ""

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

    def words(self, keyword: str) -> str:
        """The text of one part; "" when it has none."""
        return _ESCAPED.sub(_unescaped, "".join(self.parts.get(keyword, ())))

    def translation(self) -> Translation:
        """The entry as it is used; of plural forms only the first."""
        words = self.words("msgstr") or self.words("msgstr[0]")
        return Translation(self.words("msgid"), words, self.line, self.is_fuzzy)

    def message(self) -> Message:
        """The entry as the interface uses it, with all plural forms."""
        ids = (self.words(each) for each in self.parts if each.startswith("msgid"))
        forms = (self.words(each) for each in self.parts if each.startswith("msgstr"))
        return Message(tuple(ids), tuple("" if self.is_fuzzy else each for each in forms))


def _entries(text: str, file: str) -> Iterator[_Entry]:
    """All entries that are in use, the header among them."""
    entry = _Entry()
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        match = _LINE.fullmatch(stripped)
        begins = stripped.startswith("#") or (match and match[1] in ("msgctxt", "msgid"))
        if begins and entry.has_words:
            yield _complete(entry, file, number)
            entry = _Entry()
        if stripped.startswith("#,"):
            entry.is_fuzzy |= "fuzzy" in stripped
        elif not stripped or stripped.startswith("#"):
            continue
        elif match is None or not entry.add(match[1], match[2], number):
            raise PoRefused(_not_read(file, number, stripped))
    if entry.parts:
        yield _complete(entry, file, entry.line or 1)


def _complete(entry: _Entry, file: str, line: int) -> _Entry:
    if "msgid" not in entry.parts or not entry.has_words:
        words, mend = "an entry lacks its msgid or its msgstr", "write both, msgid first"
        raise PoRefused(Problem(file, entry.line or line, 1, "po-syntax", words, mend))
    return entry


def _not_read(file: str, line: int, text: str) -> Problem:
    words = f"cannot be read: {text[:SHOWN]}"
    mend = 'put the words in quotes, and write a quote within them as \\"'
    return Problem(file, line, 1, "po-syntax", words, mend)


def _unescaped(match: re.Match[str]) -> str:
    return _STANDS_FOR.get(match[1], match[1])
