"""Help numbers: a person verifies them before a study opens, and writes the day here."""

from collections.abc import Mapping
from dataclasses import dataclass

CHECKED_ON: str | None = None
"""ISO day on which somebody called or looked up every number; None: nobody did yet."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number to call and who answers."""

    name: str
    number: str


NUMBERS: Mapping[str, tuple[HelpLine, ...]] = {
    "EU": (HelpLine("112", "112"),),
    "RO": (HelpLine("ANITP – Telverde", "0800 800 678"),),
    "NO": (HelpLine("Politiet", "02800"), HelpLine("ROSA", "22 33 11 60")),
}
