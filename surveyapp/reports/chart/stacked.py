"""Stacked chart: the distribution over a scale as one bar a group around the scale's middle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveyapp.reports.chart.chart import Layout

STEPS = 9
"""Colours of an ordinal scale from its lowest to its highest category."""
MOST_CATEGORIES = 7
WIDTH_OF_WORDS = 26
"""A narrower part has no number in it."""


def step_of(place: int, count: int) -> int:
    """The colour of a category, 1 to `STEPS`, so that no two of up to seven have the same."""
    return 1 + round((STEPS - 1) * place / (count - 1)) if count > 1 else (STEPS + 1) // 2


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar; step: its colour, 1 to `STEPS`."""

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
    """groups: label and (share, words) of each category from the lowest; None: too small."""
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
        if width > 0:
            inside = words if width > WIDTH_OF_WORDS else ""
            yield Segment(step_of(place, count), round(x, 1), round(width, 1), inside)
        x += width
