"""Cells: which counts of one table must be hidden so that no small one can be computed.

A table is one column in one country: row 0 is the whole, the other rows are its parts (the
classes of the split, and those who did not say theirs), which sum to it. Each row sums to its n.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from surveyapp.analysis.disclosure.hiding import bits, cheapest
from surveyapp.analysis.disclosure.two_way import WHOLE, TwoWayTable

CACHED_TABLES = 20_000


@dataclass(frozen=True, slots=True)
class HiddenCells:
    """closed: rows of which nothing is shown. cells: (rows, codes), whether a cell is hidden."""

    closed: tuple[bool, ...]
    cells: tuple[tuple[bool, ...], ...]


def closed_rows(n_asked: Sequence[int], n: Sequence[int], k: int) -> list[bool]:
    """Rows about which nothing is said: too small, or needed so that those cannot be computed.

    n_asked, n: institutions per row, the whole first. A part in which nobody was asked does no
    harm when it is computed, so it asks for no company.
    """
    closed = [asked < k or answered < k for asked, answered in zip(n_asked, n, strict=True)]
    while not closed[WHOLE] and _needs_company(closed, n_asked, n, k):
        still_open = [row for row in range(1, len(closed)) if not closed[row]]
        if not still_open:
            break
        closed[min(still_open, key=n_asked.__getitem__)] = True
    return closed


def _needs_company(
    closed: Sequence[bool], n_asked: Sequence[int], n: Sequence[int], k: int
) -> bool:
    shut = [row for row in range(1, len(closed)) if closed[row] and n_asked[row]]
    answered = sum(n[row] for row in shut)
    return bool(shut) and (len(shut) < 2 or sum(n_asked[row] for row in shut) < k or answered < k)


def hidden_cells(table: TwoWayTable, seconds: float) -> HiddenCells:
    """What must be hidden with the least loss, so that an attack on the table finds nothing.

    A part in which nobody was asked is known to hold nothing: leave it out. When hiding cells is
    not enough the parts are closed, and when that is not enough the whole.
    seconds: how long the best solution is sought before the next best serves.
    """
    order = sorted(
        range(len(table.rows[WHOLE])), key=lambda code: [row[code] for row in table.rows]
    )
    rows = tuple(tuple(row[code] for code in order) for row in table.rows)
    found = _hidden(replace(table, rows=rows), seconds)
    place_by_code = sorted(range(len(order)), key=order.__getitem__)
    cells = tuple(tuple(row[place] for place in place_by_code) for row in found.cells)
    return HiddenCells(found.closed, cells)


@lru_cache(maxsize=CACHED_TABLES)
def _hidden(table: TwoWayTable, seconds: float) -> HiddenCells:
    n_codes = len(table.rows[WHOLE])
    for closed in dict.fromkeys((table.closed, _parts_closed(table.closed))):
        hidden = _enough(replace(table, closed=closed), seconds)
        if hidden is not None:
            return HiddenCells(closed, _by_row(hidden, len(closed), n_codes))
    everything = (True,) * len(table.closed)
    return HiddenCells(everything, ((True,) * n_codes,) * len(everything))


def _enough(table: TwoWayTable, seconds: float) -> int | None:
    first = table.first()
    if not first or table.closed[WHOLE]:
        return first
    return cheapest(table.weights(), first, table.attack, seconds, table.alike)


def _parts_closed(closed: tuple[bool, ...]) -> tuple[bool, ...]:
    return (closed[WHOLE], *(True for _ in closed[1:]))


def _by_row(hidden: int, n_rows: int, n_codes: int) -> tuple[tuple[bool, ...], ...]:
    places = {*bits(hidden)}
    return tuple(
        tuple(row * n_codes + code in places for code in range(n_codes)) for row in range(n_rows)
    )
