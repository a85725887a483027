"""Short name: names within the limits of SPSS and Stata, the same every time; and those limits."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

MARK_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program takes. longest_name, longest_label, longest_code, longest_title: in its unit.

    The unit is bytes of UTF-8 (SPSS) or characters (Stata). longest_title: of the whole file.
    not_in_names: what is replaced by _; reserved: names that are words of its language.
    """

    longest_name: int
    longest_label: int
    longest_code: int
    longest_title: int
    is_in_bytes: bool
    not_in_names: re.Pattern[str]
    reserved: re.Pattern[str]

    def size(self, text: str) -> int:
        """How long a text is in the program's unit."""
        return len(text.encode()) if self.is_in_bytes else len(text)


SPSS = Limits(
    longest_name=64,
    longest_label=255,
    longest_code=120,
    longest_title=64,
    is_in_bytes=True,
    not_in_names=re.compile(r"[^A-Za-z0-9_.]"),
    reserved=re.compile("all|and|by|eq|ge|gt|le|lt|ne|not|or|to|with"),
)
STATA = Limits(
    longest_name=28,  # Stata takes 32; pyreadstat names a variable's labels by it and a number
    longest_label=80,
    longest_code=320,
    longest_title=80,
    is_in_bytes=False,
    not_in_names=re.compile(r"[^A-Za-z0-9_]"),
    reserved=re.compile(
        "_all|_b|_coef|_cons|_n|_pi|_pred|_rc|_skip|byte|double|float|if|in|int|long|str[0-9]*|strl"
        "|using|with"
    ),
)


def short_names(names: Iterable[str], limits: Limits) -> dict[str, str]:
    """Name -> its name in the file, unique without regard to case.

    A name that fits stays; one that is too long, reserved or there already ends in a mark made of
    the whole name.
    """
    taken: set[str] = set()
    found: dict[str, str] = {}
    for name in names:
        fitting = limits.not_in_names.sub("_", name)
        is_free = fitting.lower() not in taken and not limits.reserved.fullmatch(fitting.lower())
        if len(fitting) > limits.longest_name or not is_free:
            mark = hashlib.sha256(name.encode()).hexdigest()[:MARK_LENGTH]
            fitting = f"{fitting[: limits.longest_name - MARK_LENGTH - 1]}_{mark}"
        taken.add(fitting.lower())
        found[name] = fitting
    return found


def fitted(text: str, longest: int, limits: Limits) -> str:
    """As much of a text as fits, at whole characters."""
    if limits.is_in_bytes:
        return text.encode()[: max(longest, 0)].decode(errors="ignore")
    return text[: max(longest, 0)]
