"""Disclosure rules: the values by which the gate hides."""

from dataclasses import dataclass


class RulesTooWeak(ValueError):
    """A rule would let one institution be seen."""


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """Defaults of statistics.md, section 6.

    k: smallest group and smallest cell that is shown. quartiles_from: answers needed for
    quartiles. dominance: largest part of a total that one institution may hold, 0 to 1.
    second_guess: how close (as a part) the second largest may come to estimating the largest.
    people_step: numbers of people are rounded to multiples of it. hide_small_missing: whether
    reasons given by fewer than k are hidden in every column, not only in sensitive ones.
    """

    k: int = 5
    quartiles_from: int = 12
    dominance: float = 0.85
    second_guess: float = 0.10
    people_step: int = 5
    hide_small_missing: bool = False

    def __post_init__(self) -> None:
        """Raises RulesTooWeak."""
        if self.k < 3 or self.quartiles_from < self.k or self.people_step < 1:
            raise RulesTooWeak(str(self))
