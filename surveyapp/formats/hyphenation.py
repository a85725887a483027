"""Hyphenation: soft hyphens in long words, for languages whose patterns Typst lacks."""

import re
from functools import cache

from pyphen import Pyphen

PATTERNS = {"ro": "ro_RO"}
SOFT_HYPHEN = "\u00ad"
_LONG_WORD = re.compile(r"\w{9,}")


def divisible(words: str, language: str) -> str:
    """The words with the places where a long one may be divided; as they are elsewhere."""
    if language not in PATTERNS:
        return words
    return _LONG_WORD.sub(lambda word: _divided(word[0], language), words)


@cache
def _patterns(language: str) -> Pyphen:
    return Pyphen(lang=PATTERNS[language], left=3, right=4)


def _divided(word: str, language: str) -> str:
    return str(_patterns(language).inserted(word, SOFT_HYPHEN))
