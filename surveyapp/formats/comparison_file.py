"""Comparison file: what a comparison shows, as CSV with one figure a line.

Cells that a spreadsheet would run as a formula are guarded by an apostrophe; numbers stay numbers.
"""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TextIO

from surveyapp.analysis.comparison import (
    Bounds,
    ColumnComparison,
    Comparison,
    Difference,
    Group,
    GroupResult,
    Ticks,
)

HEADER = (
    "synthetic",
    "snapshot",
    "question",
    "column",
    "group",
    "n_asked",
    "n",
    "figure",
    "code",
    "value",
    "low",
    "high",
    "hidden",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Figure = tuple[str, str | None, str | float | None, Bounds | None, bool]
"""Name, code, value, interval, whether it is hidden."""

CsvCell = str | int | float | None


def comparison_csv(comparison: Comparison, columns: Collection[str] | None = None) -> str:
    """The file as text; only these columns when some are named."""
    if columns is not None:
        chosen = tuple(c for c in comparison.columns if c.column.name in columns)
        cells = {shown.column.cell for shown in chosen}
        ticks = tuple(t for t in comparison.ticks if t.cell in cells)
        comparison = replace(comparison, columns=chosen, ticks=ticks)
    stream = io.StringIO()
    write_comparison_csv(comparison, stream)
    return stream.getvalue()


def write_comparison_csv(comparison: Comparison, stream: TextIO) -> None:
    """One line a figure; a hidden one has no value and says 1 under `hidden`."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    start: tuple[CsvCell, ...] = (int(comparison.synthetic), comparison.snapshot)
    for line in _lines(comparison):
        writer.writerow([guarded(cell) for cell in (*start, *line)])


def guarded(cell: CsvCell) -> CsvCell:
    """The cell, with an apostrophe before a text that a spreadsheet would run."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _lines(comparison: Comparison) -> Iterator[tuple[CsvCell, ...]]:
    for shown in comparison.columns:
        for result in shown.groups:
            yield from _group_lines(shown, result)
        for difference in shown.differences:
            yield _difference_line(shown, difference)
    for ticks in comparison.ticks:
        yield _ticks_line(ticks)


def _group_lines(shown: ColumnComparison, result: GroupResult) -> Iterator[tuple[CsvCell, ...]]:
    base = (_group_words(result.group), result.n_asked, result.n)
    for figure in _figures(result):
        yield (shown.column.question, shown.column.name, *base, *_figure_cells(figure))


def _figures(result: GroupResult) -> Iterator[Figure]:
    for reason, count in result.missing.items():
        yield "missing", reason, count, None, count is None
    for value in result.values:
        yield "count", value.code, value.count, None, value.is_hidden
        yield "share", value.code, value.share, value.bounds, value.is_hidden
    if result.top_two:
        codes = " ".join(result.top_two.codes)
        yield "share of the top two", codes, result.top_two.share, None, result.top_two.is_hidden
    yield from _location(result)


def _location(result: GroupResult) -> Iterator[Figure]:
    """Figures of the whole column; those that it does not have are left out."""
    if result.is_hidden and not result.values:
        yield "median", None, None, None, True
    numbers = {
        "median": result.median,
        "mean": result.mean,
        "mean points": result.mean_points,
    }
    for name, value in numbers.items():
        if value is not None:
            yield name, None, value, None, False
    for name, bounds in {"total": result.total, "mean": result.mean_band}.items():
        if bounds is not None:
            yield name, None, None, bounds, False


def _difference_line(shown: ColumnComparison, difference: Difference) -> tuple[CsvCell, ...]:
    joint = " minus " if len(difference.of) == 2 and not difference.is_association else " and "
    group = joint.join(difference.of) + "".join(f"; {n}={code}" for n, code in difference.within)
    figure = (
        difference.measure.value,
        difference.code,
        difference.value,
        difference.interval,
        difference.is_hidden,
    )
    return (shown.column.question, shown.column.name, group, None, None, *_figure_cells(figure))


def _ticks_line(ticks: Ticks) -> tuple[CsvCell, ...]:
    figure: Figure = ("options ticked on average", None, ticks.mean, None, ticks.is_hidden)
    group = _group_words(ticks.group)
    return (ticks.question, ticks.cell, group, None, None, *_figure_cells(figure))


def _figure_cells(figure: Figure) -> tuple[CsvCell, ...]:
    name, code, value, bounds, is_hidden = figure
    low, high = bounds or (None, None)
    return name, code, value, low, high, int(is_hidden)


def _group_words(group: Group) -> str:
    return "; ".join(f"{name}={code}" for name, code in group)
