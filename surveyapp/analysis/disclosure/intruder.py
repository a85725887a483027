"""Intruder: what somebody can know of counts of which only ranges and certain sums are published.

Every published figure is an equation over counts that are whole numbers, nought or more. The
smallest and largest value that a count can have are found by linear programming, and by integer
programming where that leaves a fraction: in three dimensions linear bounds are wider than what an
intruder can know, so there only whole tables count (De Loera and Onn 2006). Nothing here is shared
with the procedure that it tries to break.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

import numpy as np

from surveyapp.analysis.disclosure.programme import Equation, Programme, is_broken


@dataclass(frozen=True, slots=True)
class Interval:
    """Smallest and largest value that a count can have; `most` may be infinite."""

    least: float
    most: float

    @property
    def width(self) -> float:
        """How many values the count can have."""
        return self.most - self.least + 1


@dataclass
class Knowledge:
    """Unknown counts and everything that is known of them. least, most: of each unknown alone."""

    equations: list[Equation] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    seconds: float = 60.0

    def unknown(self, least: float = 0, most: float = inf) -> int:
        """A further count; its number."""
        self.least.append(least)
        self.most.append(most)
        return len(self.least) - 1

    def learn(
        self, plus: Iterable[int], minus: Iterable[int] = (), least: float = 0, most: float = 0
    ) -> None:
        """A sum of unknowns less others lies between these ends."""
        factors = dict.fromkeys(plus, 1) | dict.fromkeys(minus, -1)
        self.equations.append(Equation(factors, least, most))

    def learn_scaled(self, plus: Iterable[int], size: int, times: int) -> None:
        """A sum of unknowns is at most so many times another."""
        factors = dict.fromkeys(plus, 1) | {size: -times}
        self.equations.append(Equation(factors, -inf, 0))


class Intruder:
    """Bounds unknown counts; every whole table that is met is kept as a witness."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._programme = Programme(
            knowledge.equations, knowledge.least, knowledge.most, knowledge.seconds
        )
        self._tables = np.empty((0, len(knowledge.least)))
        self._n_met = 0

    @property
    def witnesses(self) -> np.ndarray:
        """(tables, unknowns): every possible table that is known."""
        return self._tables[: self._n_met]

    def interval(self, unknown: int, own: int | None = None) -> Interval:
        """Exact bounds of a count. own: a count that is known to be at least one.

        Raises Contradiction, OutOfTime.
        """
        least = self._end(unknown, 1, own)
        return Interval(least, self._end(unknown, -1, own))

    def seen_width(self, unknown: int, own: int | None = None) -> float:
        """How many values a count certainly can have, by the tables that were met."""
        seen = self.witnesses[:, unknown]
        if own is not None:
            seen = seen[self.witnesses[:, own] >= 1]
        return float(seen.max() - seen.min() + 1) if len(seen) else 0

    def is_wide(self, unknown: int, width: int, own: int | None = None) -> bool:
        """Whether a count can have at least so many values. Raises Contradiction, OutOfTime."""
        for sign in (1, -1):
            if (
                self.seen_width(unknown, own) >= width
                or self._end(unknown, sign, own) == -inf * sign
            ):
                return True
        return self.seen_width(unknown, own) >= width

    def can_be_one(self, unknown: int) -> bool:
        """Whether anybody can be in a cell at all."""
        seen = self.witnesses[:, unknown]
        return bool(np.any(seen >= 1)) or self.interval(unknown).most >= 1

    def _end(self, unknown: int, sign: int, own: int | None) -> float:
        goal = {unknown: float(sign)}
        found = self._programme.lowest(goal, own)
        if found is not None and is_broken(found):
            found = self._programme.lowest(goal, own, is_whole=True)
        if found is None:
            return -sign * inf
        self._keep(np.round(found))
        return float(round(found[unknown]))

    def _keep(self, table: np.ndarray) -> None:
        """One witness more; room is doubled when it is used up."""
        if self._n_met == len(self._tables):
            room = np.empty((max(16, self._n_met), len(table)))
            self._tables = np.vstack([self._tables, room])
        self._tables[self._n_met] = table
        self._n_met += 1
