"""Access code: twenty symbols that open a draft on any device.

One kind symbol, eighteen random symbols (90 bits) and a check symbol that catches typing errors
before the limiter counts them. Symbols are Crockford's base 32 without I, L, O and U.
"""

import secrets
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.questions.typed import plain

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SYMBOLS = 18
SYMBOLS_OF_CODE, GROUP = RANDOM_SYMBOLS + 2, 4
CHECK_MODULUS = 31
_AS_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
# What people put between groups.
_BETWEEN = str.maketrans("-\u2010\u2011\u2012\u2013\u2014\u2212", " " * 7)


class CodeKind(StrEnum):
    """What a code opens."""

    INVITATION = "V"
    WORKSPACE = "W"
    HAND_OVER = "H"


@dataclass(frozen=True, slots=True)
class TypedGroup:
    """A group that is surely wrong, and what was typed there. place: from 1."""

    place: int
    symbols: str


class CodeRefused(ValueError):
    """What was typed cannot be a code; `code` says why.

    groups: those that are wrong, none where that cannot be told; n_symbols: how many were typed,
    without what stands between groups.
    """

    def __init__(self, code: str, n_symbols: int, groups: Iterable[TypedGroup] = ()) -> None:
        super().__init__(code)
        self.code, self.n_symbols, self.groups = code, n_symbols, tuple(groups)


@dataclass(frozen=True, slots=True)
class AccessCode:
    """A code that was typed without mistakes; `secret` holds its eighteen random symbols."""

    kind: CodeKind
    secret: str

    @property
    def written(self) -> str:
        """As it was given out: in capitals and groups of four, with its check symbol."""
        body = self.kind.value + self.secret
        return grouped(body + check_symbol(body))


def new_code(kind: CodeKind, choose: Callable[[str], str] = secrets.choice) -> str:
    """A fresh code in groups of four; `choose` draws one symbol."""
    return AccessCode(kind, "".join(choose(SYMBOLS) for _ in range(RANDOM_SYMBOLS))).written


def read_code(text: str) -> AccessCode:
    """The code that was meant; O is read as 0, I and L as 1.

    Raises CodeRefused: wrong-length, not-a-symbol, kind (of the first group), check-symbol.
    """
    typed = unicodedata.normalize("NFKC", plain(text)).upper().translate(_BETWEEN).split()
    meant = "".join(typed).translate(_AS_MEANT)
    if len(meant) != SYMBOLS_OF_CODE:
        raise CodeRefused("wrong-length", len(meant), _of_wrong_length(typed))
    groups = [TypedGroup(n, part) for n, part in enumerate(_parts("".join(typed)), start=1)]
    strange = [each for each in groups if strange_in(each.symbols)]
    if strange:
        raise CodeRefused("not-a-symbol", len(meant), strange)
    if meant[0] not in set(CodeKind):
        raise CodeRefused("kind", len(meant), groups[:1])
    if check_symbol(meant[:-1]) != meant[-1]:
        raise CodeRefused("check-symbol", len(meant))
    return AccessCode(CodeKind(meant[0]), meant[1:-1])


def strange_in(symbols: str) -> str:
    """Those of some signs that no code has."""
    return "".join(sign for sign in symbols if sign.translate(_AS_MEANT) not in SYMBOLS)


def grouped(symbols: str) -> str:
    """Groups of four with dashes, easier to copy by hand."""
    return "-".join(_parts(symbols))


def check_symbol(body: str) -> str:
    """Weighted sum of the symbols' values modulo 31; catches most wrong or swapped symbols."""
    total = sum(place * SYMBOLS.index(symbol) for place, symbol in enumerate(body, start=1))
    return SYMBOLS[total % CHECK_MODULUS]


def _parts(symbols: str) -> list[str]:
    return [symbols[start : start + GROUP] for start in range(0, len(symbols), GROUP)]


def _of_wrong_length(typed: list[str]) -> Iterator[TypedGroup]:
    """Groups that were typed apart from others and are too short or too long."""
    if 1 < len(typed) <= SYMBOLS_OF_CODE:
        for place, symbols in enumerate(typed, start=1):
            if len(symbols) != GROUP:
                yield TypedGroup(place, symbols)
