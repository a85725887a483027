"""Attack: what somebody can know of counts of which only certain sums are published.

Every published figure is an equation over counts that are whole numbers, nought or more. The
smallest and largest value that a count can have are found by linear programming, and by integer
programming where that leaves a fraction: in three dimensions linear bounds are wider than what an
attacker can know, so there only whole tables count (De Loera and Onn 2006).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf

import numpy as np

from surveyapp.analysis.disclosure.programme import Contradiction, Equation, Programme, is_broken


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
    """Bounds unknown counts of a system; every whole table that it meets is kept as a witness.

    witnesses: (tables, unknowns), from an attack on the same equations with other bounds; those
    that are still possible are kept.
    """

    def __init__(self, system: System, witnesses: np.ndarray | None = None) -> None:
        self.system = system
        self._programme = Programme(system.equations, system.least, system.most, system.seconds)
        known = np.empty((0, len(system.least))) if witnesses is None else witnesses
        is_possible = (known >= np.array(system.least)) & (known <= np.array(system.most))
        self._tables = known[is_possible.all(axis=1)]
        self._n_known = self._n_met = len(self._tables)

    @property
    def witnesses(self) -> np.ndarray:
        """(tables, unknowns): every possible table that is known."""
        return self._tables[: self._n_met]

    @property
    def met(self) -> np.ndarray:
        """The witnesses that this attack met itself."""
        return self._tables[self._n_known : self._n_met]

    def interval(self, unknown: int, own: int | None = None) -> Interval:
        """Exact bounds of a count. own: a count that is known to be at least one.

        Raises Contradiction, OutOfTime.
        """
        least = self._end(unknown, 1, own)
        return Interval(least, self._end(unknown, -1, own))

    def any_table(self) -> list[int]:
        """Some counts that give all that is published. Raises Contradiction, OutOfTime."""
        found = self._programme.lowest({}, is_whole=not self.system.is_whole)
        if found is None:
            raise Contradiction
        return [round(count) for count in found.tolist()]

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
        if found is not None and not self.system.is_whole and is_broken(found):
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


@dataclass(frozen=True, slots=True)
class Narrow:
    """A count that can have too few values. own: for whom: a member of this cell, or anybody."""

    unknown: int
    interval: Interval
    own: int | None


def narrow(
    attacker: Attacker, unknowns: Iterable[int], members: Iterable[int], width: int
) -> Iterator[Narrow]:
    """Counts that can have fewer than `width` values, for an outsider or a member of a cell.

    Raises Contradiction, OutOfTime.
    """
    targets = list(unknowns)
    known = [unknown for unknown in targets if not attacker.is_wide(unknown, width)]
    yield from (Narrow(unknown, attacker.interval(unknown), None) for unknown in known)
    for own in members:
        if attacker.can_be_one(own):
            for unknown in targets:
                if unknown not in known and not attacker.is_wide(unknown, width, own):
                    yield Narrow(unknown, attacker.interval(unknown, own), own)


def widths_for_members(
    attacker: Attacker, unknown: int, members: Iterable[int], width: int
) -> Iterator[float]:
    """How many values a count can have for each member for whom that may be fewer than `width`.

    Raises Contradiction, OutOfTime.
    """
    for own in members:
        if attacker.seen_width(unknown, own) < width and attacker.can_be_one(own):
            yield attacker.interval(unknown, own).width
