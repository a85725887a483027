"""Chart: where marks stand; the template draws them as SVG, the table beside it says the same.

Two layouts of one chart: a wide one with labels at the left, a narrow one for phones with labels
above their lines. Romania is a filled circle and comes first, Norway a hollow diamond.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

WIDE, NARROW = 1000, 340
LABEL_CHARACTERS = 38
NARROW_CHARACTERS = 40
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """A share (0-1) of one group, and the band that nonrespondents could move it in."""

    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class DotRow:
    """One line: a label, a dot a group (None: hidden), the difference in words."""

    label: str
    dots: tuple[Dot | None, ...]
    difference: str


@dataclass(frozen=True, slots=True)
class PlacedDot:
    """A dot in the drawing; group counts from 0; band_x and band_width are None without a band."""

    group: int
    x: float
    y: float
    band_x: float | None
    band_width: float | None


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A line in the drawing."""

    lines: tuple[str, ...]
    label_y: float
    difference: str
    difference_y: float
    dots: tuple[PlacedDot, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A laid-out chart; all numbers are SVG user units."""

    kind: str
    width: int
    height: float
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[PlacedRow, ...]
    label_x: float
    top: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures of one way to lay a chart out."""

    kind: str
    width: int
    left: float
    right: float
    row_height: float
    is_label_above: bool


WIDE_LAYOUT = Layout("wide", WIDE, 340, 900, 40, is_label_above=False)
NARROW_LAYOUT = Layout("narrow", NARROW, 8, 290, 62, is_label_above=True)
_TOP = 34
KEPT_LABELS = 10_000


def dot_chart(rows: Sequence[DotRow], ticks: Sequence[str], layout: Layout) -> Drawing:
    """Shares on one scale from 0 to 100 %; `ticks` are the words at 0, 25, 50, 75 and 100 %."""
    placed = tuple(_place(row, _TOP + n * layout.row_height, layout) for n, row in enumerate(rows))
    places = tuple((_x(share, layout), words) for share, words in zip(TICKS, ticks, strict=True))
    return Drawing(
        kind=layout.kind,
        width=layout.width,
        height=_TOP + len(rows) * layout.row_height + 10,
        ticks=places,
        rows=placed,
        label_x=layout.left if layout.is_label_above else layout.left - 16,
        top=_TOP - 8,
        right=layout.width - 4,
    )


def _place(row: DotRow, y: float, layout: Layout) -> PlacedRow:
    limit = NARROW_CHARACTERS if layout.is_label_above else LABEL_CHARACTERS
    lines = _lines(row.label, limit)
    track = y + (44 if layout.is_label_above else layout.row_height / 2)
    first = y + 12 if layout.is_label_above else track + 5 - 9 * (len(lines) - 1)
    return PlacedRow(
        lines=lines,
        label_y=first,
        difference=row.difference,
        difference_y=track + 5,
        dots=tuple(_dots(row, track, layout)),
    )


@lru_cache(KEPT_LABELS)
def _lines(label: str, limit: int) -> tuple[str, ...]:
    """Labels are the questionnaire's words and come again on every page that is asked for."""
    return tuple(textwrap.wrap(label, limit, max_lines=2, placeholder=" …")) or ("",)


def _dots(row: DotRow, track: float, layout: Layout) -> Iterator[PlacedDot]:
    for group, dot in enumerate(row.dots):
        if dot is None:
            continue
        y = track - 5 + 10 * group
        has_band = dot.low is not None and dot.high is not None and dot.high > dot.low
        left = _x(dot.low or 0.0, layout) if has_band else None
        width = _x(dot.high or 0.0, layout) - left if left is not None else None
        yield PlacedDot(group, _x(dot.share, layout), y, left, width)


def _x(share: float, layout: Layout) -> float:
    return round(layout.left + share * (layout.right - layout.left), 1)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar; step 1 to 5 picks the colour of the ordinal scale."""

    step: int
    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class StackedBar:
    """One group's distribution over an ordinal scale, laid out around the middle category."""

    label: str
    y: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class StackedDrawing:
    """Diverging stacked bars; the middle of the scale stands on one line."""

    kind: str
    width: int
    height: float
    middle: float
    label_x: float
    bars: tuple[StackedBar, ...]


def stacked_chart(
    groups: Sequence[tuple[str, Sequence[tuple[float, str]] | None]], layout: Layout
) -> StackedDrawing:
    """groups: label and (share, words) of each category from the lowest; None when hidden."""
    left, middle = (8.0, layout.width / 2) if layout.is_label_above else (160.0, 560.0)
    scale = (layout.width - left - 8) * 0.52
    bars = tuple(
        StackedBar(label, 30 + n * 64.0, tuple(_segments(shares or (), middle, scale)))
        for n, (label, shares) in enumerate(groups)
    )
    return StackedDrawing(
        layout.kind, layout.width, 20 + len(groups) * 64.0, middle, left - 12, bars
    )


def _segments(
    shares: Sequence[tuple[float, str]], middle: float, scale: float
) -> Iterator[Segment]:
    count = len(shares)
    below = sum(share for share, _ in shares[: count // 2])
    centre = below + (shares[count // 2][0] / 2 if count % 2 else 0.0)
    x = middle - centre * scale
    for place, (share, words) in enumerate(shares):
        width = share * scale
        step = 1 + round(4 * place / (count - 1)) if count > 1 else 3
        if width > 0:
            yield Segment(step, round(x, 1), round(width, 1), words if width > 26 else "")
        x += width
