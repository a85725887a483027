"""Hyphenation: soft hyphens in long words, for languages whose patterns Typst lacks."""

import re
from functools import cache

from pyphen import Pyphen, language_fallback

# As Typst 0.15 was seen to divide long words by itself.
TYPST_HAS = frozenset({
    "af", "be", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "gl", "hr",
    "hu", "is", "it", "ka", "ku", "la", "lt", "mn", "nb", "nl", "nn", "no", "pl", "pt", "ru",
    "sa", "sk", "sl", "sq", "sr", "sv", "tk", "tr", "uk",
})  # fmt: skip
SOFT_HYPHEN = "\u00ad"
_LONG_WORD = re.compile(r"\w{9,}")


def divisible(words: str, language: str) -> str:
    """The words with the places where a long one may be divided; as they are elsewhere."""
    if language.split("_", maxsplit=1)[0] in TYPST_HAS or language_fallback(language) is None:
        return words
    return _LONG_WORD.sub(lambda word: _divided(word[0], language), words)


@cache
def _patterns(language: str) -> Pyphen:
    return Pyphen(lang=language_fallback(language), left=3, right=4)


def _divided(word: str, language: str) -> str:
    return str(_patterns(language).inserted(word, SOFT_HYPHEN))
