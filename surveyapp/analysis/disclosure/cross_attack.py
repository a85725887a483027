"""Cross attack: what is wrong with a set of hidden cells of a cross-table.

Every hidden cell is bounded in whole tables, because in three dimensions fractions make a cell
look wider than it is. Where it is too narrow the dual values of the linear programme say which
shown cells hold it: the cuts of Fischetti and Salazar (2000).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from surveyapp.analysis.disclosure.attack import Attacker, System, narrow
from surveyapp.analysis.disclosure.cross_system import CrossSystem
from surveyapp.analysis.disclosure.hiding import Cut, bits, mask
from surveyapp.analysis.disclosure.programme import Contradiction, OutOfTime
from surveyapp.analysis.disclosure.rules import DisclosureRules

NEAR = 1e-6
HOPELESS = Cut(0, 0)
"""Nothing was proved, so that no set is safe."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """Least and most of every unknown alone."""

    least: np.ndarray
    most: np.ndarray


class CrossAttack:
    """Cells are numbered layer by layer, as in the system's `cells`. exact: their counts.

    is_closed: layers of which nothing is shown.
    """

    def __init__(
        self,
        system: CrossSystem,
        exact: Sequence[int],
        is_closed: Sequence[bool],
        rules: DisclosureRules,
    ) -> None:
        self.system, self.exact, self.k = system, exact, rules.k
        self.size = len(exact) // len(is_closed)
        self.is_closed = is_closed
        self.cell_by_unknown = {unknown: cell for cell, unknown in enumerate(system.cells)}
        self._equations = _equations(system.system)
        self.witnesses = np.empty((0, len(system.system.least)))

    def first(self) -> int:
        """Cells that must be hidden whatever else is."""
        return mask([cell for cell in range(len(self.exact)) if self.is_first(cell)])

    def weights(self) -> dict[int, int]:
        """Cell -> loss when it is hidden; as for a two-way table."""
        highest = max(self.exact) or 1
        return {
            cell: (3 if cell < self.size else 1) * (1000 + (n * 500 // highest if n else 600))
            for cell, n in enumerate(self.exact)
            if not self.is_shut(cell)
        }

    def cuts(self, hidden: int) -> list[Cut]:
        """What is wrong with a set of hidden cells; a cut that cannot be met when all is unsure."""
        attack = _Hidden(self, hidden)
        try:
            return [*attack.too_narrow()] or [*attack.determined()]
        except (Contradiction, OutOfTime):
            return [HOPELESS]

    def is_first(self, cell: int) -> bool:
        """Whether a cell is hidden for its own sake or that of its layer."""
        n = self.exact[cell]
        is_small = 0 < n < self.k or (n == 0 and self.system.hides_zero)
        return self.is_shut(cell) or is_small

    def is_shut(self, cell: int) -> bool:
        """Whether nothing is shown of the cell's layer."""
        return self.is_closed[cell // self.size]

    def costs(self, goal: int, sign: int, ends: _Ends) -> tuple[float, np.ndarray]:
        """(one end of an unknown, reduced costs of all) when fractions are allowed.

        Raises Contradiction.
        """
        direction = np.zeros(len(ends.least))
        direction[goal] = sign
        matrix, totals = self._equations
        bounds = np.column_stack([ends.least, ends.most])
        found = linprog(direction, A_eq=matrix, b_eq=totals, bounds=bounds)
        if found.status != 0:
            raise Contradiction
        return float(found.x[goal]), found.lower.marginals + found.upper.marginals


class _Hidden:
    """One set of hidden cells under attack."""

    def __init__(self, attack: CrossAttack, hidden: int) -> None:
        self.attack, self.hidden, self.k = attack, hidden, attack.k
        system = attack.system.system
        self.ends = _Ends(np.array(system.least, float), np.array(system.most, float))
        for cell, unknown in enumerate(attack.system.cells):
            if not hidden >> cell & 1:
                self.ends.least[unknown] = self.ends.most[unknown] = attack.exact[cell]
        self.cells = [attack.system.cells[cell] for cell in bits(hidden)]

    def too_narrow(self) -> Iterator[Cut]:
        """Cells and margins with fewer than k values, and unanswered ones that are known.

        Raises Contradiction, OutOfTime.
        """
        attacker = self._attacker(self.ends)
        margins = {each.unknown: each.may_be_known for each in self.attack.system.hidden_margins}
        may_be_known = {unknown: self._may_be_known(unknown) for unknown in self.cells} | margins
        for found in narrow(attacker, may_be_known, self._members(), self.k):
            if not may_be_known[found.unknown]:
                yield self._cut(found.unknown, self.k, self._seen_by(found.own), found.own)
            elif attacker.can_be_one(found.unknown):
                yield replace(
                    self._cut(found.unknown, self.k, self._seen_by(found.own)), when=self.hidden
                )
        self.attack.witnesses = np.vstack([self.attack.witnesses, attacker.met])
        for unknown in self.attack.system.unanswered:
            if not attacker.is_wide(unknown, 2) and 0 < attacker.interval(unknown).most < self.k:
                yield self._cut(unknown, 2, self.ends)

    def determined(self) -> Iterator[Cut]:
        """Cells that are known to somebody who is told which were hidden first.

        Raises Contradiction, OutOfTime.
        """
        told = _Ends(self.ends.least.copy(), self.ends.most.copy())
        for cell, unknown in enumerate(self.attack.system.cells):
            if self.attack.is_first(cell) and not self.attack.is_shut(cell):
                told.least[unknown] = 0 if self.attack.system.hides_zero else 1
                told.most[unknown] = self.k - 1
        attacker = self._attacker(told)
        for unknown in self.cells:
            if not attacker.is_wide(unknown, 2):
                is_nought = self._may_be_known(unknown) and not attacker.can_be_one(unknown)
                if not is_nought:
                    yield self._cut(unknown, 2, told)

    def _attacker(self, ends: _Ends) -> Attacker:
        equations = self.attack.system.system.equations
        system = System(equations, ends.least.tolist(), ends.most.tolist())
        return Attacker(system, self.attack.witnesses)

    def _members(self) -> list[int]:
        """Hidden cells in which an institution can be: of classes where there are some."""
        first = self.attack.size if len(self.attack.is_closed) > 1 else 0
        return [self.attack.system.cells[cell] for cell in bits(self.hidden) if cell >= first]

    def _may_be_known(self, unknown: int) -> bool:
        cell = self.attack.cell_by_unknown[unknown]
        is_nought = not self.attack.exact[cell] and not self.attack.system.hides_zero
        return is_nought and self.attack.is_shut(cell)

    def _seen_by(self, own: int | None) -> _Ends:
        least = self.ends.least.copy()
        if own is not None:
            least[own] = max(least[own], 1)
        return _Ends(least, self.ends.most)

    def _cut(self, unknown: int, width: int, ends: _Ends, own: int | None = None) -> Cut:
        """Shown cells that hold both ends; any, where only whole tables are too narrow."""
        low, high = (self.attack.costs(unknown, sign, ends) for sign in (1, -1))
        if floor(high[0] + NEAR) - ceil(low[0] - NEAR) + 1 >= width:
            shown = [cell for cell in self.attack.weights() if not self.hidden >> cell & 1]
            return Cut(self.hidden, mask(shown))
        needs = {*self._holding(low[1]), *self._holding(high[1])}
        cells = [
            self.attack.cell_by_unknown.get(each) for each in (unknown, own) if each is not None
        ]
        return Cut(mask([cell for cell in cells if cell is not None]), mask([*needs]))

    def _holding(self, costs: np.ndarray) -> Iterator[int]:
        """Shown cells that would let an end move further if they could rise or fall."""
        for cell, unknown in enumerate(self.attack.system.cells):
            if self.hidden >> cell & 1:
                continue
            if costs[unknown] < -NEAR or (costs[unknown] > NEAR and self.attack.exact[cell]):
                yield cell


def _equations(system: System) -> tuple[csr_array, np.ndarray]:
    rows = [row for row, each in enumerate(system.equations) for _ in each.factors]
    columns = [unknown for each in system.equations for unknown in each.factors]
    factors = [factor for each in system.equations for factor in each.factors.values()]
    shape = (len(system.equations), len(system.least))
    totals = np.array([each.least for each in system.equations], float)
    return csr_array((factors, (rows, columns)), shape=shape), totals
