"""Wording: all texts of a questionnaire in one language.

A text is found by its path (``service_provision.vic_route.label``); a variant for one country
stands at the same path with ``@SE`` behind it. Placeholders such as ``{year_1}`` are filled from
a closed list by name, and words may depend on their number (`plural`); nothing in a text is ever
executed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveyapp.questionnaire.plural import (
    PluralRefused,
    around_plurals,
    chosen,
    has_plural,
    plurals_in,
)

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class WordingMissing(LookupError):
    """A text has no words in this language."""

    def __init__(self, path: str, language: str) -> None:
        super().__init__(f"no {language} words for {path}")
        self.path, self.language = path, language


@dataclass(frozen=True, slots=True)
class Wording:
    """Path -> words, in one language; `values` fill the placeholders that are always known."""

    language: str
    texts: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)

    def has(self, path: str) -> bool:
        """Whether there are words for this path."""
        return path in self.texts

    def text(
        self, path: str, country: str | None = None, values: Mapping[str, str] | None = None
    ) -> str:
        """The words, in the country's variant where there is one. Raises WordingMissing."""
        words = self.texts.get(f"{path}@{country}") or self.texts.get(path)
        if words is None:
            raise WordingMissing(path, self.language)
        return self._filled(words, values) if "{" in words else words

    def text_or_none(self, path: str, country: str | None = None) -> str | None:
        """The words, or None where this path has none in any language."""
        return self.text(path, country) if self.has(path) else None

    def with_values(self, values: Mapping[str, str]) -> "Wording":
        """The same wording with more placeholders filled."""
        return Wording(self.language, self.texts, {**self.values, **values})

    def _filled(self, words: str, values: Mapping[str, str] | None) -> str:
        known = self.values if values is None else {**self.values, **values}
        words = chosen(words, known, self.language) if has_plural(words) else words
        return PLACEHOLDER.sub(lambda found: known.get(found[1], found[0]), words)


def placeholders(words: str) -> frozenset[str]:
    """Names of the placeholders in a text, of those that are counted too."""
    if "{" not in words:
        return frozenset()
    try:
        parts = tuple(around_plurals(words))
    except PluralRefused:
        parts = (words,)
    return counted(words).union(*map(PLACEHOLDER.findall, parts))


def counted(words: str) -> frozenset[str]:
    """Names of the placeholders that plurals depend on; none where one is ill-formed."""
    try:
        return frozenset(plural.name for plural in plurals_in(words))
    except PluralRefused:
        return frozenset()
