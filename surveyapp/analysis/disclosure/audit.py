"""Audit: a reader attacks everything that is published, together with what was published before.

Reads published figures only, never exact counts. What is shown beside counts (shares, bounds,
differences, medians, top twos, codes taken together, mean ticks) is made of shown counts and
tells nothing more; so the counts, n and the number asked are put together, per question and
country, over the country and its classes. Whoever tells which cells were hidden first would help
a reader further: the gate allows for that, an audit cannot know it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.analysis.disclosure.hidden_figure import Figure, HiddenFigure
from surveyapp.analysis.disclosure.programme import Contradiction
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedTable
from surveyapp.analysis.disclosure.published import Known, known_cells
from surveyapp.analysis.disclosure.published_tables import (
    N_ASKED,
    N,
    NamedTable,
    groups_of,
    is_unnamed,
    siblings_of,
    tables_of,
)
from surveyapp.analysis.result import Group


class Problem(StrEnum):
    """What an audit finds."""

    TOO_NARROW = "too-narrow"  # a hidden figure that can have fewer than k values
    SMALL_COUNT = "small-count"  # a shown count of 1 to k - 1
    CONTRADICTION = "contradiction"  # figures that no counts would give
    OUT_OF_TIME = "out-of-time"  # nothing was proved
    SMALL_STEP = "small-step"  # releases that differ by fewer than k institutions
    CHANGED_CODES = "changed-codes"  # a column that cannot be put beside an earlier release


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be published. words: what a reader would know."""

    problem: Problem
    figure: Figure
    words: str


@dataclass(frozen=True, slots=True)
class ColumnAudit:
    """One column in all groups, alone or beside the numbers asked of others; or one cross-table."""

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
        """Every hidden figure once, as narrow as an attack makes it, in the order of the plan."""
        found: dict[Figure, HiddenFigure] = {}
        for column in self.columns:
            for each in column.hidden:
                if each.figure not in found or each.width < found[each.figure].width:
                    found[each.figure] = each
        return tuple(found.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The columns and cross-tables that were attacked, each once."""
        return tuple(dict.fromkeys(column.column for column in self.columns))

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
    siblings = siblings_of(protected)
    reader = _Reader(protected)
    for each in protected.columns:
        yield reader.audit(each, siblings[each.column.cell])


class _Reader:
    """Somebody who has a whole protected table before him."""

    def __init__(self, protected: ProtectedTable) -> None:
        self.plan, self.rules = protected.plan, protected.rules
        self.groups = {whole: groups_of(protected, whole) for whole in self.plan.groups}

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
        findings.extend(map(too_narrow, (each for each in hidden if not each.is_wide_enough)))
        shown = tuple(each for each in hidden if not is_unnamed(each.figure.group))
        return ColumnAudit(column.column.name, shown, tuple(findings))

    def _hidden(
        self, column: ProtectedColumn, table: NamedTable, known: Known
    ) -> HiddenFigure | None:
        group = table.groups[known.row]
        figure = Figure(column.column.name, group, table.names[known.code])
        if is_unnamed(group) and not 0 < known.interval.most < self.rules.k:
            return None
        own = column.groups.get(group)
        is_closed = own is None or own.is_closed
        is_base = table.names[known.code] in {N, N_ASKED}
        hides_zero = column.column.is_sensitive and self.rules.hide_sensitive_zero and not is_base
        may_be_known = is_closed and not known.interval.most and not hides_zero
        needed = 1 if may_be_known else self.rules.k
        return HiddenFigure(figure, known.interval, known.width, needed)


def _small_counts(table: NamedTable, column: ProtectedColumn, k: int) -> Iterator[Finding]:
    for group, row in zip(table.groups, table.published.rows, strict=True):
        for name, count in zip(table.names, row, strict=True):
            if count is not None and 0 < count < k:
                figure = Figure(column.column.name, group, name)
                yield Finding(Problem.SMALL_COUNT, figure, f"a count of {count} is shown")


def too_narrow(hidden: HiddenFigure) -> Finding:
    """What is said of a hidden figure that can have fewer values than asked."""
    words = f"can have {hidden.width:g} values, {hidden.needed} are needed"
    return Finding(Problem.TOO_NARROW, hidden.figure, words)


def _contradiction(column: ProtectedColumn, whole: Group) -> Finding:
    figure = Figure(column.column.name, whole, N)
    return Finding(Problem.CONTRADICTION, figure, "no counts at all would give these figures")
