"""Audit: a reader attacks everything that is published, together with what was published before.

Reads published figures only, never exact counts. What is shown beside counts (shares, bounds,
differences, medians, top twos, codes taken together, mean ticks) is made of shown counts and
tells nothing more; so the counts, n and the number asked are put together, per question and
country, over the country and its classes. Whoever tells which cells were hidden first would help
a reader further: the gate allows for that, an audit cannot know it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.analysis.disclosure.attack import Contradiction, Interval
from surveyapp.analysis.disclosure.gate import (
    ProtectedColumn,
    ProtectedGroup,
    ProtectedTable,
    codes_shown,
)
from surveyapp.analysis.disclosure.published import Known, PublishedTable, Shown, known_cells
from surveyapp.analysis.plan import UNKNOWN, Plan
from surveyapp.analysis.result import Group

N, N_ASKED = "n", "n_asked"


class Problem(StrEnum):
    """What an audit finds."""

    TOO_NARROW = "too-narrow"  # a hidden figure that can have fewer than k values
    SMALL_COUNT = "small-count"  # a shown count of 1 to k - 1
    CONTRADICTION = "contradiction"  # figures that no counts would give
    OUT_OF_TIME = "out-of-time"  # nothing was proved
    SMALL_STEP = "small-step"  # releases that differ by fewer than k institutions
    CHANGED_CODES = "changed-codes"  # a column that cannot be put beside an earlier release


@dataclass(frozen=True, slots=True)
class Figure:
    """A count: of a code, or `n`, or `n_asked`, of one column in one group."""

    column: str
    group: Group
    name: str


@dataclass(frozen=True, slots=True)
class HiddenFigure:
    """A figure that is not shown, and what a reader can know of it.

    width: how many values it can have for an outsider or for a member of any hidden cell.
    needed: how many it must be able to have; 1 where it may be known to be nought.
    """

    figure: Figure
    interval: Interval
    width: float
    needed: int

    @property
    def is_wide_enough(self) -> bool:
        """Whether it can have as many values as asked."""
        return self.width >= self.needed


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be published. words: what a reader would know."""

    problem: Problem
    figure: Figure
    words: str


@dataclass(frozen=True, slots=True)
class ColumnAudit:
    """One column in all groups, or one cross-table."""

    column: str
    hidden: tuple[HiddenFigure, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """Every hidden figure with its interval, and what is wrong. k: values asked for."""

    k: int
    columns: tuple[ColumnAudit, ...]

    @property
    def hidden(self) -> tuple[HiddenFigure, ...]:
        """All hidden figures in the order of the plan."""
        return tuple(figure for column in self.columns for figure in column.hidden)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, in the order of the plan."""
        return tuple(finding for column in self.columns for finding in column.findings)

    @property
    def is_sound(self) -> bool:
        """Whether it may be published."""
        return not self.findings

    @property
    def narrowest(self) -> float | None:
        """Fewest values that a hidden figure can have, unless it may be known to be nought."""
        return min((figure.width for figure in self.hidden if figure.needed > 1), default=None)


def audited_columns(protected: ProtectedTable) -> Iterator[ColumnAudit]:
    """The audit of every column of a protected table, one by one."""
    siblings: dict[str, list[ProtectedColumn]] = {}
    for each in protected.columns:
        siblings.setdefault(each.column.cell, []).append(each)
    reader = _Reader(protected)
    for each in protected.columns:
        yield reader.audit(each, siblings[each.column.cell])


class _Reader:
    """Somebody who has a whole protected table before him."""

    def __init__(self, protected: ProtectedTable) -> None:
        self.plan, self.rules = protected.plan, protected.rules
        split = next((c for c in protected.columns if c.column.name == self.plan.split), None)
        self.groups = {whole: _groups(self.plan, whole, split) for whole in self.plan.groups}

    def audit(self, column: ProtectedColumn, siblings: Sequence[ProtectedColumn]) -> ColumnAudit:
        """One column in all countries. siblings: columns of the same cell, which share their n."""
        hidden: list[HiddenFigure] = []
        findings: list[Finding] = []
        for groups in self.groups.values():
            for table in tables_of(column, siblings, groups):
                try:
                    read = known_cells(table.published, self.rules.k)
                except Contradiction:
                    findings.append(_contradiction(column, groups[0]))
                    continue
                findings.extend(_small_counts(table, column, self.rules.k))
                for known in read:
                    figure = self._hidden(column, table, known)
                    if figure is not None:
                        hidden.append(figure)
        findings.extend(map(_too_narrow, (each for each in hidden if not each.is_wide_enough)))
        shown = tuple(each for each in hidden if not _is_unnamed(each.figure.group))
        return ColumnAudit(column.column.name, shown, tuple(findings))

    def _hidden(
        self, column: ProtectedColumn, table: "NamedTable", known: Known
    ) -> HiddenFigure | None:
        group = table.groups[known.row]
        figure = Figure(column.column.name, group, table.names[known.code])
        if _is_unnamed(group) and not 0 < known.interval.most < self.rules.k:
            return None
        own = column.groups.get(group)
        is_closed = own is None or own.is_closed
        is_base = table.names[known.code] in {N, N_ASKED}
        hides_zero = column.column.is_sensitive and self.rules.hide_sensitive_zero and not is_base
        may_be_known = is_closed and not known.interval.most and not hides_zero
        needed = 1 if may_be_known else self.rules.k
        return HiddenFigure(figure, known.interval, known.width, needed)


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


def _groups(plan: Plan, whole: Group, split: ProtectedColumn | None) -> tuple[Group, ...]:
    """The country, its classes, and last those who did not say theirs, unless all are known to."""
    if plan.split is None:
        return (whole,)
    said = split.groups[whole] if split else None
    named = (whole, *plan.parts(whole))
    if said is not None and said.n is not None and said.n == said.n_asked:
        return named
    return (*named, (*whole, (plan.split, UNKNOWN)))


def _is_unnamed(group: Group) -> bool:
    return group[-1][1] == UNKNOWN


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


def _small_counts(table: NamedTable, column: ProtectedColumn, k: int) -> Iterator[Finding]:
    for group, row in zip(table.groups, table.published.rows, strict=True):
        for name, count in zip(table.names, row, strict=True):
            if count is not None and 0 < count < k:
                figure = Figure(column.column.name, group, name)
                yield Finding(Problem.SMALL_COUNT, figure, f"a count of {count} is shown")


def _too_narrow(hidden: HiddenFigure) -> Finding:
    words = f"can have {hidden.width:g} values, {hidden.needed} are needed"
    return Finding(Problem.TOO_NARROW, hidden.figure, words)


def _contradiction(column: ProtectedColumn, whole: Group) -> Finding:
    figure = Figure(column.column.name, whole, N)
    return Finding(Problem.CONTRADICTION, figure, "no counts at all would give these figures")


def audit(protected: ProtectedTable) -> Audit:
    """A reader attacks everything that a protected table publishes."""
    return Audit(protected.rules.k, tuple(audited_columns(protected)))
