"""Parts of a chart: every line once, in its order, under the scale and the words that it had."""

from itertools import pairwise

import pytest

from surveyapp.reports.chart.chart import (
    LABEL_LINE,
    NARROW_LAYOUT,
    WIDE_LAYOUT,
    Dot,
    DotRow,
    Range,
    dot_chart,
)
from surveyapp.reports.chart.parts import PART, TALL, chart_parts
from surveyapp.reports.chart.stacked import stacked_chart

TICKS = ["0%", "25%", "50%", "75%", "100%"]
NOTE = "closely protected"


def rows(n, *, is_protected=False, n_groups=2):
    mark = Range(0.1, 0.2) if is_protected else Dot(0.2)
    return [DotRow(f"{is_protected} {k}", (mark,) * n_groups, "0", is_protected) for k in range(n)]


def test_a_chart_that_is_not_tall_stays_whole():
    drawing = dot_chart(rows(20), TICKS, WIDE_LAYOUT)
    assert drawing.height <= TALL
    assert chart_parts(drawing) == (drawing,)


def test_bars_stay_whole():
    drawing = stacked_chart([("A", [(0.5, "50"), (0.5, "50")])] * 20, WIDE_LAYOUT)
    assert chart_parts(drawing) == (drawing,)


def test_a_tall_chart_has_every_line_once_and_in_order():
    for layout, n_groups in ((WIDE_LAYOUT, 2), (WIDE_LAYOUT, 5), (NARROW_LAYOUT, 2)):
        drawing = dot_chart(rows(30, n_groups=n_groups), TICKS, layout)
        parts = chart_parts(drawing)
        assert len(parts) > 1
        assert tuple(line for part in parts for line in part.lines) == drawing.lines
        assert all(part.ticks == drawing.ticks for part in parts)
        one = drawing.height / len(drawing.lines)
        assert all(part.height < PART + 2 * one for part in parts)


def test_lines_that_stand_apart_have_their_words_in_every_part():
    drawing = dot_chart(rows(12), TICKS, WIDE_LAYOUT, rows(18, is_protected=True), NOTE)
    parts = chart_parts(drawing)
    assert tuple(line for part in parts for line in part.lines) == drawing.lines
    has_protected = [any(line.is_protected for line in part.lines) for part in parts]
    assert [part.note is not None for part in parts] == has_protected
    for part in parts:
        if part.note:
            below = [
                row for row, line in zip(part.rows, part.lines, strict=True) if line.is_protected
            ]
            assert min(row.label_y for row in below) > part.note.y > part.top


BOTH = pytest.mark.parametrize("layout", [WIDE_LAYOUT, NARROW_LAYOUT])
LONG = " ".join(f"word{n}" for n in range(40))


@BOTH
def test_a_label_is_told_whole_and_its_row_grows_with_it(layout):
    labels = ["short", LONG, "two lines of words that a narrow chart breaks", LONG, "short"]
    drawing = dot_chart([DotRow(each, (Dot(0.2), Dot(0.4)), "0") for each in labels], TICKS, layout)
    assert [" ".join(row.lines) for row in drawing.rows] == labels
    ends = [row.label_y + LABEL_LINE * (len(row.lines) - 1) for row in drawing.rows]
    starts = [row.label_y - LABEL_LINE for row in drawing.rows]
    assert all(end <= start + 5 for end, start in zip(ends, starts[1:], strict=False))
    assert ends[-1] < drawing.height


def test_a_label_above_its_marks_is_nearer_to_them_than_to_those_of_the_line_before():
    labels = ["short", LONG, "short", "two lines of words that a narrow chart breaks"]
    lines = [DotRow(each, (Dot(0.2), Dot(0.4), Dot(0.5)), "0") for each in labels]
    placed = dot_chart(lines, TICKS, NARROW_LAYOUT).rows
    for before, row in pairwise(placed):
        below = row.marks[0].y - (row.label_y + LABEL_LINE * (len(row.lines) - 1))
        above = row.label_y - LABEL_LINE / 2 - before.marks[-1].y
        assert 0 < below < above
