"""Parts of a chart: a tall one in pieces with a scale each; a page may end between two."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from surveyapp.reports.chart.chart import (
    NARROW_LAYOUT,
    WIDE_LAYOUT,
    DotRow,
    Drawing,
    dot_chart,
)
from surveyapp.reports.chart.stacked import StackedDrawing

TALL = 850
"""User units; twenty lines of two groups. A lower chart stays in one piece."""
PART = 450
"""User units of a part at most, but for its last line."""
_LAYOUTS = {layout.kind: layout for layout in (WIDE_LAYOUT, NARROW_LAYOUT)}


def chart_parts(drawing: Drawing | StackedDrawing) -> tuple[Drawing | StackedDrawing, ...]:
    """The drawing, or its lines in as many drawings as are needed, of about the same height."""
    if isinstance(drawing, StackedDrawing) or drawing.height <= TALL:
        return (drawing,)
    n_lines, n_parts = len(drawing.lines), ceil(drawing.height / PART)
    ends = [round(n_lines * place / n_parts) for place in range(n_parts + 1)]
    return tuple(
        _part(drawing.lines[start:end], drawing) for start, end in pairwise(ends) if end > start
    )


def _part(lines: Sequence[DotRow], whole: Drawing) -> Drawing:
    """Some lines with the scale, and with the words above those that stand apart."""
    above, below = list(lines), list[DotRow]()
    if whole.note:
        above, below = (
            [row for row in lines if row.is_protected is each] for each in (False, True)
        )
    ticks = [words for _x, words in whole.ticks]
    note = whole.note.words if whole.note else ""
    return dot_chart(above, ticks, _LAYOUTS[whole.kind], below, note)
