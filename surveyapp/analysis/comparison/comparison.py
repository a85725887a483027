"""Comparison: from counted answers through the gate to what may be shown."""

from collections.abc import Iterator

from surveyapp.analysis.comparison.composition import compositions
from surveyapp.analysis.comparison.difference import differences
from surveyapp.analysis.comparison.index_band import mean_bands
from surveyapp.analysis.comparison.measures import group_result, has_ticks, rates_by_group, ticks
from surveyapp.analysis.comparison.sampling_frame import NO_FRAME, SamplingFrame
from surveyapp.analysis.comparison.significance import significance
from surveyapp.analysis.disclosure.gate import protect
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedTable, pairs
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.microdata.snapshot import Snapshot
from surveyapp.analysis.result import (
    ColumnComparison,
    Comparison,
    Group,
    Significance,
    Ticks,
)
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation_plan import TabulationPlan


def protected(snapshot: Snapshot, plan: TabulationPlan, rules: DisclosureRules) -> ProtectedTable:
    """All columns of the plan, counted and protected once for both views."""
    return protect(count(snapshot, plan), rules)


def view(table: ProtectedTable, snapshot: Snapshot, frame: SamplingFrame = NO_FRAME) -> Comparison:
    """The widest view of a protected table. snapshot: what it was counted from."""
    return _view(table, snapshot, table.plan.groups, frame)


def view_split(
    table: ProtectedTable, snapshot: Snapshot, frame: SamplingFrame = NO_FRAME
) -> Comparison:
    """The finest view; the same as the widest when the plan has no split."""
    return _view(table, snapshot, table.plan.split_groups, frame)


def _view(
    table: ProtectedTable, snapshot: Snapshot, groups: tuple[Group, ...], frame: SamplingFrame
) -> Comparison:
    columns = tuple(_compared(table, column, groups, frame) for column in table.columns)
    return Comparison(
        questionnaire=snapshot.origin.questionnaire,
        version=snapshot.origin.version,
        snapshot=snapshot.sha256,
        synthetic=snapshot.origin.synthetic,
        grouping=tuple(name for name, _ in groups[0]) if groups else (table.plan.by,),
        columns=columns,
        ticks=_all_ticks(table, groups),
        rates=tuple(rates_by_group(columns, table.plan.by, frame)),
        compositions=tuple(compositions(table.columns, groups, frame.compositions)),
        tests=tuple(_tests(table, groups)) if frame.is_sample else (),
    )


def _tests(table: ProtectedTable, groups: tuple[Group, ...]) -> Iterator[Significance]:
    found = [pair for pair in pairs(table.plan) if pair[0] in groups and pair[1] in groups]
    return significance(table.columns, found, table.rules.k)


def _compared(
    table: ProtectedTable,
    protected_column: ProtectedColumn,
    names: tuple[Group, ...],
    frame: SamplingFrame,
) -> ColumnComparison:
    column = protected_column.column
    groups = [protected_column.groups[name] for name in names]
    means = mean_bands(table, column.name)
    return ColumnComparison(
        column=column,
        groups=tuple(
            group_result(column, group, frame, means.get(group.group)) for group in groups
        ),
        differences=()
        if column.name in frame.side_by_side
        else tuple(differences(protected_column, groups, frame, table.plan.pairing)),
    )


def _all_ticks(table: ProtectedTable, names: tuple[Group, ...]) -> tuple[Ticks, ...]:
    by_cell: dict[str, list[ProtectedColumn]] = {}
    for each in table.columns:
        if has_ticks(each.column):
            by_cell.setdefault(each.column.cell, []).append(each)
    return tuple(
        ticks(columns[0].column, name, [each.groups[name] for each in columns])
        for columns in by_cell.values()
        for name in names
    )
