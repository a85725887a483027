"""PO file: translations of a questionnaire, found by the path of each text."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from surveyapp.formats.yaml_file import Problem


@dataclass(frozen=True, slots=True)
class Translation:
    """One entry: the source it was made from, its words, and where it stands."""

    source: str
    words: str
    line: int
    is_fuzzy: bool


class PoRefused(ValueError):
    """A catalogue that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_translations(path: Path) -> dict[str, Translation]:
    """Path of the text -> its translation. Raises PoRefused; OSError when it cannot be opened."""
    with path.open("rb") as file:
        try:
            catalog = read_po(file, abort_invalid=True)
        except PoFileError as problem:
            line = getattr(problem, "lineno", 1) or 1
            raise PoRefused(Problem(str(path), line, 1, "po-syntax", str(problem))) from problem
    return {message.context: _translation(message) for message in catalog if message.context}


def words_by_path(translations: Mapping[str, Translation]) -> dict[str, str]:
    """Only the words that may be shown: fuzzy and empty ones are not."""
    return {
        path: entry.words for path, entry in translations.items() if entry.words and not entry.is_fuzzy
    }


def _translation(message: Message) -> Translation:
    source = message.id if isinstance(message.id, str) else message.id[0]
    words = message.string if isinstance(message.string, str) else (message.string or ("",))[0]
    return Translation(source, words or "", message.lineno or 1, message.fuzzy)
