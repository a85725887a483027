"""Phrase: words of a language as a file of screening rules has them, read into a pattern.

``[a|b]`` may be left out, ``(a|b)`` is one of these, ``*`` the rest of a word (at the very
beginning the start of one), ``#`` a digit, and ``{…}`` one of SLOTS or a list of words. Nothing
repeats without an end and there are few ways to read a phrase: no text keeps a pattern busy.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from surveyapp.fieldwork.shadow import shadow_text

LONGEST_PHRASE, DEEPEST, MOST_WAYS = 400, 6, 500
LONGEST_WORD = 40
"""Letters of a text that are read as one word."""
NEVER = r"(?!)"
YEAR = r"(?:19|20)[0-9]{2}"
SLOTS: Mapping[str, str] = {
    "name": rf"(?-i:[A-Z][a-z]{{1,{LONGEST_WORD}}}\b|[A-Z]\.)",
    "capitalised": rf"[A-Z][a-z]{{1,{LONGEST_WORD}}}",
    "word": rf"\w{{1,{LONGEST_WORD}}}+",
    "words": r"[A-Z][\w ]{2,30}",
    "few": r"\w{1,4}",
    "letter": r"[A-Z]",
    "digits": rf"[0-9]{{1,{LONGEST_WORD}}}+",
    "day": r"[0-3]?[0-9]",
    "year": rf"{YEAR}(?!\w)",
    "house": r"[0-9]{1,3} ?[A-H]?\b",
    "alone": rf"(?<![\w/])(?!{YEAR}/{YEAR}/)",
    "gap": r"[^0-9A-Z]{0,5}",
    "end": r"(?!\w)",
}
"""What stands for many words or signs, in plain letters: see `shadow`."""
_NO_SIGN = frozenset({"alone", "gap", "end"})
_LETTER_BUT = re.compile(r"letter but ([A-Z]{1,20})")
_NOT_WITHIN_A_WORD = r"(?:(?<!\w)|(?!\w))"
_CLOSING = {"[": "]", "(": ")"}
_STRAY = frozenset("])}|")


class PhraseRefused(ValueError):
    """A phrase that cannot be read. character: 1-based place in it."""

    def __init__(self, words: str, character: int) -> None:
        super().__init__(words)
        self.character = character


def phrase_pattern(words: str, lists: Mapping[str, str] | None = None) -> str:
    """The pattern of a phrase that begins and ends with a word. lists: name -> pattern.

    Raises PhraseRefused.
    """
    begins_within = words.startswith("*")
    inner = words_pattern(words, lists, skipped=int(begins_within))
    start = r"\b" if words[:1].isalnum() or words[:1] in "[({#" else ""
    return f"{start}{inner}{'' if words[-1:] in '#}' else _NOT_WITHIN_A_WORD}"


def words_pattern(words: str, lists: Mapping[str, str] | None = None, *, skipped: int = 0) -> str:
    """The same wherever it stands, also within a word. skipped: signs at its beginning.

    Raises PhraseRefused.
    """
    if len(words) > LONGEST_PHRASE:
        raise PhraseRefused(f"it is longer than {LONGEST_PHRASE} characters", LONGEST_PHRASE)
    read = _Reader(words, {**SLOTS, **(lists or {})}, skipped).sequence("", 0)
    if read.n_ways > MOST_WAYS:
        raise PhraseRefused(f"it can be read in more than {MOST_WAYS} ways", 1)
    if read.may_be_nothing:
        raise PhraseRefused("all of it may be left out", 1)
    return read.pattern


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of a phrase means, and in how many ways it can be read."""

    pattern: str
    n_ways: int = 1
    may_be_nothing: bool = False

    def then(self, other: "_Part") -> "_Part":
        """This part with another one behind it."""
        is_nothing = self.may_be_nothing and other.may_be_nothing
        return _Part(self.pattern + other.pattern, self.n_ways * other.n_ways, is_nothing)


class _Reader:
    """One phrase, read from its beginning."""

    def __init__(self, text: str, slots: Mapping[str, str], place: int) -> None:
        self.text, self.slots, self.place = text, slots, place

    def sequence(self, until: str, depth: int) -> _Part:
        """All up to one of these signs."""
        read, start = _Part("", may_be_nothing=True), self.place
        while self.place < len(self.text) and self.text[self.place] not in until:
            read = read.then(self._one(depth))
        if self.place == start:
            raise PhraseRefused("there is nothing at this place", start + 1)
        return read

    def _one(self, depth: int) -> _Part:
        sign = self.text[self.place]
        self.place += 1
        if sign in _CLOSING:
            return self._one_of(sign, depth + 1)
        if sign in _STRAY:
            raise PhraseRefused(f"{sign} closes nothing here", self.place)
        match sign:
            case "{":
                return self._slot()
            case "*":
                return _Part(rf"\w{{0,{LONGEST_WORD}}}+", may_be_nothing=True)
            case "#":
                return _Part("[0-9]")
            case _:
                plain = re.escape(shadow_text(sign))
                return _Part(plain, may_be_nothing=not plain)

    def _one_of(self, opening: str, depth: int) -> _Part:
        """What stands between brackets."""
        opened, closing = self.place, _CLOSING[opening]
        if depth > DEEPEST:
            raise PhraseRefused("there are too many brackets inside each other", opened)
        found = [self.sequence(f"|{closing}", depth)]
        while self._sign() == "|":
            self.place += 1
            found.append(self.sequence(f"|{closing}", depth))
        if self._sign() != closing:
            raise PhraseRefused(f"{opening} is not closed", opened)
        self.place += 1
        pattern = f"(?:{'|'.join(each.pattern for each in found)})"
        n_ways = sum(each.n_ways for each in found)
        if opening == "[":
            return _Part(f"{pattern}?", n_ways + 1, may_be_nothing=True)
        return _Part(pattern, n_ways, any(each.may_be_nothing for each in found))

    def _slot(self) -> _Part:
        opened, end = self.place, self.text.find("}", self.place)
        name = self.text[opened : end if end >= 0 else None]
        if end < 0:
            raise PhraseRefused("{ is not closed", opened)
        self.place = end + 1
        if but := _LETTER_BUT.fullmatch(name):
            return _Part(f"[{''.join(each for each in ascii_uppercase if each not in but[1])}]")
        if name not in self.slots:
            known = ", ".join(self.slots)
            raise PhraseRefused(f"nothing is called {name!r}; there are {known}", opened + 1)
        return _Part(self.slots[name], may_be_nothing=name in _NO_SIGN)

    def _sign(self) -> str:
        return self.text[self.place : self.place + 1]
