"""Logic with three values (Kleene 1952): true, false, and open, written None.

A comparison is open when a number it needs is missing.
"""

from collections.abc import Callable
from typing import TypeAlias

from surveyapp.questionnaire.expression.evaluation.situation import Situation

Verdict: TypeAlias = Callable[[Situation], bool | None]


def all_of(parts: tuple[Verdict, ...]) -> Verdict:
    """All hold: False as soon as one does not, else None when one is open."""

    def verdict(situation: Situation) -> bool | None:
        result: bool | None = True
        for part in parts:
            one = part(situation)
            if one is False:
                return False
            result = result if one else None
        return result

    return verdict


def any_of(parts: tuple[Verdict, ...]) -> Verdict:
    """One holds: True as soon as one does, else None when one is open."""

    def verdict(situation: Situation) -> bool | None:
        result: bool | None = False
        for part in parts:
            one = part(situation)
            if one:
                return True
            result = None if one is None else result
        return result

    return verdict


def opposite(part: Verdict) -> Verdict:
    """The other truth; what is open stays open."""

    def verdict(situation: Situation) -> bool | None:
        one = part(situation)
        return None if one is None else not one

    return verdict
