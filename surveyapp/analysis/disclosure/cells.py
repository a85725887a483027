"""Cells: which counts of one table must be hidden so that no small one can be computed.

A table is one column in one country: row 0 is the whole, the other rows are its parts (the
classes of the split, and those who did not say theirs), which sum to it. Each row sums to its n,
which is shown. So every row is a line, and so is every code over the parts and the whole; a
line with a hidden cell needs a second one, and what is hidden in it must sum to at least k.
"""

from collections.abc import Sequence

WHOLE = 0


def closed_rows(n_asked: Sequence[int], n: Sequence[int], k: int) -> list[bool]:
    """Rows about which nothing is said: too small, or needed so that those cannot be computed.

    n_asked, n: institutions per row, the whole first. A part in which nobody was asked does no
    harm when it is computed, so it asks for no company.
    """
    closed = [asked < k or answered < k for asked, answered in zip(n_asked, n, strict=True)]
    while not closed[WHOLE] and (row := _next_to_close(closed, n_asked, k)) is not None:
        closed[row] = True
    return closed


def _next_to_close(closed: Sequence[bool], n_asked: Sequence[int], k: int) -> int | None:
    parts = range(1, len(closed))
    shut = [n_asked[row] for row in parts if closed[row] and n_asked[row]]
    if not shut or (len(shut) > 1 and sum(shut) >= k):
        return None
    still_open = [row for row in parts if not closed[row]]
    return min(still_open, key=lambda row: n_asked[row], default=None)


def hidden_cells(rows: Sequence[Sequence[int]], closed: Sequence[bool], k: int) -> list[list[bool]]:
    """(rows, codes): whether a cell is hidden. rows: the whole first, then its parts."""
    hidden = [
        [shut or 0 < count < k for count in row] for row, shut in zip(rows, closed, strict=True)
    ]
    if any(map(any, hidden)):
        while _complete_rows(rows, hidden, closed, k) or _complete_codes(rows, hidden, closed, k):
            pass
    return hidden


def _complete_rows(
    rows: Sequence[Sequence[int]],
    hidden: list[list[bool]],
    closed: Sequence[bool],
    k: int,
) -> bool:
    changed = False
    for row, shut in enumerate(closed):
        while not shut and _needs_more(rows[row], hidden[row], k):
            visible = [c for c, count in enumerate(rows[row]) if count and not hidden[row][c]]
            if not visible:
                break
            hidden[row][min(visible, key=rows[row].__getitem__)] = True
            changed = True
    return changed


def _complete_codes(
    rows: Sequence[Sequence[int]],
    hidden: list[list[bool]],
    closed: Sequence[bool],
    k: int,
) -> bool:
    if closed[WHOLE] or len(rows) == 1:
        return False
    changed = False
    for code in range(len(rows[WHOLE])):
        while (row := _next_to_hide(rows, hidden, code, k)) is not None:
            hidden[row][code] = True
            changed = True
    return changed


def _next_to_hide(
    rows: Sequence[Sequence[int]], hidden: Sequence[Sequence[bool]], code: int, k: int
) -> int | None:
    """Row whose cell must go next; a part before the whole, the smallest first."""
    parts = range(1, len(rows))
    counts = [rows[row][code] for row in parts]
    masks = [hidden[row][code] for row in parts]
    if hidden[WHOLE][code]:
        alone = rows[WHOLE][code] > 0 and not _hidden_counts(counts, masks)
    else:
        alone = _needs_more(counts, masks, k)
    if not alone:
        return None
    visible = [row for row in parts if rows[row][code] and not hidden[row][code]]
    if visible:
        return min(visible, key=lambda row: rows[row][code])
    return None if hidden[WHOLE][code] else WHOLE


def _needs_more(counts: Sequence[int], masks: Sequence[bool], k: int) -> bool:
    """Whether something is hidden that the rest of the line gives away."""
    concealed = _hidden_counts(counts, masks)
    return bool(concealed) and (len(concealed) < 2 or sum(concealed) < k)


def _hidden_counts(counts: Sequence[int], masks: Sequence[bool]) -> list[int]:
    return [count for count, mask in zip(counts, masks, strict=True) if mask and count]
