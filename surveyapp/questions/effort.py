"""Effort: what answering asks of the hands, counted by each question type for itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """choices: options to decide on and mark; numbers: figures, texts: own words to type in."""

    choices: int = 0
    numbers: int = 0
    texts: int = 0
