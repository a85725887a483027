"""Chart: where marks stand; whoever draws them adds nothing, the table beside says the same.

Two layouts of one chart: a wide one with labels at the left, a narrow one for phones with labels
above their lines. Every group has a mark of its own form, so that nobody needs colours. A range has
two ends and nothing between them; no mark says where in it the share lies.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, combinations

WIDE, NARROW = 1000, 340
LABEL_CHARACTERS = 38
NARROW_CHARACTERS = 40
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """A share (0-1) of one group, and the band that nonrespondents could move it in.

    has_absent: whether the band also allows for institutions that took no part.
    """

    share: float
    low: float | None = None
    high: float | None = None
    has_absent: bool = False

    @property
    def has_band(self) -> bool:
        """Whether anybody could move it."""
        return self.low is not None and self.high is not None and self.high > self.low

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest that is said of the share."""
        return self.share, self.share


@dataclass(frozen=True, slots=True)
class Range:
    """A share (0-1) of one group of which only this is said; both ends can be true."""

    low: float
    high: float

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest that is said of the share."""
        return self.low, self.high


Shown = Dot | Range


@dataclass(frozen=True, slots=True)
class DotRow:
    """One line: a label, a mark a group (None: too small), the difference in words.

    is_protected: its small numbers are told as ranges.
    """

    label: str
    marks: tuple[Shown | None, ...]
    difference: str
    is_protected: bool = False

    @property
    def gap(self) -> tuple[float, float] | None:
        """Second share less the first, lowest and highest; None unless two are all and shown."""
        first, second = self.marks if len(self.marks) == 2 else (None, None)
        return None if first is None or second is None else _gap(first, second)

    @property
    def certain(self) -> float:
        """How far any two surely stand apart, 0 to 1; -1 unless two are shown."""
        shown = [mark for mark in self.marks if mark is not None]
        return max((nearer_end(_gap(*two)) for two in combinations(shown, 2)), default=-1.0)

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Those of its marks that are ranges."""
        return tuple(mark for mark in self.marks if isinstance(mark, Range))


def _gap(first: Shown, second: Shown) -> tuple[float, float]:
    (low, high), (other_low, other_high) = first.ends, second.ends
    return other_low - high, other_high - low


def nearer_end(ends: tuple[float, float]) -> float:
    """How far a range is from nought; 0 where it holds nought."""
    low, high = ends
    return max(low, -high, 0.0)


@dataclass(frozen=True, slots=True)
class PlacedDot:
    """A dot in the drawing; group counts from 0; band_x and band_width are None without a band."""

    group: int
    x: float
    y: float
    band_x: float | None
    band_width: float | None


