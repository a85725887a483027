"""Attack: what somebody can know of counts of which only certain sums are published.

Every published figure is an equation over counts that are whole numbers, nought or more. The
smallest and largest value that a count can have are found by linear programming, and by integer
programming where that leaves a fraction: in three dimensions linear bounds are wider than what an
attacker can know, so there only whole tables count (De Loera and Onn 2006).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

NEAR = 1e-6


class Contradiction(ValueError):
    """No counts at all would give these sums: something published is wrong."""


class OutOfTime(RuntimeError):
    """The programme ran past its time, so that nothing is proved."""


@dataclass(frozen=True, slots=True)
class Equation:
    """Published: the sum of factor x count over these unknowns. Both equal ends: exactly that."""

    factors: Mapping[int, int]
    least: float
    most: float


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
class System:
    """Unknown counts and everything that is known of them.

    least, most: of each unknown alone. is_whole: whether linear bounds are whole numbers already,
    as in two-way tables; then no integer programme is needed.
    """

    equations: list[Equation] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    is_whole: bool = False
    seconds: float = 60.0

    def unknown(self, least: float = 0, most: float = inf) -> int:
        """A further count; its number."""
        self.least.append(least)
        self.most.append(most)
        return len(self.least) - 1

    def publish(self, total: int | None, plus: Iterable[int], minus: Iterable[int] = ()) -> None:
        """A sum of unknowns less others, when it is shown."""
        if total is not None:
            factors = dict.fromkeys(plus, 1) | dict.fromkeys(minus, -1)
            self.equations.append(Equation(factors, total, total))


class Attacker:
    """Bounds unknown counts of a system; every table that it meets is kept as a witness.

    low, high: the smallest and largest value of each unknown in tables that were met.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        size = len(system.least)
        self._constraint = _constraint(system, size)
        self.low, self.high = np.full(size, inf), np.full(size, -inf)

    def interval(self, unknown: int, member_of: int | None = None) -> Interval:
        """Exact bounds of a count. member_of: a count that is known to be at least one.

        Raises Contradiction, OutOfTime.
        """
        least = self._end(unknown, 1, member_of)
        return Interval(least, self._end(unknown, -1, member_of))

    def any_table(self) -> list[int]:
        """Some counts that give all that is published. Raises Contradiction, OutOfTime."""
        bounds = Bounds(np.array(self.system.least, float), np.array(self.system.most, float))
        found = self._solved(np.zeros(len(self.low)), bounds, is_whole=not self.system.is_whole)
        if found is None:
            raise Contradiction
        return [round(count) for count in found.tolist()]

    def is_wide(self, unknown: int, width: int) -> bool:
        """Whether a count can have at least so many values; proved by witnesses where possible.

        Raises Contradiction, OutOfTime.
        """
        if self.high[unknown] - self.low[unknown] + 1 >= width:
            return True
        self._end(unknown, -1, None)
        if self.high[unknown] - self.low[unknown] + 1 >= width:
            return True
        return self.interval(unknown).width >= width

    def _end(self, unknown: int, sign: int, member_of: int | None) -> float:
        goal = np.zeros(len(self.system.least))
        goal[unknown] = sign
        least = np.array(self.system.least, float)
        if member_of is not None:
            least[member_of] = max(least[member_of], 1)
        bounds = Bounds(least, np.array(self.system.most, float))
        found = self._solved(goal, bounds, is_whole=False)
        if found is not None and not self.system.is_whole and _is_broken(found):
            found = self._solved(goal, bounds, is_whole=True)
        if found is None:
            return -sign * inf
        if member_of is None:
            self._remember(found)
        return float(round(found[unknown]))

    def _solved(self, goal: np.ndarray, bounds: Bounds, *, is_whole: bool) -> np.ndarray | None:
        """A table at the end of the goal; None when there is no end."""
        answer = milp(
            goal,
            constraints=self._constraint,
            bounds=bounds,
            integrality=np.full(len(goal), int(is_whole)),
            options={"time_limit": self.system.seconds},
        )
        if answer.status == 2:
            raise Contradiction
        if answer.status == 1:
            raise OutOfTime
        return None if answer.x is None else answer.x

    def _remember(self, table: np.ndarray) -> None:
        self.low = np.minimum(self.low, np.round(table))
        self.high = np.maximum(self.high, np.round(table))


def _is_broken(table: np.ndarray) -> bool:
    return bool(np.any(abs(table - np.round(table)) > NEAR))


def _constraint(system: System, size: int) -> LinearConstraint:
    rows = [row for row, each in enumerate(system.equations) for _ in each.factors]
    columns = [unknown for each in system.equations for unknown in each.factors]
    factors = [factor for each in system.equations for factor in each.factors.values()]
    shape = (len(system.equations), size)
    return LinearConstraint(
        csr_array((factors, (rows, columns)), shape=shape),
        np.array([each.least for each in system.equations], float),
        np.array([each.most for each in system.equations], float),
    )


def narrow(attacker: Attacker, unknowns: Sequence[int], width: int) -> dict[int, Interval]:
    """Unknown -> its interval, for those that can have fewer values than `width`.

    For an outsider, and for a member of any one of these cells. Raises Contradiction, OutOfTime.
    """
    found = {}
    for unknown in unknowns:
        if attacker.is_wide(unknown, width + 2):
            continue
        interval = _narrowest(attacker, unknown, unknowns)
        if interval.width < width:
            found[unknown] = interval
    return found


def _narrowest(attacker: Attacker, unknown: int, unknowns: Sequence[int]) -> Interval:
    seen = [attacker.interval(unknown)]
    for own in unknowns:
        try:
            seen.append(attacker.interval(unknown, own))
        except Contradiction:
            continue
    return min(seen, key=lambda interval: interval.width)
