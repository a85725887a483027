"""Document: a report as a tree of plain blocks; whoever writes it to a file knows no survey."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveyapp.reports.chart import Drawing, StackedDrawing


@dataclass(frozen=True, slots=True)
class Span:
    """Words in a line. target: ``#anchor`` of this document, or an https address."""

    words: str
    is_strong: bool = False
    is_emphasis: bool = False
    target: str | None = None


Line = tuple[Span, ...]


class Manner(StrEnum):
    """What a paragraph is for; each file format has a style of this name."""

    BODY = "body"
    LEAD = "lead"  # the one sentence of an exhibit
    LABEL = "label"  # the words of a question; what follows belongs to it
    NOTE = "note"  # base, limits, what a reader must know
    TRACE = "trace"  # where the figures come from


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1: a part or chapter, which begins a page; anchor: unique in the document."""

    level: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    line: Line
    manner: Manner = Manner.BODY


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of short lines."""

    lines: tuple[Line, ...]
    is_numbered: bool = False
    manner: Manner = Manner.BODY


@dataclass(frozen=True, slots=True)
class Caption:
    """Number and title of a table or figure; the anchor is made of the number."""

    number: str
    words: str

    @property
    def anchor(self) -> str:
        """Where it stands in the document."""
        return anchor_of(self.number)


@dataclass(frozen=True, slots=True)
class TableRow:
    """The head of a line and its cells; None: hidden."""

    head: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A numbered table. corner: what the heads of the lines are; heads: of the other columns."""

    caption: Caption
    corner: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]


class Mark(StrEnum):
    """What a key explains."""

    FIRST = "first"  # filled circle
    SECOND = "second"  # hollow diamond
    BAND = "band"
    STEP_1, STEP_2, STEP_3 = "step-1", "step-2", "step-3"
    STEP_4, STEP_5 = "step-4", "step-5"
    WORDS = "words"  # words alone


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One mark of a chart and its meaning."""

    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A numbered chart. description: what a reader who cannot see it is told."""

    caption: Caption
    description: str
    key: tuple[KeyEntry, ...]
    drawing: Drawing | StackedDrawing


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The first page."""

    title: str
    subtitle: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Stands for the contents: all headings of the first two levels."""

    words: str


@dataclass(frozen=True, slots=True)
class ExhibitList:
    """Stands for the list of all tables or of all figures."""

    words: str
    of_figures: bool


Block = (
    TitlePage | Contents | ExhibitList | Heading | Paragraph | Listing | TableBlock | FigureBlock
)


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report in one language.

    banners: warnings that stand on every page, such as "not real"; running: the line that every
    page begins with; hidden: the word for a figure that is not shown; day: of what is shown, None
    for a document that belongs to no day. The same answers and the same day give the same file.
    """

    title: str
    language: str
    banners: tuple[str, ...]
    running: str
    hidden: str
    day: date | None
    blocks: tuple[Block, ...]

    def headings(self) -> Iterator[Heading]:
        """What the contents list."""
        return (b for b in self.blocks if isinstance(b, Heading) and b.level < 3)

    def captions(self, *, of_figures: bool) -> list[Caption]:
        """What the list of tables or of figures lists, by number."""
        kind = FigureBlock if of_figures else TableBlock
        found = (block.caption for block in self.blocks if isinstance(block, kind))
        return sorted(found, key=lambda caption: _order(caption.number))


def _order(number: str) -> tuple[str, int, int]:
    """TM.1 (method) stands before T1.1, the tables of the annexes come last."""
    part, place = number[1:].split(".")
    if part.isdigit():
        return "2", int(part), int(place)
    return f"1{part}" if part == "M" else f"3{part}", 0, int(place)


def anchor_of(number: str) -> str:
    """``T3.4`` stands at ``#t3-4``."""
    return number.lower().replace(".", "-")


def plain(words: str, manner: Manner = Manner.BODY) -> Paragraph:
    """A paragraph without emphasis or links."""
    return Paragraph((Span(words),), manner)


def text_of(line: Line) -> str:
    """The words alone."""
    return "".join(span.words for span in line)
