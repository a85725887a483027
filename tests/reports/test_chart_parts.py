"""Parts of a chart: every line once, in its order, under the scale and the words that it had."""

from surveyapp.reports.chart.chart import NARROW_LAYOUT, WIDE_LAYOUT, Dot, DotRow, Range, dot_chart
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
