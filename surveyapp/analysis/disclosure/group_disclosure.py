"""Group disclosure: a group that is all in one cell, so that everybody's answer is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from surveyapp.analysis.result import NOT_RANKED, Group
from surveyapp.questions.column import NOT_TICKED, Column, Role

UNREMARKABLE = {Role.OPTION: NOT_TICKED, Role.RANK: NOT_RANKED}
"""That nobody chose an option says little about anybody, unless the question is sensitive."""


@dataclass(frozen=True, slots=True)
class GroupDisclosure:
    """Everybody in the group who answered gave this answer."""

    column: str
    group: Group
    code: str


class ShownGroup(Protocol):
    """One column in one group, as far as it may be shown."""

    @property
    def n(self) -> int | None:
        """Institutions that answered; None: hidden."""

    @property
    def cells(self) -> Mapping[str, int | None]:
        """Code -> institutions; None: hidden."""


def group_disclosures(
    column: Column, groups: Mapping[Group, ShownGroup]
) -> Iterator[GroupDisclosure]:
    """Groups of a column whose shown counts put everybody in one cell."""
    unremarkable = None if column.is_sensitive else UNREMARKABLE.get(column.role)
    for name, group in groups.items():
        for code, count in group.cells.items():
            if count and count == group.n and code != unremarkable:
                yield GroupDisclosure(column.name, name, code)
