"""Totals: sums of two groups side by side, never a ratio and never a difference."""

from collections.abc import Iterator

from surveyapp.analysis.dissemination_plan import DeclaredComparison
from surveyapp.analysis.result import ColumnComparison
from surveyapp.reports.block import TableRow
from surveyapp.reports.exhibit.page import Figure, Findings
from surveyapp.reports.exhibit.table import Table, range_cell, share_rows
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.amount import TOO_FEW
from surveyapp.reports.sentence.people import added, total_cell


def totalled(declared: DeclaredComparison, findings: Findings) -> Figure:
    """A table of sums over the institutions of each group, rounded as the rules say."""
    columns, labels = findings.columns_of(declared), findings.labels
    name, number, title = findings.heading(declared)
    rows = (*_rows(columns, labels), *_sums(declared, columns, labels))
    return Figure(
        name=name,
        number=number,
        title=title,
        said=findings.said(columns),
        charts=(),
        answer=None,
        scale=(),
        table=Table(findings.groups, rows),
        base=findings.base(columns),
        is_hidden=any(cell is None for row in rows for cell in row.cells),
        groups=findings.groups,
    )


def _rows(columns: tuple[ColumnComparison, ...], labels: Labels) -> Iterator[TableRow]:
    """A sum a line, where there is one; of numbers in classes the institutions in each."""
    for shown in columns:
        is_classed, n = shown.column.is_classed, len(shown.groups)
        totals = [group.total for group in shown.groups]
        if not is_classed:
            yield TableRow.of(
                labels.line(shown.column), [total_cell(each, labels) for each in totals]
            )
        elif any(totals):
            cells = [TOO_FEW if each is None else range_cell(each, labels) for each in totals]
            yield TableRow.of(labels.line(shown.column), cells)
        for row in share_rows(shown, labels) if is_classed else ():
            yield TableRow(row.head, row.cells[:n], row.amounts[:n])


def _sums(
    declared: DeclaredComparison, columns: tuple[ColumnComparison, ...], labels: Labels
) -> Iterator[TableRow]:
    """Lines that the plan takes together, from what is shown of each."""
    by_name = {shown.column.name: shown for shown in columns}
    for each in declared.together:
        found = [by_name[name] for name in each.columns if name in by_name]
        is_summed = not any(shown.column.is_classed for shown in found)
        if found and len(found) == len(each.columns) and is_summed:
            totals = zip(*([g.total for g in shown.groups] for shown in found), strict=True)
            cells = [total_cell(added(list(of_group)), labels) for of_group in totals]
            yield TableRow.of(labels.wording.text(each.text_path), cells)
