"""Cells: which counts of one table must be hidden so that no small one can be computed.

A table is one column in one country: row 0 is the whole, the other rows are its parts (the
classes of the split, and those who did not say theirs), which sum to it. Each row sums to its n,
which is shown. So every row is a line, and so is every code over the parts and the whole; a
line with a hidden cell needs a second one, and what is hidden in it must sum to at least k.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WHOLE = 0


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


def hidden_cells(rows: Sequence[Sequence[int]], closed: Sequence[bool], k: int) -> list[list[bool]]:
    """(rows, codes): whether a cell is hidden. rows: the whole first, then its parts.

    A part in which nobody was asked is known to hold nothing: leave it out.
    """
    hidden = [
        [shut or 0 < count < k for count in row] for row, shut in zip(rows, closed, strict=True)
    ]
    if any(map(any, hidden)):
        table = _Table(rows, closed, hidden, k)
        while table.complete_rows() or table.complete_codes():
            pass
    return hidden


@dataclass(frozen=True, slots=True)
class _Table:
    """Counts, and what of them is hidden by now; `hidden` grows until no line gives a cell away."""

    rows: Sequence[Sequence[int]]
    closed: Sequence[bool]
    hidden: list[list[bool]]
    k: int

    def complete_rows(self) -> bool:
        """Hides second cells in every row whose n is shown; whether there were any."""
        changed = False
        for row, shut in enumerate(self.closed):
            while not shut and self._tells(self.rows[row], self.hidden[row]):
                visible = [c for c, mask in enumerate(self.hidden[row]) if not mask]
                if not visible:
                    break
                self.hidden[row][_smallest(self.rows[row], visible)] = True
                changed = True
        return changed

    def complete_codes(self) -> bool:
        """Hides second cells in every code over the parts and the whole; whether there were any."""
        if self.closed[WHOLE] or len(self.rows) == 1:
            return False
        changed = False
        for code in range(len(self.rows[WHOLE])):
            while (row := self._next_to_hide(code)) is not None:
                self.hidden[row][code] = True
                changed = True
        return changed

    def _next_to_hide(self, code: int) -> int | None:
        """Row whose cell must go next: a part that somebody is in before the whole."""
        counts = [row[code] for row in self.rows]
        masks = [row[code] for row in self.hidden]
        parts = range(1, len(counts))
        visible = [row for row in parts if not masks[row]]
        if masks[WHOLE]:
            return None if any(masks[1:]) else _smallest(counts, visible)
        if not self._tells(counts[1:], masks[1:]) or self._is_allowed_zero(code):
            return None
        is_enough = sum(counts[row] for row in parts if masks[row]) >= self.k
        useful = [row for row in visible if counts[row] or is_enough]
        return _smallest(counts, useful) if useful else WHOLE

    def _is_allowed_zero(self, code: int) -> bool:
        """Only closed parts are hidden, and nobody in them gave this answer: zero may be known."""
        masked = [row for row in range(1, len(self.rows)) if self.hidden[row][code]]
        return all(self.closed[row] and not self.rows[row][code] for row in masked)

    def _tells(self, counts: Sequence[int], masks: Sequence[bool]) -> bool:
        """Whether something is hidden that the rest of the line gives away."""
        concealed = [count for count, mask in zip(counts, masks, strict=True) if mask]
        return bool(concealed) and (len(concealed) < 2 or sum(concealed) < self.k)


def _smallest(counts: Sequence[int], places: Sequence[int]) -> int:
    """The place with the smallest count that is not zero; a zero only when there is no other."""
    return min(places, key=lambda place: (not counts[place], counts[place]))
