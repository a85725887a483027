"""Groups: of which anything is shown, decided by their sizes before any count is looked at."""

from collections.abc import Sequence

WHOLE = 0


def closed_groups(n: Sequence[int], k: int) -> list[bool]:
    """Groups of which nothing but the size is shown: the whole first, then parts that make it up.

    n: institutions that answered. A group of fewer than k is closed, and a further one where the
    whole less the groups that are open would leave one to k - 1.
    """
    closed = [size < k for size in n]
    while not closed[WHOLE] and 0 < _left_over(closed, n) < k:
        still_open = [row for row in range(1, len(n)) if not closed[row]]
        if not still_open:
            break
        closed[min(still_open, key=n.__getitem__)] = True
    return closed


def _left_over(closed: Sequence[bool], n: Sequence[int]) -> int:
    """Institutions in closed parts; none where no part is open, for then nothing is subtracted."""
    is_subtracted = not all(closed[1:])
    return sum(n[row] for row in range(1, len(n)) if closed[row]) if is_subtracted else 0
