"""Chart as SVG that stands alone: in a file, or as a picture in a PDF."""

from collections.abc import Iterator

from surveyapp.formats.markup import element, shape, text
from surveyapp.reports.chart import Drawing, PlacedDot, PlacedRow, StackedBar, StackedDrawing

FONT = "'Noto Sans', sans-serif"
INK, SOFT, LINE = "#16202b", "#51606f", "#d9dfe5"
FIRST, SECOND = "#1f5b92", "#b4541a"
BANDS = ("#bccfe0", "#ecccb8")
STEPS = ("#8c3b2e", "#d79a86", "#d5dae0", "#7fa8c9", "#1f5b92")
INSIDE = ("#ffffff", INK, INK, INK, "#ffffff")
LINE_HEIGHT = 18


def chart_svg(drawing: Drawing | StackedDrawing, title: str, description: str, name: str) -> str:
    """name: unique in the document, for the ids of title and description."""
    marks = _dots(drawing) if isinstance(drawing, Drawing) else _bars(drawing)
    return element(
        "svg",
        element("title", text(title), id=f"{name}-title"),
        element("desc", text(description), id=f"{name}-desc"),
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {drawing.width} {drawing.height}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family=FONT,
        font_size=16,
    )


def _dots(drawing: Drawing) -> Iterator[str]:
    for x, words in drawing.ticks:
        ends = {"x1": x, "x2": x, "y1": drawing.top, "y2": drawing.height}
        yield shape("line", stroke=LINE, **ends)
        yield _words(words, x, drawing.top - 8, "middle", SOFT)
    for row in drawing.rows:
        yield _label(row, drawing.label_x)
        for dot in row.dots:
            yield from _dot(dot)
        yield _words(row.difference, drawing.right, row.difference_y, "end", INK)


def _label(row: PlacedRow, x: float) -> str:
    lines = (
        element("tspan", text(words), x=x, dy=LINE_HEIGHT if place else None)
        for place, words in enumerate(row.lines)
    )
    return element("text", *lines, y=row.label_y, text_anchor="end", fill=INK)


def _dot(dot: PlacedDot) -> Iterator[str]:
    if dot.band_x is not None and dot.band_width is not None:
        box = {"x": dot.band_x, "y": dot.y - 4, "width": dot.band_width, "height": 8, "rx": 4}
        yield shape("rect", fill=BANDS[dot.group], **box)
    if dot.group == 0:
        yield shape("circle", cx=dot.x, cy=dot.y, r=6, fill=FIRST)
    else:
        diamond = f"M {dot.x} {dot.y - 7} l 7 7 l -7 7 l -7 -7 z"
        yield shape("path", d=diamond, fill="#ffffff", stroke=SECOND, stroke_width=3)


def _bars(drawing: StackedDrawing) -> Iterator[str]:
    for bar in drawing.bars:
        yield _words(bar.label, drawing.label_x, bar.y + 22, "end", INK)
        yield from _segments(bar)
    ends = {"x1": drawing.middle, "x2": drawing.middle, "y1": 10, "y2": drawing.height - 6}
    yield shape("line", stroke=INK, stroke_dasharray="2 3", **ends)


def _segments(bar: StackedBar) -> Iterator[str]:
    for part in bar.segments:
        box = {"x": part.x, "y": bar.y, "width": part.width, "height": 34}
        yield shape("rect", fill=STEPS[part.step - 1], stroke="#ffffff", **box)
        middle, colour = part.x + part.width / 2, INSIDE[part.step - 1]
        yield _words(part.words, middle, bar.y + 22, "middle", colour)


def _words(words: str, x: float, y: float, anchor: str, colour: str) -> str:
    if not words:
        return ""
    return element("text", text(words), font_size=15, x=x, y=y, text_anchor=anchor, fill=colour)
