"""Interface words: the catalogue of the interface, for files that are made outside a request."""

from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.support import Translations

from surveyapp.formats.source.languages import messages_path
from surveyapp.formats.source.message_file import compiled, read_messages
from surveyapp.formats.source.po_file import PoRefused
from surveyapp.questions.language import SOURCE_LANGUAGE, Translate


class InterfaceWordsMissing(LookupError):
    """There is no catalogue of the interface for this language, or none that can be read."""

    def __init__(self, language: str) -> None:
        super().__init__(
            f"There are no texts of the interface in {language!r}."
            f" Begin with: surveyapp translations --interface --language {language}"
        )
        self.language = language


@dataclass(frozen=True, slots=True)
class InterfaceCatalogue:
    """The interface's texts in one language, with placeholders filled by name."""

    texts: NullTranslations

    def gettext(self, message: str, **values: object) -> str:
        """One text; without values nothing in it is filled, so that a bare % is kept."""
        found = self.texts.gettext(message)
        return found % values if values else found

    def ngettext(self, singular: str, plural: str, num: int, **values: object) -> str:
        """One text by a number, which is known as `num`."""
        return self.texts.ngettext(singular, plural, num) % {"num": num, **values}


def translate_in(language: str) -> Translate:
    """The interface's texts in a language. Raises InterfaceWordsMissing."""
    if language == SOURCE_LANGUAGE:
        return InterfaceCatalogue(NullTranslations())
    path = messages_path(language)
    if path is None:
        raise InterfaceWordsMissing(language)
    try:
        return InterfaceCatalogue(words_in(language, path))
    except (OSError, PoRefused) as problem:
        raise InterfaceWordsMissing(language) from problem


@cache
def words_in(language: str, path: Path) -> Translations:
    """A catalogue of the interface, read once. Raises PoRefused, OSError."""
    return compiled(language, read_messages(path).messages)
