"""Interface words: the catalogue of the interface, for files that are made outside a request."""

from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from surveyapp.formats.source.languages import compiled_path
from surveyapp.questions.language import SOURCE_LANGUAGE, Translate


class InterfaceWordsMissing(LookupError):
    """There is no compiled catalogue of the interface for this language."""

    def __init__(self, language: str) -> None:
        super().__init__(
            f"There are no compiled texts of the interface in {language!r}. Try: make translations"
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
    path = compiled_path(language)
    if path is None:
        raise InterfaceWordsMissing(language)
    try:
        return _catalogue(path)
    except OSError as problem:
        raise InterfaceWordsMissing(language) from problem


@cache
def _catalogue(path: Path) -> InterfaceCatalogue:
    with path.open("rb") as file:
        return InterfaceCatalogue(GNUTranslations(file))
