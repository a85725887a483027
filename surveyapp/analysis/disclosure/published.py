"""Published two-way table: what a reader can know of its hidden cells, from what is shown alone.

Shares, bounds, differences, top twos, medians and mean ticks are made of shown counts and tell
nothing more, so that the counts of codes and n are all that bears on a cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from surveyapp.analysis.disclosure.attack import Attacker, Interval, System
from surveyapp.analysis.disclosure.flow import NOBODY, UNBOUNDED, Entry, Flow
from surveyapp.analysis.disclosure.two_way import WHOLE, lines_of

CACHED_TABLES = 20_000
NO_BOUND = UNBOUNDED // 2
Shown = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """rows: counts by code as they are shown, the whole first; None: hidden. n: of every row."""

    rows: tuple[Shown, ...]
    n: Shown

    def system(self) -> tuple[System, list[list[int]]]:
        """The figures as equations, for a general attack; and the unknowns, row by row."""
        system = System(is_whole=True)
        unknowns = [[system.unknown(*_ends(count)) for count in row] for row in self.rows]
        for row, n in zip(unknowns, self.n, strict=True):
            system.publish(n, row)
        if len(self.rows) > 1:
            for whole, *parts in zip(*unknowns, strict=True):
                system.publish(0, parts, [whole])
        return system, unknowns


@dataclass(frozen=True, slots=True)
class Known:
    """What can be known of a hidden cell. interval: by an outsider.

    width: how many values it can have for an outsider, or for a member of any hidden cell when
    that is fewer; members are asked only where they could make it narrower than asked.
    """

    row: int
    code: int
    interval: Interval
    width: float


@lru_cache(maxsize=CACHED_TABLES)
def known_cells(table: PublishedTable, k: int) -> tuple[Known, ...]:
    """Every hidden cell of a table whose whole is open, and how wide it is.

    A whole of which nothing is shown tells nothing: its table has no bounds. Raises Contradiction.
    """
    if table.n[WHOLE] is None:
        return ()
    return tuple(_Reader(table, k).known())


class _Reader:
    """Somebody who reads a published table. Starts from any counts that would give its figures."""

    def __init__(self, table: PublishedTable, k: int) -> None:
        self.k, self.n_codes, n_rows = k, len(table.rows[WHOLE]), len(table.rows)
        counts = [count for row in table.rows for count in row]
        hidden = [place for place, count in enumerate(counts) if count is None]
        self.cells = hidden
        bases = [len(counts) + row for row, n in enumerate(table.n) if n is None]
        start = _any_counts(table)
        entries = [
            Entry(*lines_of(place, n_rows, self.n_codes), UNBOUNDED, count)
            for place, count in enumerate(start)
        ]
        self.start, self.flow = start, Flow(entries, hidden + bases)
        self.members = [place for place in hidden if n_rows == 1 or place >= self.n_codes]

    def known(self) -> Iterator[Known]:
        for place in self.cells:
            interval = self._interval(self.flow, place, self.start[place])
            width = interval.width
            if width < self.k + 2:
                width = min([width, *self._widths_for_members(place)])
            yield Known(*divmod(place, self.n_codes), interval, width)

    def _interval(self, flow: Flow, place: int, start: int, own: int = NOBODY) -> Interval:
        up = flow.rise(place, NO_BOUND, own)
        down = flow.fall(place, NO_BOUND, own)
        return Interval(start - down, float("inf") if up == NO_BOUND else start + up)

    def _widths_for_members(self, place: int) -> Iterator[float]:
        for own in self.members:
            flow = self.flow if self.start[own] else self.flow.with_one_more(own)
            if flow is not None:
                yield self._interval(flow, place, flow.entries[place].down, own).width


def _ends(count: int | None) -> tuple[float, float]:
    return (0, float("inf")) if count is None else (count, count)


def _any_counts(table: PublishedTable) -> list[int]:
    """Whole counts that would give these figures: cells row by row, then every n."""
    system, unknowns = table.system()
    found = Attacker(system).any_table()
    rows = [[found[unknown] for unknown in row] for row in unknowns]
    return [count for row in rows for count in row] + [sum(row) for row in rows]
