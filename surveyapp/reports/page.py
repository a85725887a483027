"""Page: one chapter of a comparison as figures, each with sentence, chart, table and base."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from surveyapp.analysis.comparison import ColumnComparison, Comparison, GroupResult
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import TICKED, Level, Role
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
from surveyapp.reports.sentence import sentence
from surveyapp.reports.table import Table, missing_words, table_of

MOST_ROWS = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """One question compared. charts: the wide and the narrow drawing, none where a table says it.

    answer: the code whose share the chart shows, where it shows only one; key: whether the chart
    is of dots or of a scale; scale: words of the scale's categories.
    """

    name: str
    number: str
    title: str
    sentence: str
    charts: tuple[Drawing | StackedDrawing, ...]
    kind: str
    answer: str | None
    scale: tuple[str, ...]
    table: Table
    base: str
    is_hidden: bool


def figures(
    form: Questionnaire, section: str, comparison: Comparison, labels: Labels
) -> tuple[Figure, ...]:
    """The figures of one section, in the order of the form."""
    groups = group_names(form, labels)
    by_question = groupby(comparison.columns, key=lambda shown: shown.column.question)
    return tuple(
        _figure(form, name, tuple(columns), groups, labels)
        for name, columns in by_question
        if form.questions[name].section == section and name != form.compare_by
    )


def group_names(form: Questionnaire, labels: Labels) -> tuple[str, str]:
    """Names of the two groups, in the order of the code list."""
    first, second = (labels.wording.text(code.text_path) for code in form.compare_codes[:2])
    return first, second


def _figure(
    form: Questionnaire,
    name: str,
    columns: tuple[ColumnComparison, ...],
    groups: tuple[str, str],
    labels: Labels,
) -> Figure:
    asked = form.questions[name]
    is_scale = _is_single_scale(columns)
    code = None if is_scale else _code_shown(columns)
    column = columns[0].column
    return Figure(
        name=name,
        number=asked.number,
        title=labels.wording.text(f"{asked.path}.label"),
        sentence=sentence(columns, groups, labels),
        charts=_scale_charts(columns[0], groups, labels)
        if is_scale
        else _dot_charts(columns, code, labels),
        kind="scale" if is_scale else "dots",
        answer=_answer(columns, code, labels),
        scale=tuple(labels.code(column, c) for c in reversed(column.codes)) if is_scale else (),
        table=table_of(columns, groups, labels),
        base=missing_words(columns, groups, labels),
        is_hidden=any(_has_hidden(shown) for shown in columns),
    )


def _is_single_scale(columns: tuple[ColumnComparison, ...]) -> bool:
    column = columns[0].column
    return len(columns) == 1 and column.level is Level.ORDINAL and 3 <= len(column.codes) <= 7


def _answer(columns: tuple[ColumnComparison, ...], code: str | None, labels: Labels) -> str | None:
    is_grid = len(columns) > 1 and columns[0].column.role is Role.ANSWER
    return labels.code(columns[0].column, code) if code and is_grid else None


def _code_shown(columns: tuple[ColumnComparison, ...]) -> str | None:
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


def _dot_charts(
    columns: tuple[ColumnComparison, ...], code: str | None, labels: Labels
) -> tuple[Drawing, ...]:
    column = columns[0].column
    if not column.codes or column.role is Role.RANK:
        return ()
    rows = list(
        _code_rows(columns[0], labels) if code is None else _line_rows(columns, code, labels)
    )
    visible = [row for row in rows if any(row.dots)]
    ordered = sorted(visible, key=_size, reverse=True)[:MOST_ROWS]
    ticks = [labels.percent(share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    layouts = (WIDE_LAYOUT, NARROW_LAYOUT)
    return tuple(dot_chart(ordered, ticks, layout) for layout in layouts) if ordered else ()


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


def _scale_charts(
    shown: ColumnComparison, groups: tuple[str, str], labels: Labels
) -> tuple[StackedDrawing, ...]:
    bars = [
        (name, _distribution(group, labels))
        for name, group in zip(groups, shown.groups, strict=False)
    ]
    if not any(shares for _, shares in bars):
        return ()
    return tuple(stacked_chart(bars, layout) for layout in (WIDE_LAYOUT, NARROW_LAYOUT))


def _distribution(group: GroupResult, labels: Labels) -> list[tuple[float, str]] | None:
    if any(value.share is None for value in group.values):
        return None
    shares = [value.share or 0.0 for value in reversed(group.values)]
    return [(share, labels.number(share * 100)) for share in shares]


def _has_hidden(shown: ColumnComparison) -> bool:
    return any(
        group.is_hidden or any(value.is_hidden for value in group.values) for group in shown.groups
    )
