"""PO file: translations of a questionnaire, found by the path of each text.

The context (msgctxt) is the path, the msgid the words in the source language. A catalogue carries
no date and no tool's name, so writing it again without a change gives the same bytes.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from surveyapp.formats.problem import Problem

LARGEST_FILE = 4 * 1024 * 1024
WIDTH = 98
# Babel reads a line without its closing quote, less its last letter.
_LINE = re.compile(
    r"""\s*(?:\#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(?:[^"\\]|\\.)*"\s*)?"""
)
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
    """Path of the text -> its translation. Raises PoRefused; OSError when it cannot be opened."""
    file = shown_as or str(path)
    try:
        return _read(path.read_bytes(), file)
    except PoFileError as error:
        line = getattr(error, "lineno", None) or 1
        raise PoRefused(Problem(file, line, 1, "po-syntax", f"cannot be read: {error}")) from error
    except UnicodeDecodeError as error:
        words = "the file is not UTF-8"
        raise PoRefused(Problem(file, 1, 1, "not-utf-8", words, "save it as UTF-8")) from error


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


def _read(content: bytes, file: str) -> dict[str, Translation]:
    if len(content) > LARGEST_FILE:
        raise PoRefused(Problem(file, 1, 1, "too-large", "the file is larger than 4 MiB"))
    text = content.decode("utf-8-sig")
    _refuse_unreadable(text, file)
    catalog = read_po(io.BytesIO(text.encode()), abort_invalid=True)
    found: dict[str, Translation] = {}
    for path, entry in _entries(catalog):
        if path in found:
            words = f"{path} stands here twice"
            raise PoRefused(
                Problem(file, entry.line, 1, "duplicate-key", words, "keep one of them")
            )
        found[path] = entry
    return found


def _refuse_unreadable(content: str, file: str) -> None:
    for line, text in enumerate(content.split("\n"), start=1):
        if not _LINE.fullmatch(text.rstrip("\r")):
            words = f"cannot be read: {text.strip()[:60]}"
            mend = 'put the words in quotes, and write a quote within them as \\"'
            raise PoRefused(Problem(file, line, 1, "po-syntax", words, mend))


def _entries(catalog: Catalog) -> Iterator[tuple[str, Translation]]:
    return ((message.context, _translation(message)) for message in catalog if message.context)


def _translation(message: Message) -> Translation:
    source = message.id if isinstance(message.id, str) else message.id[0]
    words = message.string if isinstance(message.string, str) else (message.string or ("",))[0]
    return Translation(source, words or "", message.lineno or 1, message.fuzzy)
