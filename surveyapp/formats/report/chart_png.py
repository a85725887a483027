"""Chart as PNG, for files that take no SVG; the same marks, the same places.

A pixel is a place in a palette (`picture_palette`), a third of what its colour would be: the time
that a picture takes is that of packing its pixels.
"""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from surveyapp.formats.report.chart_svg import range_boxes
from surveyapp.formats.report.picture_palette import (
    BANDS,
    COLOURS,
    INK,
    INSIDE,
    LINE,
    PALETTE,
    SOFT,
    STEPS,
    WHITE,
)
from surveyapp.reports.chart.chart import LABEL_LINE, Drawing, PlacedDot, PlacedRange, PlacedRow
from surveyapp.reports.chart.stacked import StackedBar, StackedDrawing

SCALE = 2
_PACKED = 3
"""How hard zlib tries: at 6, Pillow's own choice, it takes twice as long for a sixth less."""
_FONT = Path(__file__).parents[2] / "reports" / "fonts" / "NotoSans-Regular.ttf"
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def chart_png(drawing: Drawing | StackedDrawing) -> bytes:
    """Twice as many pixels as the drawing has units; the same bytes for the same drawing."""
    size = (round(drawing.width * SCALE), round(drawing.height * SCALE))
    image = Image.new("P", size, WHITE)
    image.putpalette(PALETTE)
    canvas = _Canvas(ImageDraw.Draw(image))
    if isinstance(drawing, Drawing):
        canvas.dots(drawing)
    else:
        canvas.bars(drawing)
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=_PACKED)
    return written.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size * SCALE, layout_engine=ImageFont.Layout.BASIC)


class _Canvas:
    """Draws in the units of the drawing."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self._draw = draw
        draw.fontmode = "L"  # with soft edges, which Pillow leaves out where there is a palette

    def dots(self, drawing: Drawing) -> None:
        for x, words in drawing.ticks:
            self._line(x, drawing.top, drawing.height, LINE)
            self._words(words, x, drawing.top - 8, "middle", SOFT)
        for row in drawing.rows:
            self._label(row, drawing.label_x)
            for mark in row.marks:
                self._mark(mark)
            self._words(row.difference, drawing.right, row.difference_y, "end", INK)
        if drawing.note:
            self._words(drawing.note.words, drawing.note.x, drawing.note.y, "start", SOFT)

    def bars(self, drawing: StackedDrawing) -> None:
        self._line(drawing.middle, 10, drawing.height - 6, INK)
        for bar in drawing.bars:
            self._words(bar.label, drawing.label_x, bar.y + 22, "end", INK)
            self._bar(bar)

    def _label(self, row: PlacedRow, x: float) -> None:
        for place, words in enumerate(row.lines):
            self._words(words, x, row.label_y + place * LABEL_LINE, "end", INK)

    def _mark(self, mark: PlacedDot | PlacedRange) -> None:
        if isinstance(mark, PlacedDot):
            self._dot(mark)
        else:
            self._range(mark)

    def _range(self, mark: PlacedRange) -> None:
        colour = COLOURS[mark.group]
        for place, (x, y, width, height) in enumerate(range_boxes(mark)):
            box = self._box(x, y, x + width, y + height)
            if place == 0:
                self._draw.rectangle(box, WHITE, colour, 2 * SCALE)
            else:
                self._draw.rectangle(box, colour)

    def _dot(self, dot: PlacedDot) -> None:
        if dot.band_x is not None and dot.band_width is not None:
            box = self._box(dot.band_x, dot.y - 4, dot.band_x + dot.band_width, dot.y + 4)
            self._draw.rounded_rectangle(box, 4 * SCALE, BANDS[dot.group])
        x, y = dot.x, dot.y
        colour = COLOURS[dot.group]
        match dot.group:
            case 0:
                self._draw.ellipse(self._box(x - 6, y - 6, x + 6, y + 6), colour)
            case 1:
                for reach, fill in ((8.5, colour), (5.5, WHITE)):
                    self._polygon(
                        fill, (x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)
                    )
            case 2:
                self._draw.rectangle(self._box(x - 5.5, y - 5.5, x + 5.5, y + 5.5), colour)
            case 3:
                for more, fill in ((2.5, colour), (-1.5, WHITE)):
                    top, foot, half = y - 6 - more, y + 5 + more / 2, 6 + more
                    self._polygon(fill, (x, top), (x + half, foot), (x - half, foot))
            case _:
                self._draw.rectangle(self._box(x - 6, y - 1.5, x + 6, y + 1.5), colour)
                self._draw.rectangle(self._box(x - 1.5, y - 6, x + 1.5, y + 6), colour)

    def _polygon(self, colour: int, *corners: tuple[float, float]) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in corners], colour)

    def _bar(self, bar: StackedBar) -> None:
        for part in bar.segments:
            box = self._box(part.x, bar.y, part.x + part.width, bar.y + 34)
            self._draw.rectangle(box, STEPS[part.step - 1], WHITE)
            middle, colour = part.x + part.width / 2, INSIDE[part.step - 1]
            self._words(part.words, middle, bar.y + 22, "middle", colour)

    def _line(self, x: float, top: float, bottom: float, colour: int) -> None:
        self._draw.line(self._box(x, top, x, bottom), colour, SCALE)

    def _words(self, words: str, x: float, y: float, anchor: str, colour: int) -> None:
        place = (x * SCALE, y * SCALE)
        self._draw.text(place, words, colour, _font(15), anchor=_ANCHORS[anchor])

    def _box(self, *places: float) -> tuple[float, float, float, float]:
        left, top, right, bottom = (place * SCALE for place in places)
        return left, top, right, bottom