@dataclass(frozen=True, slots=True)
class PlacedRange:
    """A range in the drawing, from end to end; group counts from 0."""

    group: int
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A line in the drawing."""

    lines: tuple[str, ...]
    label_y: float
    difference: str
    difference_y: float
    marks: tuple[PlacedDot | PlacedRange, ...]


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """Words of their own above the lines that they are about."""

    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A laid-out chart; all numbers are SVG user units. lines: what it shows, from the top.

    n_left: lines that would have marks and are left to the table.
    """

    kind: str
    width: int
    height: float
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[PlacedRow, ...]
    label_x: float
    top: float
    right: float
    lines: tuple[DotRow, ...] = ()
    note: PlacedNote | None = None
    n_left: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures of one way to lay a chart out.

    label_lines: of a label that row_height has room for; a longer one makes its row higher.
    """

    kind: str
    width: int
    left: float
    right: float
    row_height: float
    is_label_above: bool
    label_lines: int


WIDE_LAYOUT = Layout("wide", WIDE, 340, 865, 40, is_label_above=False, label_lines=2)
NARROW_LAYOUT = Layout("narrow", NARROW, 8, 236, 68, is_label_above=True, label_lines=1)
_TOP = 34
_NOTE = 40
"""Height of the line of words above the lower part."""
APART = 7
"""Of the marks of two groups from the middle of their line; further ones stand twice as far."""
_BETWEEN_LINES = 16
"""More room between lines of several marks, so that nobody reads them as one."""
LABEL_LINE = 18
"""From one line of a label to the next."""
_ABOVE_MARKS = 14
"""From a label above its marks to them; less than to the marks of the line before."""
KEPT_LABELS = 10_000


def dot_chart(
    rows: Sequence[DotRow],
    ticks: Sequence[str],
    layout: Layout,
    below: Sequence[DotRow] = (),
    note: str = "",
) -> Drawing:
    """Shares on one scale from 0 to 100 %; `ticks` are the words at 0, 25, 50, 75 and 100 %.

    below: further lines under the words of `note`.
    """
    lines = (*rows, *below)
    layout = _roomy(layout, max((len(row.marks) for row in lines), default=0))
    tops = list(accumulate((_height(row, layout) for row in lines), initial=float(_TOP)))
    shift = _NOTE if below else 0
    lower = tops[len(rows)]
    starts = (*tops[: len(rows)], *(top + shift for top in tops[len(rows) : -1]))
    return Drawing(
        kind=layout.kind,
        width=layout.width,
        height=tops[-1] + shift + 10,
        ticks=tuple((_x(share, layout), words) for share, words in zip(TICKS, ticks, strict=True)),
        rows=tuple(_place(row, y, layout) for row, y in zip(lines, starts, strict=True)),
        label_x=layout.left if layout.is_label_above else layout.left - 16,
        top=_TOP - 8,
        right=layout.width - 4,
        lines=lines,
        note=PlacedNote(note, 8, lower + 26) if below else None,
    )


def _roomy(layout: Layout, n_groups: int) -> Layout:
    """Higher lines where there are more than two groups."""
    if n_groups <= 2:
        return layout
    more = 2 * APART * (n_groups - 2) + _BETWEEN_LINES
    return replace(layout, row_height=layout.row_height + more)


def _height(row: DotRow, layout: Layout) -> float:
    """Of a line with its whole label."""
    return layout.row_height + _more(_lines(row.label, layout), layout)


def _more(lines: Sequence[str], layout: Layout) -> float:
    """Height that a label takes beyond the lines that a layout has room for."""
    return LABEL_LINE * max(0, len(lines) - layout.label_lines)


def _place(row: DotRow, y: float, layout: Layout) -> PlacedRow:
    lines = _lines(row.label, layout)
    reach, taller = APART * max(1, len(row.marks) - 1), LABEL_LINE * (len(lines) - 1)
    if layout.is_label_above:
        track = y + 44 + reach + _more(lines, layout)
        first = track - reach - _ABOVE_MARKS - taller
    else:
        track = y + _height(row, layout) / 2
        first = track + 5 - taller / 2
    return PlacedRow(
        lines=lines,
        label_y=first,
        difference=row.difference,
        difference_y=track + 5,
        marks=tuple(_marks(row, track, layout)),
    )


@lru_cache(KEPT_LABELS)
def _lines(label: str, layout: Layout) -> tuple[str, ...]:
    """Labels are the questionnaire's words and come again on every page that is asked for."""
    limit = NARROW_CHARACTERS if layout.is_label_above else LABEL_CHARACTERS
    return tuple(textwrap.wrap(label, limit)) or ("",)


def _marks(row: DotRow, track: float, layout: Layout) -> Iterator[PlacedDot | PlacedRange]:
    for group, mark in enumerate(row.marks):
        y = track + APART * (2 * group - len(row.marks) + 1)
        if isinstance(mark, Dot):
            yield _dot(mark, group, y, layout)
        elif isinstance(mark, Range):
            left = _x(mark.low, layout)
            yield PlacedRange(group, left, y, round(_x(mark.high, layout) - left, 1))


def _dot(dot: Dot, group: int, y: float, layout: Layout) -> PlacedDot:
    left = _x(dot.low or 0.0, layout) if dot.has_band else None
    width = _x(dot.high or 0.0, layout) - left if left is not None else None
    return PlacedDot(group, _x(dot.share, layout), y, left, width)


def _x(share: float, layout: Layout) -> float:
    return round(layout.left + share * (layout.right - layout.left), 1)
