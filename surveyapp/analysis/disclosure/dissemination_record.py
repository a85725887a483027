"""Dissemination record: what was published of a round, kept for good beside what comes later.

The first publication of a frozen round fixes it. The gate reads the record and shows its figures
again; the audit puts every later publication beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from surveyapp.analysis.disclosure.cross import ProtectedCross, is_same_pair, shut_cross
from surveyapp.analysis.disclosure.figure import Band, Shift, TableCell
from surveyapp.analysis.disclosure.groups import GroupDisclosure
from surveyapp.analysis.disclosure.protected import (
    ProtectedColumn,
    ProtectedGroup,
    ProtectedTable,
)
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.disclosure.seal import SEAL
from surveyapp.analysis.result import CrossGroup, Group
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questions.column import Column

N, N_ASKED = "n", "n_asked"
NamedCross = tuple[str, ProtectedCross]
Kept = TypeVar("Kept")


class RecordUnreadable(ValueError):
    """A text is no record, or one of another form."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Which publication: of which questionnaire and wave, of which snapshot (sha256), ISO day."""

    questionnaire: str
    wave: str
    snapshot: str
    day: str


@dataclass(frozen=True, slots=True)
class DisseminationRecord:
    """Everything that was shown of a round. issue: its first publication.

    columns: as they were last shown. crosses: by the name of their comparison.
    """

    issue: Issue
    columns: Mapping[str, ProtectedColumn]
    crosses: tuple[NamedCross, ...] = ()

    def with_more(
        self, protected: ProtectedTable, crosses: Sequence[NamedCross]
    ) -> "DisseminationRecord":
        """The same with what this publication shows for the first time, or shows anew."""
        return replace(
            self,
            columns={**self.columns, **_shown(protected)},
            crosses=(*self.crosses, *_further(self.crosses, crosses)),
        )


def record_of(
    protected: ProtectedTable, crosses: Sequence[NamedCross], issue: Issue
) -> DisseminationRecord:
    """The record of a first publication."""
    return DisseminationRecord(issue, _shown(protected), tuple(_further((), crosses)))


def _shown(protected: ProtectedTable) -> dict[str, ProtectedColumn]:
    """All columns of which anything is said; of one that nobody was asked yet there is nothing."""
    return {
        each.column.name: each
        for each in protected.columns
        if any(group.n or not group.is_closed for group in each.groups.values())
    }


def _further(before: Sequence[NamedCross], crosses: Sequence[NamedCross]) -> Iterator[NamedCross]:
    """Cross-tables of which anything is shown, of pairs of which nothing was before."""
    for name, cross in crosses:
        is_shown = any(not group.is_closed for group in cross.groups.values())
        if is_shown and not any(is_same_pair(cross, each) for _, each in before):
            yield name, cross


def cross_again(
    cross: ProtectedCross, protected: ProtectedTable, record: DisseminationRecord
) -> ProtectedCross:
    """A cross-table as it was shown before; nothing of one that would now be another.

    Its lines would be groups beside those of the record. protected: the table beside it.
    """
    before = next((each for _, each in record.crosses if is_same_pair(each, cross)), None)
    if before is None:
        return cross
    columns = {each.column.name: each for each in protected.columns}
    is_as_it_was = all(
        name in record.columns and columns[name].groups == record.columns[name].groups
        for name in (cross.first, cross.second)
    )
    cells, were = ({g: set(e.cells) for g, e in t.groups.items()} for t in (cross, before))
    is_same = before.first == cross.first and cells == were
    return before if is_as_it_was and is_same else shut_cross(cross)


def changes_of(
    protected: ProtectedTable, earlier: DisseminationRecord
) -> Iterator[tuple[TableCell, str]]:
    """Figures that were printed otherwise, where fewer than k institutions made the difference.

    Whoever has both would know what these answered. Where at least k more answered in a group, its
    figures may be new.
    """
    now, before = (
        dict(_figures(columns)) for columns in (protected.columns, earlier.columns.values())
    )
    for figure, band in now.items():
        was = before.get(figure)
        if was is None or was == band:
            continue
        n_now, n_was = (_size(figures, figure) for figures in (now, before))
        if n_now is None or n_was is None or abs(n_now.low - n_was.low) < protected.rules.k:
            yield figure, f"{_words(was)} in an earlier release, {_words(band)} now"


def _size(figures: Mapping[TableCell, Band], of: TableCell) -> Band | None:
    return figures.get(TableCell(of.column, of.group, N))


def _words(band: Band) -> str:
    return str(band.low) if band.exact is not None else f"{band.low} to {band.high}"


