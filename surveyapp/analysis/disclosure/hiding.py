"""Hiding: the cheapest set of further cells that leaves no hidden cell too narrow.

An attacker says of any set of hidden cells what is wrong with it, as cuts: *if all of these are
hidden, then one of those must be hidden too*. A cut that was found once holds for every set, so
the cuts are kept, and the cheapest set that obeys all of them is asked about next: the master
programme of Fischetti and Salazar (2000), "Models and algorithms for optimizing cell suppression
in tabular data with linear constraints", JASA 95, section 4. Small tables are searched in order of
cost; what remains is an integer programme (HiGHS). When time runs out cells are hidden cut by cut.

A set of cells is an integer whose bit i stands for cell i.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from time import monotonic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

MOST_STEPS = 1500


@dataclass(frozen=True, slots=True)
class Cut:
    """If every cell of `when` is hidden, at least one of `needs` must be hidden as well."""

    when: int
    needs: int

    def is_broken_by(self, hidden: int) -> bool:
        """Whether a set of hidden cells has all of `when` and none of `needs`."""
        return not self.when & ~hidden and not self.needs & hidden


Attack = Callable[[int], Sequence[Cut]]
"""Hidden cells -> what is wrong with them; nothing when every one of them is safe."""


Alike = Callable[[int], int]
"""Hidden cells -> the same set for all that differ only by swapping equal lines of the table."""


def cheapest(
    weights: Mapping[int, int],
    forced: int,
    attack: Attack,
    seconds: float,
    alike: Alike = lambda hidden: hidden,
) -> int | None:
    """All hidden cells: the forced ones and the lightest others that make them safe.

    weights: cell -> loss when it is hidden, for every cell that may be. None: there is no safe set.
    Beyond `seconds` the set is safe, but perhaps not the lightest.
    """
    until = monotonic() + seconds
    search = _Search(weights, attack, alike)
    is_known, found = search.run(forced)
    if is_known:
        return found
    return programmed(weights, forced, attack, until - monotonic(), search.pool)


def programmed(
    weights: Mapping[int, int],
    forced: int,
    attack: Attack,
    seconds: float,
    known: Sequence[Cut] = (),
) -> int | None:
    """The same by integer programming alone, for attacks that take long. known: cuts so far."""
    pool, until = list(known), monotonic() + seconds
    while monotonic() < until:
        hidden = _solved(weights, forced, pool, until - monotonic())
        if hidden is None:
            break
        cuts = attack(hidden)
        if not cuts:
            return hidden
        pool.extend(cuts)
    return greedy(weights, forced, attack, seconds)


def greedy(weights: Mapping[int, int], forced: int, attack: Attack, seconds: float) -> int | None:
    """A safe set found cut by cut, the lightest cell of each.

    None when a cut cannot be met, or when no safe set was found in these seconds.
    """
    hidden, until = forced, monotonic() + seconds
    while cuts := attack(hidden):
        if monotonic() > until:
            return None
        for cut in cuts:
            if cut.is_broken_by(hidden):
                choices = list(bits(cut.needs))
                if not choices:
                    return None
                hidden |= 1 << min(choices, key=weights.__getitem__)
    return hidden


def bits(cells: int) -> Iterator[int]:
    """The cells of a set, lowest first."""
    while cells:
        lowest = cells & -cells
        yield lowest.bit_length() - 1
        cells ^= lowest


def mask(cells: Iterator[int] | Sequence[int]) -> int:
    """The set of these cells."""
    made = 0
    for cell in cells:
        made |= 1 << cell
    return made


class _Search:
    """Sets in order of their least possible weight, each grown by one cell of a cut that it breaks.

    Every safe set that holds it must hold one of those cells, so none is missed.
    """

    def __init__(self, weights: Mapping[int, int], attack: Attack, alike: Alike) -> None:
        self.weights, self.attack, self.alike = weights, attack, alike
        self.pool: list[Cut] = []

    def run(self, forced: int) -> tuple[bool, int | None]:
        """(whether the search came to an end, the lightest safe set or None)."""
        queue, seen = [(0, 0, forced)], {self.alike(forced)}
        for _ in range(MOST_STEPS):
            if not queue:
                return True, None
            least, weight, hidden = heappop(queue)
            broken = self._broken(hidden)
            bound = weight + self._bound(broken)
            if bound > least:
                heappush(queue, (bound, weight, hidden))
                continue
            if not broken:
                return True, hidden
            for cell in bits(broken[0].needs):
                grown = hidden | 1 << cell
                if (pattern := self.alike(grown)) not in seen:
                    seen.add(pattern)
                    heappush(queue, (least, weight + self.weights[cell], grown))
        return False, None

    def _broken(self, hidden: int) -> list[Cut]:
        """Cuts that a set breaks, those with fewest choices first; asks when it obeys all known."""
        broken = [cut for cut in self.pool if cut.is_broken_by(hidden)]
        if not broken:
            broken = list(self.attack(hidden))
            self.pool.extend(broken)
        return sorted(broken, key=lambda cut: cut.needs.bit_count())

    def _bound(self, broken: Sequence[Cut]) -> int:
        """At least so much more is lost: one cell for each of several cuts without common cells."""
        used = least = 0
        for cut in broken:
            if not cut.needs:
                return 1 << 60
            if not cut.needs & used:
                used |= cut.needs
                least += min(self.weights[cell] for cell in bits(cut.needs))
        return least


def _solved(
    weights: Mapping[int, int], forced: int, pool: Sequence[Cut], seconds: float
) -> int | None:
    """The lightest set that obeys all cuts so far; None: there is none, or no time for it."""
    cells = sorted(weights)
    place_by_cell = {cell: place for place, cell in enumerate(cells)}
    rows = np.zeros((len(pool), len(cells)))
    least = np.ones(len(pool))
    for row, cut in enumerate(pool):
        rows[row, [place_by_cell[cell] for cell in bits(cut.needs)]] = 1
        optional = [place_by_cell[cell] for cell in bits(cut.when & ~forced)]
        rows[row, optional] -= 1
        least[row] -= len(optional)
    answer = milp(
        np.array([weights[cell] for cell in cells], float),
        integrality=np.ones(len(cells)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, least, np.inf),
        options={"time_limit": max(seconds, 0.0)},
    )
    if answer.x is None or answer.status != 0:
        return None
    return forced | mask([cell for cell, is_in in zip(cells, answer.x, strict=True) if is_in > 0.5])
