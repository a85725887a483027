"""Access code: twenty symbols that open a draft on any device.

One kind symbol, eighteen random symbols (90 bits) and a check symbol that catches typing errors
before the limiter counts them. Symbols are Crockford's base 32 without I, L, O and U.
"""

import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SYMBOLS = 18
CHECK_MODULUS = 31
_AS_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
# What people put between groups, and the invisible signs that copying brings along.
_BETWEEN = str.maketrans("", "", " -\t\r\n\u2010\u2011\u2012\u2013\u2014\u2212\u200b\u2060\ufeff")


class CodeKind(StrEnum):
    """What a code opens."""

    INVITATION = "V"
    WORKSPACE = "W"
    HAND_OVER = "H"


class CodeRefused(ValueError):
    """What was typed cannot be a code; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class AccessCode:
    """A code that was typed without mistakes; `secret` holds its eighteen random symbols."""

    kind: CodeKind
    secret: str


def new_code(kind: CodeKind, choose: Callable[[str], str] = secrets.choice) -> str:
    """A fresh code in groups of four; `choose` draws one symbol."""
    body = kind.value + "".join(choose(SYMBOLS) for _ in range(RANDOM_SYMBOLS))
    return grouped(body + check_symbol(body))


def read_code(text: str) -> AccessCode:
    """The code that was meant; O is read as 0, I and L as 1.

    Raises CodeRefused: wrong-length, not-a-symbol, check-symbol, kind.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_BETWEEN).translate(_AS_MEANT)
    if len(plain) != RANDOM_SYMBOLS + 2:
        raise CodeRefused("wrong-length")
    if any(symbol not in SYMBOLS for symbol in plain):
        raise CodeRefused("not-a-symbol")
    if check_symbol(plain[:-1]) != plain[-1]:
        raise CodeRefused("check-symbol")
    if plain[0] not in set(CodeKind):
        raise CodeRefused("kind")
    return AccessCode(CodeKind(plain[0]), plain[1:-1])


def grouped(symbols: str) -> str:
    """Groups of four with dashes, easier to copy by hand."""
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))


def check_symbol(body: str) -> str:
    """Weighted sum of the symbols' values modulo 31; catches most wrong or swapped symbols."""
    total = sum(place * SYMBOLS.index(symbol) for place, symbol in enumerate(body, start=1))
    return SYMBOLS[total % CHECK_MODULUS]
