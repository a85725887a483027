"""Groups: of which anything is shown, by their sizes alone; and of which everybody is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from surveyapp.analysis.disclosure.figure import Band
from surveyapp.analysis.result import NOT_RANKED, Group
from surveyapp.questions.cell import NOT_NAMED
from surveyapp.questions.column import NOT_TICKED, Column, Role

WHOLE = 0
UNREMARKABLE = {Role.OPTION: NOT_TICKED, Role.RANK: NOT_RANKED, Role.ANSWER: NOT_NAMED}
"""That nobody chose or named a thing says little about anybody, unless it is sensitive."""


@dataclass(frozen=True, slots=True)
class GroupDisclosure:
    """Of the n that answered in the group, count gave this answer; the rest are fewer than k."""

    column: str
    group: Group
    code: str
    count: int
    n: int


class ShownGroup(Protocol):
    """One column in one group, as far as it may be shown."""

    @property
    def n(self) -> int | None:
        """Institutions that answered; None: not public."""

    @property
    def cells(self) -> Mapping[str, Band | None]:
        """Code -> what is printed of its count; None: nothing."""


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


def group_disclosures(
    column: Column, groups: Mapping[Group, ShownGroup], k: int
) -> Iterator[GroupDisclosure]:
    """Groups of a column whose shown counts put everybody, or all but fewer than k, in one cell."""
    unremarkable = None if column.is_sensitive else UNREMARKABLE.get(column.role)
    for name, group in groups.items():
        for code, band in group.cells.items():
            count = band.exact if band else None
            if count is None or group.n is None or code == unremarkable:
                continue
            if count >= k and group.n - count < k:
                yield GroupDisclosure(column.name, name, code, count, group.n)
