"""Figure chart: which marks a chart of compared columns has; `chart` says where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from surveyapp.analysis.result import ColumnComparison, CombinedShare, GroupResult, ValueShare
from surveyapp.questions.column import TICKED, Column, Level, Role
from surveyapp.reports.chart.chart import (
    NARROW_LAYOUT,
    WIDE_LAYOUT,
    Dot,
    DotRow,
    Drawing,
    Range,
    Shown,
    dot_chart,
    nearer_end,
)
from surveyapp.reports.chart.stacked import MOST_CATEGORIES, StackedDrawing, stacked_chart
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.range_words import points_range
from surveyapp.reports.sentence.statement import ends_of, lines_of

MOST_ROWS = 30
FEWEST_CATEGORIES = 3
LAYOUTS = (WIDE_LAYOUT, NARROW_LAYOUT)
AXIS = (0.0, 0.25, 0.5, 0.75, 1.0)


def is_single_scale(columns: Sequence[ColumnComparison]) -> bool:
    """Whether one ordinal scale of exact shares is shown, as a bar around its middle."""
    column = columns[0].column
    is_scale = len(columns) == 1 and column.level is Level.ORDINAL
    is_short = FEWEST_CATEGORIES <= len(column.codes) <= MOST_CATEGORIES
    return is_scale and is_short and not any(map(_has_range, columns[0].groups))


def code_shown(columns: Sequence[ColumnComparison]) -> str | None:
    """For rows that share codes: the code of which the sentence tells a line.

    Where it tells none, that in which the groups surely differ most over all rows; where nothing is
    sure, the one in which the middles of the ranges lie furthest apart.
    """
    column = columns[0].column
    if column.role is Role.OPTION:
        return TICKED
    if len(columns) == 1 or not column.codes:
        return None
    chosen = lines_of(columns).chosen
    if chosen is not None and chosen[1].ahead is not None:
        return chosen[1].code
    sizes = dict.fromkeys(column.codes, (0.0, 0.0))
    for shown in columns:
        for difference in shown.differences:
            ends = ends_of(difference)
            if ends is not None and difference.code in sizes:
                sure, apart = sizes[difference.code]
                middle = abs(sum(ends)) / 2
                sizes[difference.code] = sure + nearer_end(ends), apart + middle
    return max(sizes, key=lambda code: sizes[code])


def dot_charts(
    columns: Sequence[ColumnComparison], code: str | None, labels: Labels
) -> tuple[Drawing, ...]:
    """Shares of one code line by line, or of every code of one column.

    The codes of a scale keep its order.
    """
    column = columns[0].column
    if not column.codes or column.role is Role.RANK:
        return ()
    if code is not None:
        return drawn(_line_rows(columns, code, labels), labels)
    return drawn(_code_rows(columns[0], labels), labels, is_sorted=column.level is Level.NOMINAL)


def drawn(rows: Iterable[DotRow], labels: Labels, *, is_sorted: bool = True) -> tuple[Drawing, ...]:
    """The wide and the narrow chart, what is surely largest first; none without a mark.

    Closely protected lines stand below the others.
    """
    visible = [row for row in rows if any(row.marks)]
    if is_sorted:
        visible.sort(key=lambda row: row.certain, reverse=True)
    kept = visible[:MOST_ROWS]
    above, below = ([row for row in kept if row.is_protected is each] for each in (False, True))
    if not above:
        above, below = below, above
    note = labels.translate.gettext("closely protected: ranges instead of small numbers")
    ticks = [labels.percent(share) for share in AXIS]
    drawings = (dot_chart(above, ticks, each, below, note) for each in LAYOUTS)
    n_left = len(visible) - len(kept)
    return tuple(replace(each, n_left=n_left) for each in drawings) if kept else ()


def combined_charts(columns: Sequence[ColumnComparison], labels: Labels) -> tuple[Drawing, ...]:
    """Line by line the first share of several codes that the plan declares."""
    return drawn((_combined_row(shown, labels) for shown in columns), labels)


def scale_charts(
    shown: ColumnComparison, groups: Sequence[str], labels: Labels
) -> tuple[StackedDrawing, ...]:
    """One bar a group around the middle of the scale; none when all are too small."""
    found = [_distribution(shown.column, group, labels) for group in shown.groups]
    if not any(found):
        return ()
    too_few = labels.translate.gettext("too few")
    bars = [
        (name if shares else f"{name}: {too_few}", shares)
        for name, shares in zip(groups, found, strict=False)
    ]
    return tuple(stacked_chart(bars, layout) for layout in LAYOUTS)


def dot_row(
    label: str, marks: Sequence[Shown | None], labels: Labels, *, is_protected: bool = False
) -> DotRow:
    """A line with the second mark less the first at its right, or that one group is too small.

    Of another number of groups the table alone has the differences.
    """
    plain = DotRow(label, tuple(marks), "", is_protected)
    if len(marks) != 2:
        return plain
    words = labels.translate.gettext("too few")
    if plain.gap is not None:
        words = points_range(plain.gap, labels)
    return DotRow(label, plain.marks, words, is_protected)


def _is_protected(shown: ColumnComparison) -> bool:
    """Whether its small numbers are ranges; so are those that would tell a sensitive answer."""
    return shown.column.is_sensitive or any(map(_has_range, shown.groups))


def _has_range(group: GroupResult) -> bool:
    return any(isinstance(_mark(value, group), Range) for value in group.values)


def _code_rows(shown: ColumnComparison, labels: Labels) -> Iterator[DotRow]:
    for code in shown.column.codes:
        yield _row(labels.code(shown.column, code), shown, code, labels)


def _line_rows(columns: Iterable[ColumnComparison], code: str, labels: Labels) -> Iterator[DotRow]:
    for shown in columns:
        yield _row(labels.line(shown.column), shown, code, labels)


def _row(label: str, shown: ColumnComparison, code: str, labels: Labels) -> DotRow:
    """A line of one code; without a difference where the plan only sets the groups beside."""
    marks = [_mark(_value(group, code), group) for group in shown.groups]
    is_protected = _is_protected(shown)
    found = next((d for d in shown.differences if d.code == code), None)
    if found is None:
        return DotRow(label, tuple(marks), "", is_protected)
    ends = ends_of(found)
    if ends is None or len(marks) != 2:
        return dot_row(label, marks, labels, is_protected=is_protected)
    return DotRow(label, tuple(marks), points_range(ends, labels), is_protected)


def _value(group: GroupResult, code: str) -> ValueShare | None:
    return next((value for value in group.values if value.code == code), None)


def _combined_row(shown: ColumnComparison, labels: Labels) -> DotRow:
    marks = [_mark(next(iter(group.together), None), group) for group in shown.groups]
    label = labels.line(shown.column)
    return dot_row(label, marks, labels, is_protected=_is_protected(shown))


def _mark(value: ValueShare | CombinedShare | None, group: GroupResult) -> Shown | None:
    if value is None:
        return None
    if value.share is not None:
        low, high = value.bounds or (None, None)
        return Dot(value.share, low, high, has_absent=group.n_population is not None)
    return share_mark(value.share_band)


def share_mark(ends: tuple[float, float] | None) -> Shown | None:
    """A share of which only its two ends are known; a dot where they are one."""
    if ends is None:
        return None
    low, high = ends
    return Dot(low) if low == high else Range(low, high)


def _distribution(
    column: Column, group: GroupResult, labels: Labels
) -> list[tuple[float, str]] | None:
    """Shares from the lowest category to the highest; None for a group that is too small."""
    shares = {value.code: value.share for value in group.values}
    found = [share for code in column.rising if (share := shares.get(code)) is not None]
    if not found or len(found) < len(shares):
        return None
    return [(share, labels.number(share * 100)) for share in found]
