"""Comparison file: what a comparison shows, as CSV with one figure a line.

A figure has a `value`; where that is empty, it lies from `low` to `high`, both ends included. From
`bound_low` to `bound_high` it lies whatever those without an answer would have said. Cells that a
spreadsheet would run as a formula are guarded by an apostrophe; numbers stay numbers.
"""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TextIO

from surveyapp.analysis.result import (
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
    "bound_low",
    "bound_high",
    "closed",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

CsvCell = str | int | float | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of the file.

    ends: of what holds it where there is no value; bounds: whatever the silent would have said;
    is_closed: the group is too small.
    """

    name: str
    code: str | None = None
    value: str | float | None = None
    ends: Bounds | None = None
    bounds: Bounds | None = None
    is_closed: bool = False

    @property
    def cells(self) -> tuple[CsvCell, ...]:
        """From the name on, in the order of the header."""
        low, high = self.ends or (None, None)
        bounds = self.bounds or (None, None)
        return (self.name, self.code, self.value, low, high, *bounds, int(self.is_closed))


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
    """One line a figure; of a group that is too small it has no value, and 1 under `closed`."""
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
        yield (shown.column.question, shown.column.name, *base, *figure.cells)


def _figures(result: GroupResult) -> Iterator[FigureRow]:
    if result.n_band is not None:
        yield FigureRow("n", ends=result.n_band)
    for reason, count in result.missing.items():
        yield FigureRow("missing", reason, count)
    for value in result.values:
        closed, code = value.is_hidden, value.code
        yield FigureRow("count", code, value.count, value.band, is_closed=closed)
        yield FigureRow("share", code, value.share, value.share_band, value.bounds, closed)
    for each in result.together:
        closed, name = each.is_hidden, each.name
        yield FigureRow("count of several", name, each.count, each.band, is_closed=closed)
        yield FigureRow("share of several", name, each.share, each.share_band, each.bounds, closed)
    if result.top_two:
        top, codes = result.top_two, " ".join(result.top_two.codes)
        yield FigureRow(
            "share of the top two", codes, top.share, top.share_band, is_closed=top.is_hidden
        )
    yield from _location(result)


def _location(result: GroupResult) -> Iterator[FigureRow]:
    """Figures of the whole column; those that it does not have are left out."""
    if result.is_hidden and not result.values:
        yield FigureRow("total", is_closed=True)
    found = (
        FigureRow("median", None, result.median),
        FigureRow("mean", None, result.mean, result.mean_band),
        FigureRow("mean points", None, result.mean_points),
        FigureRow("total", ends=result.total),
    )
    yield from (each for each in found if each.value is not None or each.ends is not None)


def _difference_line(shown: ColumnComparison, difference: Difference) -> tuple[CsvCell, ...]:
    joint = " minus " if len(difference.of) == 2 and not difference.is_association else " and "
    group = joint.join(difference.of) + "".join(f"; {n}={code}" for n, code in difference.within)
    figure = FigureRow(
        difference.measure.value,
        difference.code,
        difference.value,
        difference.band,
        difference.interval,
        difference.is_hidden,
    )
    return (shown.column.question, shown.column.name, group, None, None, *figure.cells)


def _ticks_line(ticks: Ticks) -> tuple[CsvCell, ...]:
    figure = FigureRow(
        "options ticked on average",
        None,
        ticks.mean,
        ticks.band,
        is_closed=ticks.is_hidden,
    )
    return (ticks.question, ticks.cell, _group_words(ticks.group), None, None, *figure.cells)


def _group_words(group: Group) -> str:
    return "; ".join(f"{name}={code}" for name, code in group)
