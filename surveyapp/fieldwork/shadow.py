"""Shadow: a text as the screening reads it, in plain letters and digits; nobody is shown it."""

import re
import unicodedata
from dataclasses import dataclass

from surveyapp.fieldwork.digit_run import DigitRun, digit_runs

# Letters that Unicode does not take apart; rules are read without diacritics.
_PLAIN_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "ß": "s"})
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Shadow:
    """A text as the rules read it: plain letters and digits, one kind of dash and space."""

    text: str
    runs: tuple[DigitRun, ...]

    @classmethod
    def of(cls, text: str) -> "Shadow":
        """The shadow of what was typed."""
        plain = shadow_text(text)
        return cls(plain, tuple(digit_runs(plain)))


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
