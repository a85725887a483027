"""Two-way table: the counts of one column in one country, and how an attacker sees it.

Row 0 is the whole, the other rows are its parts and sum to it; each row of codes sums to its n,
which is shown unless the row is closed. Every cell thus stands in one row and one column.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from surveyapp.analysis.disclosure.flow import NOBODY, UNBOUNDED, Entry, Flow
from surveyapp.analysis.disclosure.hiding import Cut, mask

WHOLE = 0


@dataclass(frozen=True, slots=True)
class TwoWayTable:
    """rows: counts by code, the whole first. closed: rows whose cells are all hidden.

    small: rows that are closed because of their n, so that it is not known either; of other closed
    rows it may be known from elsewhere, such as another option of the same question.
    k: how many values a hidden cell must be able to have. hides_zero: whether nought is as
    telling as a small count.
    """

    rows: tuple[tuple[int, ...], ...]
    closed: tuple[bool, ...]
    small: tuple[bool, ...]
    k: int
    hides_zero: bool = False

    def first(self) -> int:
        """The cells that must be hidden whatever else is: small ones and those of closed rows."""
        return mask(
            [
                row * len(counts) + code
                for row, counts in enumerate(self.rows)
                for code, n in enumerate(counts)
                if self.closed[row] or self.is_small(n)
            ]
        )

    def is_small(self, n: int) -> bool:
        """Whether a count is hidden for its own sake."""
        return 0 < n < self.k or (n == 0 and self.hides_zero)

    def weights(self) -> dict[int, int]:
        """Cell -> loss when it is hidden: few cells, small ones, nought last, the whole least."""
        highest = max(map(max, self.rows)) or 1
        return {
            row * len(counts) + code: (3 if row == WHOLE else 1)
            * (1000 + (n * 500 // highest if n else 600))
            for row, counts in enumerate(self.rows)
            for code, n in enumerate(counts)
            if not self.closed[row]
        }

    def alike(self, hidden: int) -> int:
        """One set for all that differ only in which of several equal codes they hide."""
        n_codes, n_rows = len(self.rows[WHOLE]), len(self.rows)
        patterns = [
            (
                *(row[code] for row in self.rows),
                *(hidden >> row * n_codes + code & 1 for row in range(n_rows)),
            )
            for code in range(n_codes)
        ]
        return hash(tuple(sorted(patterns)))

    def attack(self, hidden: int) -> list[Cut]:
        """What is wrong with a set of hidden cells, for an outsider, a member, and one who is told.

        The first two know what is shown, and a member knows that its own cell is not nought: a
        hidden cell must be able to have k values for them. The third knows which cells were
        hidden for their own sake: for him a hidden cell must be able to have two.
        """
        attack = _Attack(self, hidden)
        return [*attack.of_members()] or [*attack.of_the_told()]


def lines_of(place: int, n_rows: int, n_codes: int) -> tuple[int, int]:
    """From which line to which a place leads: parts from row to code, the whole back again.

    Places: cells row by row, then the n of every row. Without parts no code has a line.
    """
    bases = n_rows + n_codes
    row, code = divmod(place, n_codes)
    if row >= n_rows:
        row = place - n_rows * n_codes
        return (row, bases) if row == WHOLE else (bases, row)
    line = n_rows + code if n_rows > 1 else bases
    return (line, row) if row == WHOLE else (row, line)


class _Attack:
    """One set of hidden cells under attack. Places: cells row by row, then the n of every row."""

    def __init__(self, table: TwoWayTable, hidden: int) -> None:
        self.table, self.hidden = table, hidden
        self.n_rows, self.n_codes = len(table.rows), len(table.rows[WHOLE])
        self.n_cells = self.n_codes * self.n_rows
        self.counts = [n for row in table.rows for n in row] + [sum(row) for row in table.rows]
        self.cells = [place for place in range(self.n_cells) if hidden >> place & 1]
        self.bases = [self.n_cells + row for row, is_small in enumerate(table.small) if is_small]
        self.raised: dict[int, Flow | None] = {}

    def of_members(self) -> Iterator[Cut]:
        """Cells that can have fewer than k values for an outsider or for a member."""
        width = self.table.k - 1
        flow = Flow([self._entry(place) for place in range(len(self.counts))], self._places())
        for place in self._places():
            low, high = flow.moved[place]
            if high - low > width + 1:
                continue
            moved, needs = self._moves(flow, place, width + 2)
            if moved < width and not self._is_known_zero(place, moved):
                yield Cut(self._when(place), needs)
            elif moved < width + 2:
                yield from self._of_each_member(flow, place, width)

    def of_the_told(self) -> Iterator[Cut]:
        """Cells that are determined for somebody who knows which were hidden first."""
        flow = Flow([self._told(place) for place in range(len(self.counts))], self._places())
        for place in self.cells:
            if flow.moved[place] == (0, 0):
                moved, needs = self._moves(flow, place, 1)
                if not moved and not self._is_known_zero(place, moved):
                    yield Cut(self._when(place), needs)

    def _of_each_member(self, flow: Flow, place: int, width: int) -> Iterator[Cut]:
        """A member's own cell is at least one, which takes at most two values from any other."""
        is_parted = self.n_rows > 1
        for own in self.cells:
            if is_parted and own < self.n_codes:
                continue
            seen = flow if self.counts[own] else self._raised(flow, own)
            if seen is None:
                continue
            moved, needs = self._moves(seen, place, width, own)
            if moved < width and not self._is_known_zero(place, moved):
                is_sure = self.counts[own] and not self._may_be_known_zero(place)
                yield Cut(self._when(place, own) if is_sure else self.hidden, needs)

    def _moves(self, flow: Flow, place: int, most: int, own: int = NOBODY) -> tuple[int, int]:
        """(how far a cell can move in all, cells that would let it move further)."""
        up = flow.rise(place, most, own)
        needs = mask([*self._cells_across(flow)]) if up < most else 0
        down = flow.fall(place, most - up, own)
        if up + down < most and down < flow.entries[place].down - (place == own):
            needs |= mask([*self._cells_across(flow)])
        return up + down, needs

    def _cells_across(self, flow: Flow) -> Iterator[int]:
        return (place for place in flow.across() if place < self.n_cells)

    def _raised(self, flow: Flow, own: int) -> Flow | None:
        """The same attack from a table in which somebody is in a cell that is empty in truth."""
        if own not in self.raised:
            self.raised[own] = flow.with_one_more(own)
        return self.raised[own]

    def _when(self, *places: int) -> int:
        """Cells that must be hidden for a cut to hold."""
        if any(map(self._may_be_known_zero, places)):
            return self.hidden
        return mask([place for place in places if place < self.n_cells])

    def _is_known_zero(self, place: int, moved: int) -> bool:
        """Nought in a closed row that follows from what is shown: nought may be known."""
        return not moved and self._may_be_known_zero(place)

    def _may_be_known_zero(self, place: int) -> bool:
        if place >= self.n_cells or self.table.hides_zero:
            return False
        return self.table.closed[place // self.n_codes] and not self.counts[place]

    def _places(self) -> list[int]:
        return self.cells + self.bases

    def _entry(self, place: int) -> Entry:
        return Entry(*lines_of(place, self.n_rows, self.n_codes), UNBOUNDED, self.counts[place])

    def _told(self, place: int) -> Entry:
        count, top = self.counts[place], self.table.k - 1
        row = place - self.n_cells if place >= self.n_cells else place // self.n_codes
        if place >= self.n_cells:
            is_first, least = self.table.small[row] and count <= top, 0
        else:
            is_first = not self.table.closed[row] and self.table.is_small(count)
            least = 0 if self.table.hides_zero else 1
        if not is_first:
            return self._entry(place)
        return Entry(*lines_of(place, self.n_rows, self.n_codes), top - count, count - least)
