"""Cross system: cross-tables and the tables of their margins as equations for an attacker."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from surveyapp.analysis.disclosure.attack import System
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedTable
from surveyapp.analysis.disclosure.published_tables import (
    groups_of,
    is_unnamed,
    siblings_of,
    tables_of,
)
from surveyapp.analysis.result import Group

Pair = tuple[str, str]
Margins = tuple[ProtectedColumn, ProtectedColumn]


class ShownCross(Protocol):
    """One group's cross-table as far as it is shown; None: hidden."""

    @property
    def n_asked(self) -> int | None:
        """Institutions that were asked both questions."""

    @property
    def n(self) -> int | None:
        """Institutions that answered both."""

    @property
    def cells(self) -> Mapping[Pair, int | None]:
        """(code, code) -> institutions."""


@dataclass(frozen=True, slots=True)
class MarginCell:
    """A hidden count of a margin. may_be_known: nought of it may be computed."""

    column: str
    group: Group
    code: str
    unknown: int
    may_be_known: bool


class CrossSystem:
    """Everything that is published of some columns of a country and of their cross-tables.

    cells: unknowns of all cross-tables' cells in the order in which they were added. unanswered:
    how many gave one answer and not the other question's; never shown. hides_zero: whether nought
    is as telling as a small count, because a column is sensitive.
    """

    def __init__(self, protected: ProtectedTable, whole: Group) -> None:
        self.protected, self.system = protected, System()
        self.groups = groups_of(protected, whole)
        self.siblings = siblings_of(protected)
        self.hidden_margins: list[MarginCell] = []
        self.hides_zero = False
        self.cells: list[int] = []
        self.unanswered: list[int] = []
        self._margins: dict[tuple[str, Group, str], int] = {}

    def add_cross(
        self, margins: Margins, shown: Mapping[Group, ShownCross]
    ) -> dict[tuple[Group, Pair], int]:
        """A cross-table in all groups in which it stands; (group, pair) -> unknown."""
        for column in margins:
            self._add_table(column)
        unknowns: dict[tuple[Group, Pair], int] = {}
        for group, each in shown.items():
            for pair, count in each.cells.items():
                unknowns[group, pair] = self._unknown(count)
            self.system.publish(each.n, [unknowns[group, pair] for pair in each.cells])
            for side, column in enumerate(margins):
                self._add_lines(column, side, group, each, unknowns)
        whole, *parts = shown
        if parts:
            for pair in shown[whole].cells:
                below = [unknowns[part, pair] for part in parts]
                self.system.publish(0, below, [unknowns[whole, pair]])
        self.cells.extend(unknowns.values())
        return unknowns

    def _add_lines(
        self,
        column: ProtectedColumn,
        side: int,
        group: Group,
        shown: ShownCross,
        unknowns: Mapping[tuple[Group, Pair], int],
    ) -> None:
        """Every code's cells, those who did not answer or were not asked the other, and its sum."""
        own = column.groups.get(group)
        n_asked = None if own is None or own.is_closed else own.n_asked
        were_all_asked = n_asked is not None and n_asked == shown.n_asked
        for code in column.column.codes:
            line = [unknowns[group, pair] for pair in shown.cells if pair[side] == code]
            unanswered = self.system.unknown()
            self.unanswered.append(unanswered)
            line.append(unanswered)
            if not were_all_asked:
                line.append(self.system.unknown())
            self.system.publish(0, line, [self._margins[column.column.name, group, code]])

    def _add_table(self, column: ProtectedColumn) -> None:
        name = column.column.name
        if any(known == name for known, _, _ in self._margins):
            return
        hides_zero = column.column.is_sensitive and self.protected.rules.hide_sensitive_zero
        self.hides_zero = self.hides_zero or hides_zero
        table = next(tables_of(column, self.siblings[column.column.cell], self.groups))
        published = table.published
        for group, row, n in zip(table.groups, published.rows, published.n, strict=True):
            for code, count in zip(table.names, row, strict=True):
                unknown = self._margins[name, group, code] = self._unknown(count)
                if count is None and not is_unnamed(group):
                    may_be_known = column.groups[group].is_closed and not hides_zero
                    cell = MarginCell(name, group, code, unknown, may_be_known)
                    self.hidden_margins.append(cell)
            self.system.publish(n, [self._margins[name, group, code] for code in table.names])
        for code in table.names if len(self.groups) > 1 else ():
            whole, *parts = (self._margins[name, group, code] for group in self.groups)
            self.system.publish(0, parts, [whole])

    def _unknown(self, count: int | None) -> int:
        return self.system.unknown() if count is None else self.system.unknown(count, count)