def _figures(columns: Iterable[ProtectedColumn]) -> Iterator[tuple[TableCell, Band]]:
    for column in columns:
        name = column.column.name
        for group, found in column.groups.items():
            for code, band in found.cells.items():
                if band is not None:
                    yield TableCell(name, group, code), band
            for size, n in ((N, found.n), (N_ASKED, found.n_asked)):
                if n is not None:
                    yield TableCell(name, group, size), Band(n, n)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as it is written: JSON has no names of several parts."""

    column: Column
    groups: tuple[ProtectedGroup, ...]
    shifts: tuple[tuple[Group, Group, Shift], ...]


@dataclass(frozen=True, slots=True)
class _CrossGroup:
    """A group of a cross-table; cells: code of the first, code of the second, institutions."""

    group: Group
    is_closed: bool
    n_asked: int | None
    n: int | None
    cells: tuple[tuple[str, str, int | None], ...]


@dataclass(frozen=True, slots=True)
class _Cross:
    """A cross-table under the name of its comparison."""

    name: str
    first: str
    second: str
    groups: tuple[_CrossGroup, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """A whole record."""

    issue: Issue
    columns: tuple[_Column, ...]
    crosses: tuple[_Cross, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A whole table, without the plan that it was counted by."""

    rules: DisclosureRules
    columns: tuple[_Column, ...]
    crosses: tuple[_Cross, ...]
    group_disclosures: tuple[GroupDisclosure, ...]
    secret: tuple[str, ...]


def record_to_json(record: DisseminationRecord) -> bytes:
    """JSON from which the same record is read."""
    columns = tuple(map(_column, record.columns.values()))
    return msgspec.json.encode(_Record(record.issue, columns, _crosses(record.crosses)))


def record_from_json(text: bytes) -> DisseminationRecord:
    """The inverse of `record_to_json`. Raises RecordUnreadable."""
    read = _read(text, _Record)
    columns = {each.column.name: _column_of(each) for each in read.columns}
    return DisseminationRecord(read.issue, columns, _crosses_of(read.crosses))


def table_to_json(table: ProtectedTable, crosses: Sequence[NamedCross] = ()) -> bytes:
    """JSON from which the same table and cross-tables are read, by whoever knows its plan."""
    columns = tuple(map(_column, table.columns))
    secret = tuple(sorted(table.secret))
    return msgspec.json.encode(
        _Table(table.rules, columns, _crosses(crosses), table.group_disclosures, secret)
    )


def table_from_json(
    text: bytes, plan: TabulationPlan
) -> tuple[ProtectedTable, tuple[NamedCross, ...]]:
    """The inverse of `table_to_json`. plan: that of the table. Raises RecordUnreadable."""
    read = _read(text, _Table)
    columns = tuple(map(_column_of, read.columns))
    table = ProtectedTable(
        plan, read.rules, columns, SEAL, read.group_disclosures, frozenset(read.secret)
    )
    return table, _crosses_of(read.crosses)


def _read(text: bytes, kind: type[Kept]) -> Kept:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
        raise RecordUnreadable(str(problem)) from problem


def _column(each: ProtectedColumn) -> _Column:
    shifts = tuple((later, earlier, shift) for (later, earlier), shift in each.shifts.items())
    return _Column(each.column, tuple(each.groups.values()), shifts)


def _column_of(read: _Column) -> ProtectedColumn:
    groups = {each.group: each for each in read.groups}
    shifts = {(later, earlier): shift for later, earlier, shift in read.shifts}
    return ProtectedColumn(read.column, groups, shifts)


def _crosses(crosses: Sequence[NamedCross]) -> tuple[_Cross, ...]:
    return tuple(
        _Cross(name, each.first, each.second, tuple(map(_cross_group, each.groups.values())))
        for name, each in crosses
    )


def _cross_group(each: CrossGroup) -> _CrossGroup:
    cells = tuple((first, second, n) for (first, second), n in each.cells.items())
    return _CrossGroup(each.group, each.is_closed, each.n_asked, each.n, cells)


def _crosses_of(read: Sequence[_Cross]) -> tuple[NamedCross, ...]:
    return tuple(
        (each.name, ProtectedCross(each.first, each.second, _cross_groups(each.groups), SEAL))
        for each in read
    )


def _cross_groups(read: Sequence[_CrossGroup]) -> dict[Group, CrossGroup]:
    return {
        each.group: CrossGroup(
            each.group,
            each.is_closed,
            each.n_asked,
            each.n,
            {(first, second): n for first, second, n in each.cells},
        )
        for each in read
    }
