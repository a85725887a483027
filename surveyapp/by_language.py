"""By language: words of the instance for every language, or one text a language."""

from collections.abc import Mapping

EVERY_LANGUAGE = ""
ByLanguage = Mapping[str, str]
"""Language -> words; under "" those for every other language. Empty where nothing was said."""


def in_language(words: ByLanguage, language: str) -> str | None:
    """The words in a language; in another one where there are none, None where there are no words.

    A contact in a foreign language is better than none.
    """
    return words.get(language) or words.get(EVERY_LANGUAGE) or next(iter(words.values()), None)


def written_by_language(written: object) -> ByLanguage | None:
    """Words for every language, or a table with one text a language; None for anything else."""
    words = {EVERY_LANGUAGE: written} if isinstance(written, str) else written
    if not isinstance(words, dict):
        return None
    if not all(isinstance(text, str) and text.strip() for text in words.values()):
        return None
    return {language: text.strip() for language, text in words.items()}
