"""Screening: what in a free text may point to a person.

It warns and never blocks, and it never promises completeness: a reviewer reads every free text
before anything is shown. Only kinds are told, never what was found, so that nothing of it can reach
a log. Kinds with check digits are strict, because statistics are full of long numbers.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.fieldwork.personal_number import (
    BIRTH_NUMBER_DIGITS,
    CNP_DIGITS,
    DUF_GROUPINGS,
    DUF_GROUPINGS_IN_CONTEXT,
    DigitRun,
    digit_runs,
    has_iban,
    in_any_grouping,
    in_groupings,
    is_birth_number,
    is_cnp,
    is_duf,
)
from surveyapp.fieldwork.personal_word import (
    ADDRESSES,
    COORDINATES,
    DOCUMENTS,
    EMAILS,
    FILE_NUMBERS,
    LINKS,
    NAMES,
    PLATES,
    has_date,
    has_phone,
)

# Letters that Unicode does not take apart; patterns are written without diacritics.
_PLAIN_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "ß": "s"})
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SPACES = re.compile(r"\s+")
_DUF_WORD = re.compile(r"\bDUF\b", re.IGNORECASE)


class PersonalKind(StrEnum):
    """What a text may contain that points to a person."""

    CNP = "cnp"
    BIRTH_NUMBER = "birth-number"
    DUF = "duf"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"
    DATE = "date"
    FILE_NUMBER = "file-number"
    DOCUMENT = "document"
    PLATE = "plate"
    ADDRESS = "address"
    COORDINATES = "coordinates"
    LINK = "link"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Shadow:
    """A text as the rules read it: plain letters and digits, one kind of dash and space."""

    text: str
    runs: tuple[DigitRun, ...]

    @classmethod
    def of(cls, text: str) -> "Shadow":
        """The shadow of what was typed; nobody is shown it."""
        plain = shadow_text(text)
        return cls(plain, tuple(digit_runs(plain)))


def screen(text: str) -> tuple[PersonalKind, ...]:
    """Kinds of personal data that the text seems to contain, each once, in a fixed order."""
    shadow = Shadow.of(text)
    return tuple(kind for kind, finds in _RULES.items() if finds(shadow))


def shadow_text(text: str) -> str:
    """Compatible forms, digits of any script, invisible signs and diacritics made plain."""
    forms = unicodedata.normalize("NFKD", text).translate(_PLAIN_LETTERS)
    plain = "".join(_plain(sign) for sign in forms)
    return _SPACES.sub(" ", _DASHES.sub("-", plain))


def _plain(sign: str) -> str:
    """Nothing for combining and invisible signs, ASCII for a digit, else the sign itself."""
    category = unicodedata.category(sign)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    return str(unicodedata.digit(sign)) if category == "Nd" else sign


def _has_cnp(shadow: Shadow) -> bool:
    return any(map(is_cnp, in_any_grouping(shadow.runs, CNP_DIGITS)))


def _has_birth_number(shadow: Shadow) -> bool:
    return any(map(is_birth_number, in_any_grouping(shadow.runs, BIRTH_NUMBER_DIGITS)))


def _has_duf(shadow: Shadow) -> bool:
    is_named = _DUF_WORD.search(shadow.text) is not None
    groupings = DUF_GROUPINGS_IN_CONTEXT if is_named else DUF_GROUPINGS
    return any(map(is_duf, in_groupings(shadow.runs, groupings)))


def _matches(pattern: re.Pattern[str]) -> Callable[[Shadow], bool]:
    return lambda shadow: pattern.search(shadow.text) is not None


_RULES: Mapping[PersonalKind, Callable[[Shadow], bool]] = {
    PersonalKind.CNP: _has_cnp,
    PersonalKind.BIRTH_NUMBER: _has_birth_number,
    PersonalKind.DUF: _has_duf,
    PersonalKind.IBAN: lambda shadow: has_iban(shadow.text),
    PersonalKind.PHONE: lambda shadow: has_phone(shadow.text),
    PersonalKind.EMAIL: _matches(EMAILS),
    PersonalKind.DATE: lambda shadow: has_date(shadow.text),
    PersonalKind.FILE_NUMBER: _matches(FILE_NUMBERS),
    PersonalKind.DOCUMENT: _matches(DOCUMENTS),
    PersonalKind.PLATE: _matches(PLATES),
    PersonalKind.ADDRESS: _matches(ADDRESSES),
    PersonalKind.COORDINATES: _matches(COORDINATES),
    PersonalKind.LINK: _matches(LINKS),
    PersonalKind.NAME: _matches(NAMES),
}
