"""Short name: names and labels within the limits of SPSS and Stata, the same every time."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

MARK_LENGTH = 6
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program takes. longest_name, longest_label, longest_code: bytes of UTF-8.

    not_in_names: what is replaced by _; reserved: names that are words of its language.
    """

    longest_name: int
    longest_label: int
    longest_code: int
    not_in_names: re.Pattern[str]
    reserved: re.Pattern[str]


SPSS = Limits(
    longest_name=64,
    longest_label=255,
    longest_code=120,
    not_in_names=re.compile(r"[^A-Za-z0-9_.]"),
    reserved=re.compile("all|and|by|eq|ge|gt|le|lt|ne|not|or|to|with"),
)
STATA = Limits(
    longest_name=28,  # Stata takes 32; pyreadstat names a variable's labels by it and a number
    longest_label=80,
    longest_code=320,
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


def short_label(label: str, longest: int) -> str:
    """The label, cut with an ellipsis at whole characters to so many bytes of UTF-8."""
    plain = " ".join(label.split())
    written = plain.encode()
    if len(written) <= longest:
        return plain
    room = longest - len(ELLIPSIS.encode())
    return written[:room].decode(errors="ignore").rstrip() + ELLIPSIS
