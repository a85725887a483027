"""Figure chart: which marks a chart of compared columns has; `chart` says where they stand."""

from collections.abc import Iterable, Iterator, Sequence

from surveyapp.analysis.comparison import ColumnComparison, CombinedShare, GroupResult
from surveyapp.questions.column import TICKED, Column, Level, Role
from surveyapp.reports.chart import (
    NARROW_LAYOUT,
    WIDE_LAYOUT,
    Dot,
    DotRow,
    Drawing,
    StackedDrawing,
    dot_chart,
    stacked_chart,
)
from surveyapp.reports.labels import Labels

MOST_ROWS = 30
LAYOUTS = (WIDE_LAYOUT, NARROW_LAYOUT)
AXIS = (0.0, 0.25, 0.5, 0.75, 1.0)


def is_single_scale(columns: Sequence[ColumnComparison]) -> bool:
    """Whether one ordinal scale is shown, as a bar around its middle."""
    column = columns[0].column
    return len(columns) == 1 and column.level is Level.ORDINAL and 3 <= len(column.codes) <= 7


def code_shown(columns: Sequence[ColumnComparison]) -> str | None:
    """For rows that share codes: the code in which the two groups differ most over all rows."""
    column = columns[0].column
    if column.role is Role.OPTION:
        return TICKED
    if len(columns) == 1 or not column.codes:
        return None
    sizes = dict.fromkeys(column.codes, 0.0)
    for shown in columns:
        for difference in shown.differences:
            if difference.value is not None and difference.code in sizes:
                sizes[difference.code] += abs(difference.value)
    return max(sizes, key=lambda code: sizes[code])


def dot_charts(
    columns: Sequence[ColumnComparison], code: str | None, labels: Labels
) -> tuple[Drawing, ...]:
    """Shares of one code line by line, or of every code of one column."""
    column = columns[0].column
    if not column.codes or column.role is Role.RANK:
        return ()
    rows = _code_rows(columns[0], labels) if code is None else _line_rows(columns, code, labels)
    return drawn(rows, labels)


def drawn(rows: Iterable[DotRow], labels: Labels) -> tuple[Drawing, ...]:
    """The wide and the narrow chart, the largest difference first; none without a mark."""
    visible = [row for row in rows if any(row.dots)]
    ordered = sorted(visible, key=_size, reverse=True)[:MOST_ROWS]
    ticks = [labels.percent(share) for share in AXIS]
    return tuple(dot_chart(ordered, ticks, layout) for layout in LAYOUTS) if ordered else ()


def combined_charts(columns: Sequence[ColumnComparison], labels: Labels) -> tuple[Drawing, ...]:
    """Line by line the first share of several codes that the plan declares."""
    return drawn((_combined_row(shown, labels) for shown in columns), labels)


def scale_charts(
    shown: ColumnComparison, groups: tuple[str, str], labels: Labels
) -> tuple[StackedDrawing, ...]:
    """One bar a group around the middle of the scale; none when both are hidden."""
    found = [_distribution(shown.column, group, labels) for group in shown.groups[:2]]
    if not any(found):
        return ()
    hidden = labels.translate.gettext("hidden")
    bars = [
        (name if shares else f"{name}: {hidden}", shares)
        for name, shares in zip(groups, found, strict=False)
    ]
    return tuple(stacked_chart(bars, layout) for layout in LAYOUTS)


def points_between(dots: Sequence[Dot | None], labels: Labels) -> str:
    """The second dot less the first in percentage points; "" when one is hidden."""
    first, second = (*dots, None, None)[:2]
    return "" if first is None or second is None else labels.points(second.share - first.share)


def _size(row: DotRow) -> float:
    first, second = row.dots
    return abs(first.share - second.share) if first and second else -1.0


def _code_rows(shown: ColumnComparison, labels: Labels) -> Iterator[DotRow]:
    for code in shown.column.codes:
        yield _row(labels.code(shown.column, code), shown, code, labels)


def _line_rows(columns: Iterable[ColumnComparison], code: str, labels: Labels) -> Iterator[DotRow]:
    for shown in columns:
        yield _row(labels.line(shown.column), shown, code, labels)


def _row(label: str, shown: ColumnComparison, code: str, labels: Labels) -> DotRow:
    differences = (d.value for d in shown.differences if d.code == code and d.value is not None)
    value = next(differences, None)
    dots = tuple(_dot(group, code) for group in shown.groups[:2])
    return DotRow(label, dots, "" if value is None else labels.points(value))


def _dot(group: GroupResult, code: str) -> Dot | None:
    value = next((value for value in group.values if value.code == code), None)
    if value is None or value.share is None:
        return None
    low, high = value.bounds or (None, None)
    return Dot(value.share, low, high)


def _combined_row(shown: ColumnComparison, labels: Labels) -> DotRow:
    dots = tuple(_combined_dot(group.together[:1]) for group in shown.groups[:2])
    return DotRow(labels.line(shown.column), dots, points_between(dots, labels))


def _combined_dot(found: tuple[CombinedShare, ...]) -> Dot | None:
    if not found or found[0].share is None:
        return None
    low, high = found[0].bounds or (None, None)
    return Dot(found[0].share, low, high)


def _distribution(
    column: Column, group: GroupResult, labels: Labels
) -> list[tuple[float, str]] | None:
    """Shares from the lowest category to the highest; None when one is hidden."""
    shares = {value.code: value.share for value in group.values}
    found = [share for code in column.rising if (share := shares[code]) is not None]
    if len(found) < len(shares):
        return None
    return [(share, labels.number(share * 100)) for share in found]
