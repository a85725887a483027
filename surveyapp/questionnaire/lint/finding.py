"""Finding: one thing that is wrong in a definition, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum

KeyPath = tuple[str | int, ...]
"""Keys and places that lead to a value of the file, from its top."""


class Severity(StrEnum):
    """Whether a questionnaire can be used with it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a place of a file.

    path: of the value, in a catalogue the path of the text alone; code: one of RULES;
    mend: what to do; character: 1-based place within a text, 0 when all of it is meant;
    at_key: the key is meant and not its value.
    """

    path: KeyPath
    code: str
    message: str
    mend: str = ""
    severity: Severity = Severity.ERROR
    character: int = 0
    at_key: bool = False
