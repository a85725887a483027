"""Totals: sums of two groups side by side, never a ratio and never a difference."""

from collections.abc import Iterator

from surveyapp.analysis.comparison import Bounds, ColumnComparison
from surveyapp.analysis.publication import DeclaredComparison
from surveyapp.reports.amount import HIDDEN, Amount, Cell, Part
from surveyapp.reports.labels import Labels
from surveyapp.reports.page import Figure, Findings
from surveyapp.reports.table import Row, Table, missing_words


def totalled(declared: DeclaredComparison, findings: Findings) -> Figure:
    """A table of sums over the institutions of each group, rounded as the rules say."""
    columns, labels = findings.columns_of(declared), findings.labels
    name, number, title = findings.heading(declared)
    rows = (*_rows(columns, labels), *_sums(declared, columns, labels))
    return Figure(
        name=name,
        number=number,
        title=title,
        sentence=labels.translate.gettext(
            "Sums of what the institutions counted, side by side. They are not compared with each"
            " other."
        ),
        charts=(),
        kind="table",
        answer=None,
        scale=(),
        table=Table(findings.groups, rows),
        base=missing_words(columns, findings.groups, labels),
        is_hidden=any(cell is None for row in rows for cell in row.cells),
        groups=findings.groups,
    )


def _rows(columns: tuple[ColumnComparison, ...], labels: Labels) -> Iterator[Row]:
    for shown in columns:
        cells = [total_cell(group.total, labels) for group in shown.groups[:2]]
        yield Row.of(labels.line(shown.column), cells)


def _sums(
    declared: DeclaredComparison, columns: tuple[ColumnComparison, ...], labels: Labels
) -> Iterator[Row]:
    """Lines that the plan takes together, from what is shown of each."""
    by_name = {shown.column.name: shown for shown in columns}
    for each in declared.together:
        found = [by_name[name] for name in each.columns if name in by_name]
        if found and len(found) == len(each.columns):
            totals = [[shown.groups[place].total for shown in found] for place in (0, 1)]
            cells = [total_cell(_added(of_group), labels) for of_group in totals]
            yield Row.of(labels.wording.text(each.text_path), cells)


def _added(totals: list[Bounds | None]) -> Bounds | None:
    shown = [total for total in totals if total is not None]
    if len(shown) < len(totals):
        return None
    return sum(low for low, _ in shown), sum(high for _, high in shown)


def total_cell(total: Bounds | None, labels: Labels) -> Cell:
    """A sum, or its two ends where "fewer than five" was answered; None: hidden."""
    if total is None:
        return HIDDEN
    low, high = (labels.number(end) for end in total)
    amounts = (Amount(total[0], Part.LOW), Amount(total[1], Part.HIGH))
    return Cell(low if low == high else f"{low}–{high}", amounts)
