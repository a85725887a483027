"""Help numbers: verified by a person before each release; the page shows the day."""

from collections.abc import Mapping
from dataclasses import dataclass

CHECKED_ON = "2026-11-24"


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
