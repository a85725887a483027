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
