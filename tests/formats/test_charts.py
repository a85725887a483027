"""One drawer: what SVG says, PNG shows; ranges are hollow, and steps of a scale can be read."""

import io
import re

import pytest
from PIL import Image

from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.report import palette, picture_palette
from surveyapp.formats.report.chart_png import SCALE, chart_png
from surveyapp.formats.report.chart_svg import COLOURS, INSIDE, STEPS, chart_svg
from surveyapp.questionnaire.lint.grouping import MOST_GROUPS
from surveyapp.questionnaire.wording import Wording
from surveyapp.reports.block import OF_GROUPS
from surveyapp.reports.chart import stacked
from surveyapp.reports.chart.chart import NARROW_LAYOUT, WIDE_LAYOUT, Dot, DotRow, Range
from surveyapp.reports.exhibit.figure_chart import drawn
from surveyapp.reports.labels import Labels

ROWS = (
    DotRow("Shelter", (Dot(0.3, 0.2, 0.4), Dot(0.9)), "+60"),
    DotRow("Judged good", (Range(0.1, 0.3), Range(0.6, 1.0)), "+30 to +90", is_protected=True),
)


@pytest.fixture(params=[0, 1], ids=["wide", "narrow"])
def drawing(request):
    labels = Labels(Wording("en", {}), translate_in("en"))
    return drawn(ROWS, labels)[request.param]


def test_svg_has_every_mark_and_every_word(drawing):
    svg = chart_svg(drawing, "A <title>", "A description", "f1")
    assert svg.count('class="chart__range"') == 2
    assert svg.count('class="chart__band"') == 1
    for words in ("Shelter", "Judged good", "+30 to +90", drawing.note.words, "A &lt;title&gt;"):
        assert words in svg
    assert 'aria-labelledby="f1-title f1-desc"' in svg


def test_a_range_is_nowhere_filled_in_the_colour_of_silence(drawing):
    svg = chart_svg(drawing, "", "", "f1")
    (filled, *_), strokes = zip(
        *re.findall(r'class="chart__range" fill="(#\w+)" stroke="(#\w+)"', svg), strict=True
    )
    assert filled == "#ffffff"
    assert strokes == COLOURS[:2]


def test_png_shows_two_ends_and_nothing_between_them(drawing):
    image = Image.open(io.BytesIO(chart_png(drawing))).convert("RGB")
    for mark, colour in zip(drawing.rows[1].marks, COLOURS[:2], strict=True):
        ink = tuple(bytes.fromhex(colour[1:]))
        for x in (mark.x + 1, mark.x + mark.width - 1):
            assert image.getpixel((x * SCALE, mark.y * SCALE)) == ink
        middle = ((mark.x + mark.width / 2) * SCALE, mark.y * SCALE)
        assert image.getpixel(middle) == (255, 255, 255)


@pytest.mark.parametrize(("step", "words"), list(zip(STEPS, INSIDE, strict=True)))
def test_numbers_on_the_steps_of_a_scale_can_be_read(step, words):
    lighter, darker = sorted((luminance(step), luminance(words)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize("layout", [WIDE_LAYOUT, NARROW_LAYOUT])
def test_no_line_is_drawn_through_the_numbers_of_a_bar(layout):
    """Where the middle of the scale stands is seen above the bars and between them."""
    bars = stacked.stacked_chart([("A", [(0.3, "30"), (0.4, "40"), (0.3, "30")])], layout)
    svg = chart_svg(bars, "T", "D", "f1")
    assert svg.index("<line") < svg.index("<rect")
    pixels = Image.open(io.BytesIO(chart_png(bars))).convert("RGB")
    bar, part = bars.bars[0], bars.bars[0].segments[1]
    column = round(bars.middle * SCALE)
    seen = {pixels.getpixel((column, round(y * SCALE))) for y in (bar.y + 3, bar.y + 31)}
    colour = tuple(bytes.fromhex(STEPS[part.step - 1].removeprefix("#")))
    assert seen == {colour}


def test_the_colours_of_a_picture_are_those_of_the_palette():
    places = range(0, len(picture_palette.PALETTE), 3)
    colours = [f"#{picture_palette.PALETTE[place : place + 3].hex()}" for place in places]
    assert len(colours) <= 256
    assert colours[picture_palette.WHITE] == "#ffffff"
    for name in ("INK", "SOFT", "LINE"):
        assert colours[getattr(picture_palette, name)] == getattr(palette, name)
    for name in ("COLOURS", "BANDS", "STEPS", "INSIDE"):
        found = tuple(colours[place] for place in getattr(picture_palette, name))
        assert found == getattr(palette, name)


def test_between_words_and_paper_lie_shades_that_grow_lighter(drawing):
    """Pillow takes places between two places where a letter covers half of a pixel."""
    image = Image.open(io.BytesIO(chart_png(drawing)))
    label = image.crop((0, 0, round(drawing.label_x * SCALE), image.height))
    shades = {place for _n, place in label.getcolors()}
    assert len(shades) > 8
    assert shades <= set(range(picture_palette.SOFT + 1))
    lights = [sum(picture_palette.PALETTE[3 * n : 3 * n + 3]) for n in range(picture_palette.SOFT)]
    assert lights[: picture_palette.WHITE] == sorted(lights[: picture_palette.WHITE])
    assert lights[picture_palette.WHITE :] == sorted(lights[picture_palette.WHITE :], reverse=True)


def test_every_step_has_a_colour():
    assert len(set(STEPS)) == stacked.STEPS


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    parts = (part / 255 for part in bytes.fromhex(colour[1:]))
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


FIVE = DotRow("Five", tuple(Dot(share) for share in (0.1, 0.3, 0.5, 0.7, 0.9)), "")


@pytest.mark.parametrize("layout", [0, 1])
def test_five_groups_have_marks_of_their_own_form_on_lines_of_their_own(layout):
    drawing = drawn([FIVE, FIVE], Labels(Wording("en", {}), translate_in("en")))[layout]
    assert len({mark.y for row in drawing.rows for mark in row.marks}) == 2 * len(COLOURS)
    svg = chart_svg(drawing, "", "", "f1")
    assert [svg.count(colour) for colour in COLOURS] == [2] * len(COLOURS)
    image = Image.open(io.BytesIO(chart_png(drawing))).convert("RGB")
    found = {pixel for _n, pixel in image.getcolors(1 << 20)}
    assert {tuple(bytes.fromhex(colour[1:])) for colour in COLOURS} <= found


def test_there_are_as_many_marks_as_groups_can_be():
    assert len(COLOURS) == len(OF_GROUPS) == MOST_GROUPS
