"""Plural: words that depend on a number, such as ``{n, plural, one {# child} other {# children}}``.

The syntax is a part of ICU's MessageFormat: the name of a placeholder, then for each form of the
language (CLDR: zero, one, two, few, many, other) the words between braces. ``#`` stands for the
number as it is shown; ``=0 {none}`` before the forms is for exactly this number. Words of a form
may have placeholders and no further plural.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from surveyapp.questions.language import plural_form
from surveyapp.questions.number_text import read_number

OTHER = "other"
FORMS = ("zero", "one", "two", "few", "many", OTHER)
NUMBER = "#"
_BEGIN = re.compile(r"\{\s*([a-z][a-z0-9_]*)\s*,\s*([a-zA-Z]+)\s*,\s*")
_FORM = re.compile(r"\s*(=\d+|[a-z]+)\s*\{")
_END = re.compile(r"\s*\}")


class PluralRefused(ValueError):
    """Words that depend on a number and are written in another way. why: in words; mend: how."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(f"{why}; {mend}")
        self.why, self.mend = why, mend


@dataclass(frozen=True, slots=True)
class Plural:
    """forms: form of the language, or ``=`` and a number -> words."""

    name: str
    forms: Mapping[str, str]

    def words(self, shown: str | None, language: str) -> str:
        """The words for a number as it is shown; those of `other` where it is none yet."""
        number = None if shown is None else read_number(shown, language)
        words = self.forms[OTHER] if number is None else self._form(number, language)
        return words.replace(NUMBER, f"{{{self.name}}}" if shown is None else shown)

    def _form(self, number: Decimal, language: str) -> str:
        exact = self.forms.get(f"={number}")
        return exact or self.forms.get(plural_form(number, language)) or self.forms[OTHER]


def has_plural(words: str) -> bool:
    """Whether something in the words depends on a number, or is meant to."""
    return _BEGIN.search(words) is not None


def plurals_in(words: str) -> tuple[Plural, ...]:
    """Whatever depends on a number, in its order. Raises PluralRefused."""
    return tuple(part for part in _parts(words) if isinstance(part, Plural))


def around_plurals(words: str) -> Iterator[str]:
    """The words without what depends on a number, then the words of each form.

    Raises PluralRefused.
    """
    for part in _parts(words):
        yield from part.forms.values() if isinstance(part, Plural) else (part,)


def chosen(words: str, values: Mapping[str, str], language: str) -> str:
    """The words with the right form of each plural; other placeholders stay.

    values: placeholder -> its number as this language shows it. What cannot be read stays as it
    is written.
    """
    try:
        parts = tuple(_parts(words))
    except PluralRefused:
        return words
    return "".join(
        part.words(values.get(part.name), language) if isinstance(part, Plural) else part
        for part in parts
    )


def _parts(words: str) -> Iterator[str | Plural]:
    place = 0
    while begin := _BEGIN.search(words, place):
        yield words[place : begin.start()]
        if begin[2] != "plural":
            raise PluralRefused(
                f"{{{begin[1]}, {begin[2]}, …}} is not known", f"write {{{begin[1]}, plural, …}}"
            )
        forms, place = _forms(words, begin.end(), begin[1])
        yield Plural(begin[1], forms)
    yield words[place:]


def _forms(words: str, place: int, name: str) -> tuple[dict[str, str], int]:
    """All forms from a place on, and where what follows begins."""
    forms: dict[str, str] = {}
    while found := _FORM.match(words, place):
        end = _closing(words, found.end(), name)
        key, form = found[1], words[found.end() : end]
        if key in forms or has_plural(form):
            said = f"{key} stands twice" if key in forms else "a plural stands in a plural"
            raise PluralRefused(f"in {{{name}, plural, …}} {said}", "write each form once")
        forms[key], place = form, end + 1
    closed = _END.match(words, place)
    if closed is None or OTHER not in forms:
        said = f"{{{name}, plural, …}} is not complete"
        raise PluralRefused(said, f"write {{{name}, plural, one {{# …}} other {{# …}}}}")
    return forms, closed.end()


def _closing(words: str, place: int, name: str) -> int:
    """Where the brace that is open at a place is closed."""
    depth = 1
    for end in range(place, len(words)):
        depth += {"{": 1, "}": -1}.get(words[end], 0)
        if not depth:
            return end
    raise PluralRefused(f"a brace of {{{name}, plural, …}} is not closed", "write }")
