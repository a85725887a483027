"""Intruder: what somebody can know of counts of which only ranges and certain sums are published.

Every published figure is an equation over counts that are whole numbers, nought or more. The
smallest and largest value that a count can have are found by integer programming. Nothing here is
shared with the procedure that it tries to break.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from surveyapp.analysis.attack.audit_result import FeasibilityInterval

OPTIMAL, INFEASIBLE = 0, 2
"""Status of `scipy.optimize.milp`."""
SECONDS = 60.0
"""For each question."""
CACHED_INTRUDERS = 5_000
ENDLESS = 1e6
"""More institutions than there are; a count that reaches it has no end."""

Sum = tuple[tuple[tuple[int, int], ...], float, float]
"""(unknown, factor) of every term, least, most."""


class Contradiction(ValueError):
    """No counts at all would give these sums: something published is wrong."""


class OutOfTime(RuntimeError):
    """The programme ran past its time, so that nothing is proved."""


@dataclass
class Knowledge:
    """Unknown counts and everything that is known of them.

    least, most: of each unknown alone. sums: factor of each unknown, and the ends of the sum.
    """

    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)

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
        self.sums.append((tuple(factors.items()), least, most))

    def learn_most(self, plus: Iterable[int], size: int, times: int) -> None:
        """A sum of unknowns is at most so many times another."""
        factors = dict.fromkeys(plus, 1) | {size: -times}
        self.sums.append((tuple(factors.items()), -inf, 0))

    def intruder(self) -> "Intruder":
        """Somebody who knows this; the same for all who know the same of other columns."""
        return _intruder(tuple(self.least), tuple(self.most), tuple(self.sums))


class Intruder:
    """Bounds unknown counts; every whole table that is met is kept as a witness.

    least, most, sums: as of `Knowledge`.
    """

    def __init__(
        self, least: tuple[float, ...], most: tuple[float, ...], sums: tuple[Sum, ...]
    ) -> None:
        self._least, self._most = np.array(least), np.minimum(most, ENDLESS)
        self._sums = _constraint(sums, len(least))
        self._met: list[np.ndarray] = []
        self._ends: dict[tuple[int, int, int | None], float] = {}

    def interval(self, unknown: int, own: int | None = None) -> FeasibilityInterval:
        """Exact bounds of a count. own: a count that is known to be at least one.

        Raises Contradiction, OutOfTime.
        """
        return FeasibilityInterval(self._end(unknown, 1, own), self._end(unknown, -1, own))

    def seen_width(self, unknown: int, own: int) -> float:
        """How many values a count certainly can have for a member, by the tables that were met."""
        seen = [table[unknown] for table in self._met if table[own] >= 1]
        return float(max(seen) - min(seen) + 1) if seen else 0

    def can_be_one(self, unknown: int) -> bool:
        """Whether anybody can be in a cell at all."""
        has_met = any(table[unknown] >= 1 for table in self._met)
        return has_met or self.interval(unknown).most >= 1

    def _end(self, unknown: int, sign: int, own: int | None) -> float:
        key = unknown, sign, own
        if key not in self._ends:
            self._ends[key] = self._sought(*key)
        return self._ends[key]

    def _sought(self, unknown: int, sign: int, own: int | None) -> float:
        goal, least = np.zeros(len(self._least)), self._least.copy()
        goal[unknown] = sign
        if own is not None:
            least[own] = max(least[own], 1)
        found = milp(
            goal,
            integrality=np.ones(len(goal)),
            bounds=Bounds(least, self._most),
            constraints=self._sums,
            options={"time_limit": SECONDS},
        )
        if found.status == INFEASIBLE:
            raise Contradiction
        if found.status != OPTIMAL:
            raise OutOfTime(found.message)
        table = np.round(found.x)
        self._met.append(table)
        return inf if table[unknown] >= ENDLESS else float(table[unknown])


_intruder = lru_cache(maxsize=CACHED_INTRUDERS)(Intruder)


def _constraint(sums: tuple[Sum, ...], n_unknown: int) -> LinearConstraint:
    terms = [(row, *term) for row, (factors, _, _) in enumerate(sums) for term in factors]
    rows, columns, factors = zip(*terms, strict=True)
    matrix = csr_array((factors, (rows, columns)), (len(sums), n_unknown))
    return LinearConstraint(matrix, [each[1] for each in sums], [each[2] for each in sums])
