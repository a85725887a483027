"""Disclosure rules: the values by which the gate hides."""

from dataclasses import dataclass


class RulesTooWeak(ValueError):
    """A rule would let one institution be seen."""


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """Defaults of statistics.md, section 6.

    k: smallest group and smallest cell that is shown, and the number of values that a hidden cell
    must be able to have. quartiles_from: answers needed for quartiles. dominance: largest part of
    a total that one institution may hold, 0 to 1. second_guess: how close (as a part) the second
    largest may come to estimating the largest. people_step: numbers of people are rounded to
    multiples of it. hide_small_missing: whether reasons given by fewer than k are hidden in every
    column, not only in sensitive ones. hide_sensitive_zero: whether nought of a sensitive column
    is hidden like a small cell. seconds_per_table: how long the best hiding of one table is sought
    before the next best serves.
    """

    k: int = 5
    quartiles_from: int = 12
    dominance: float = 0.85
    second_guess: float = 0.10
    people_step: int = 5
    hide_small_missing: bool = False
    hide_sensitive_zero: bool = True
    seconds_per_table: float = 10.0

    def __post_init__(self) -> None:
        """Raises RulesTooWeak."""
        if self.k < 3 or self.quartiles_from < self.k or self.people_step < 1:
            raise RulesTooWeak(str(self))


def weakened(new: DisclosureRules, old: DisclosureRules) -> tuple[str, ...]:
    """Names of the rules that hide less than before. A study that is open may only hide more."""
    steps_apart = new.people_step % old.people_step != 0
    is_weaker = {
        "k": new.k < old.k,
        "quartiles_from": new.quartiles_from < old.quartiles_from,
        "dominance": new.dominance > old.dominance,
        "second_guess": new.second_guess < old.second_guess,
        "people_step": new.people_step < old.people_step or steps_apart,
        "hide_small_missing": old.hide_small_missing and not new.hide_small_missing,
        "hide_sensitive_zero": old.hide_sensitive_zero and not new.hide_sensitive_zero,
    }
    return tuple(name for name, is_so in is_weaker.items() if is_so)


def is_stricter(new: DisclosureRules, old: DisclosureRules) -> bool:
    """Whether nothing that was hidden by the old rules would be shown by the new ones.

    True for equal rules. A people_step that is no multiple of the old one counts as weaker: two
    roundings of one number would bound it more tightly than either.
    """
    return not weakened(new, old)
