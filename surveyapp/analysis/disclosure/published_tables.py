"""Published tables: what a protected column shows of a country and its classes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surveyapp.analysis.disclosure.protected import (
    ProtectedColumn,
    ProtectedGroup,
    ProtectedTable,
    codes_shown,
)
from surveyapp.analysis.disclosure.published import PublishedTable, Shown
from surveyapp.analysis.plan import UNKNOWN
from surveyapp.analysis.result import Group

N, N_ASKED = "n", "n_asked"


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A published table, its groups (row by row) and the names of its columns."""

    published: PublishedTable
    groups: tuple[Group, ...]
    names: tuple[str, ...]


def tables_of(
    column: ProtectedColumn, siblings: Sequence[ProtectedColumn], groups: tuple[Group, ...]
) -> Iterator[NamedTable]:
    """What is shown of a column in a country: its codes, and the bases of all its groups."""
    codes = codes_shown(column.column)
    bases = {
        N: tuple(_base([_open(each, group) for each in siblings], N) for group in groups),
        N_ASKED: tuple(
            _base([_open(each, group) for each in siblings], N_ASKED) for group in groups
        ),
    }
    if codes:
        rows = tuple(_cells(column.groups.get(group), codes) for group in groups)
        yield NamedTable(PublishedTable(rows, bases[N]), groups, codes)
    for name, base in bases.items():
        own = (base[0], *([None] * (len(base) - 1)))
        yield NamedTable(PublishedTable(tuple((n,) for n in base), own), groups, (name,))


def groups_of(protected: ProtectedTable, whole: Group) -> tuple[Group, ...]:
    """The country, its classes, and last those who did not say theirs, unless all are known to."""
    plan = protected.plan
    if plan.split is None:
        return (whole,)
    split = next((each for each in protected.columns if each.column.name == plan.split), None)
    said = split.groups[whole] if split else None
    named = (whole, *plan.parts(whole))
    were_all_asked = plan.split not in plan.asking
    if were_all_asked and said is not None and said.n is not None and said.n == said.n_asked:
        return named
    return (*named, (*whole, (plan.split, UNKNOWN)))


def is_unnamed(group: Group) -> bool:
    """Whether it is those who did not say their class, of whom nothing is shown."""
    return group[-1][1] == UNKNOWN


def siblings_of(protected: ProtectedTable) -> dict[str, list[ProtectedColumn]]:
    """Cell -> its columns, such as the options of one question; they share their n."""
    siblings: dict[str, list[ProtectedColumn]] = {}
    for each in protected.columns:
        siblings.setdefault(each.column.cell, []).append(each)
    return siblings


def _cells(group: ProtectedGroup | None, codes: Sequence[str]) -> Shown:
    return tuple(group.cells[code] if group else None for code in codes)


def _open(column: ProtectedColumn, group: Group) -> ProtectedGroup | None:
    found = column.groups.get(group)
    return None if found is None or found.is_closed else found


def _base(groups: Iterable[ProtectedGroup | None], name: str) -> int | None:
    """A base that any column of the cell shows."""
    shown = next((group for group in groups if group is not None), None)
    if shown is None:
        return None
    return shown.n if name == N else shown.n_asked
