"""Disclosure rules: the values by which the gate decides what is printed."""

from dataclasses import dataclass

FEWEST_PEOPLE = 5
"""Smallest step to which totals of people are rounded."""


class RulesTooWeak(ValueError):
    """A rule would let one institution be seen."""


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """What docs/statistics/disclosure.md calls the rule.

    k: smallest group of which anything is shown, and the number of values that a small count of a
    sensitive column must be able to have. quartiles_from: answers from which the mean and the
    total of numbers, and the shift of two groups, are shown. dominance: largest part of a total
    that one institution may hold, 0 to 1. second_guess: how close (as a part) anybody may come to
    one institution's number (the p of the p %-rule). people_step: totals of people are rounded
    outward to multiples of it.
    """

    k: int = 5
    quartiles_from: int = 12
    dominance: float = 0.85
    second_guess: float = 0.20
    people_step: int = 5

    def __post_init__(self) -> None:
        """Raises RulesTooWeak."""
        if self.k < 3 or self.quartiles_from < self.k or self.people_step < FEWEST_PEOPLE:
            raise RulesTooWeak(str(self))

    def is_as_promised(self) -> bool:
        """Whether nothing that institutions were promised is taken back by these."""
        usual = DisclosureRules()
        return (
            self.k >= usual.k
            and self.dominance <= usual.dominance
            and self.second_guess >= usual.second_guess
        )

    def values_kept(self, n: int) -> int:
        """Values that a small count must be able to have in a group of n; 0: the group is closed.

        k from 2 k - 1 on, where nought to k - 1 and the rest can both have as many; (n + 1) / 2 in
        groups of k + 2 and a little more.
        """
        if n < self.smallest_sensitive:
            return 0
        return self.k if n >= 2 * self.k - 1 else (n + 1) // 2

    @property
    def smallest_sensitive(self) -> int:
        """Smallest group of which anything is shown of a sensitive column."""
        return self.k + 2

    @property
    def smallest_sensitive_stratum(self) -> int:
        """Smallest stratum by which a sensitive column is shown."""
        return 2 * self.smallest_sensitive
