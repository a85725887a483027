"""Chart as SVG, the one drawer of charts: in a page, in a file, as a picture in a PDF."""

from collections.abc import Iterator

from surveyapp.formats.report.markup import element, shape, text
from surveyapp.formats.report.palette import BANDS, COLOURS, INK, INSIDE, LINE, SOFT, STEPS
from surveyapp.reports.chart.chart import LABEL_LINE, Drawing, PlacedDot, PlacedRange, PlacedRow
from surveyapp.reports.chart.stacked import StackedBar, StackedDrawing

FONT = "'Noto Sans', sans-serif"
SIZES = {"wide": (16, 15), "narrow": (13, 12)}
"""Of labels and of all other words."""
END, RAIL = 7, 4
"""Half the height of a range: at its ends, and between them."""
END_WIDTHS = (7.0, 3.0, 10.0, 5.0, 2.0)

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def chart_svg(drawing: Drawing | StackedDrawing, title: str, description: str, name: str) -> str:
    """name: unique in the document, for the ids of title and description."""
    marks = _dots(drawing) if isinstance(drawing, Drawing) else _bars(drawing)
    return element(
        "svg",
        element("title", text(title), id=f"{name}-title"),
        element("desc", text(description), id=f"{name}-desc"),
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"chart chart--{drawing.kind}",
        viewBox=f"0 0 {drawing.width} {drawing.height}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family=FONT,
        font_size=SIZES[drawing.kind][0],
    )


def range_boxes(mark: PlacedRange) -> tuple[Box, ...]:
    """Left, top, width and height of its rails, and of its two ends.

    The ends of every group have a width of their own, for who sees no colours.
    """
    end = min(END_WIDTHS[mark.group], max(mark.width / 2, 1.0))
    rails = (mark.x, mark.y - RAIL, mark.width, 2.0 * RAIL)
    left, right = ((x, mark.y - END, end, 2.0 * END) for x in (mark.x, mark.x + mark.width - end))
    return rails, left, right


def _dots(drawing: Drawing) -> Iterator[str]:
    size = SIZES[drawing.kind][1]
    for number, (x, words) in enumerate(drawing.ticks):
        ends = {"x1": x, "x2": x, "y1": drawing.top, "y2": drawing.height}
        yield shape("line", stroke=LINE, **ends)
        anchor = "start" if drawing.kind == "narrow" and not number else "middle"
        yield _words(words, (x, drawing.top - 8), anchor, SOFT, size)
    for row in drawing.rows:
        yield _label(row, drawing)
        for mark in row.marks:
            yield from _dot(mark) if isinstance(mark, PlacedDot) else _range(mark)
        yield _words(row.difference, (drawing.right, row.difference_y), "end", INK, size)
    if drawing.note:
        place = (drawing.note.x, drawing.note.y)
        yield _words(drawing.note.words, place, "start", SOFT, size)


def _label(row: PlacedRow, drawing: Drawing) -> str:
    lines = (
        element("tspan", text(words), x=drawing.label_x, dy=LABEL_LINE if place else None)
        for place, words in enumerate(row.lines)
    )
    anchor = "start" if drawing.kind == "narrow" else "end"
    return element("text", *lines, y=row.label_y, text_anchor=anchor, fill=INK)


def _dot(dot: PlacedDot) -> Iterator[str]:
    if dot.band_x is not None and dot.band_width is not None:
        band = (dot.band_x, dot.y - 4, dot.band_width, 8)
        yield _box(band, class_="chart__band", rx=4, fill=BANDS[dot.group])
    yield _mark(dot.group, dot.x, dot.y)


def _mark(group: int, x: float, y: float) -> str:
    colour = COLOURS[group]
    hollow: dict[str, str | int] = {"fill": "#ffffff", "stroke": colour, "stroke_width": 3}
    match group:
        case 0:
            return shape("circle", cx=x, cy=y, r=6, fill=colour)
        case 1:
            return shape("path", d=f"M {x} {y - 7} l 7 7 l -7 7 l -7 -7 z", **hollow)
        case 2:
            return _box((x - 5.5, y - 5.5, 11, 11), fill=colour)
        case 3:
            return shape("path", d=f"M {x} {round(y - 6, 1)} l 6 11 l -12 0 z", **hollow)
        case _:
            path = f"M {round(x - 6, 1)} {y} l 12 0 M {x} {round(y - 6, 1)} l 0 12"
            return shape("path", d=path, stroke=colour, stroke_width=3)


def _range(mark: PlacedRange) -> Iterator[str]:
    colour = COLOURS[mark.group]
    rails, *ends = range_boxes(mark)
    yield _box(rails, class_="chart__range", fill="#ffffff", stroke=colour, stroke_width=2)
    for end in ends:
        yield _box(end, fill=colour)


def _box(box: Box, **look: str | int) -> str:
    x, y, width, height = (round(each, 1) for each in box)
    return shape("rect", x=x, y=y, width=width, height=height, **look)


def _bars(drawing: StackedDrawing) -> Iterator[str]:
    label, _size = SIZES[drawing.kind]
    ends = {"x1": drawing.middle, "x2": drawing.middle, "y1": 10, "y2": drawing.height - 6}
    yield shape("line", stroke=INK, stroke_dasharray="2 3", **ends)
    for bar in drawing.bars:
        if drawing.kind == "narrow":
            yield _words(bar.label, (8, bar.y - 8), "start", INK, label)
        else:
            yield _words(bar.label, (drawing.label_x, bar.y + 22), "end", INK, label)
        yield from _segments(bar)


def _segments(bar: StackedBar) -> Iterator[str]:
    for part in bar.segments:
        box = (part.x, bar.y, part.width, 34)
        yield _box(box, fill=STEPS[part.step - 1], stroke="#ffffff")
        place = (part.x + part.width / 2, bar.y + 22)
        yield _words(part.words, place, "middle", INSIDE[part.step - 1], 15)


def _words(words: str, place: Point, anchor: str, colour: str, size: int) -> str:
    if not words:
        return ""
    x, y = place
    look = {"text_anchor": anchor, "fill": colour}
    return element("text", text(words), font_size=size, x=x, y=y, **look)
