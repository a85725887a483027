"""Document: a report as a tree of plain blocks; whoever writes it to a file knows no survey."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from surveyapp.reports.chart.chart import Drawing
from surveyapp.reports.chart.stacked import StackedDrawing
from surveyapp.reports.sentence.amount import Amount, Cell, amounts_of


@dataclass(frozen=True, slots=True)
class Span:
    """Words in a line. target: ``#anchor`` of this document, or an https address.

    An anchor that the document does not have leaves the words alone.
    """

    words: str
    is_strong: bool = False
    is_emphasis: bool = False
    target: str | None = None


Line = tuple[Span, ...]
EXHIBIT = "e"
"""Begins the anchor of an exhibit, as ``t`` begins that of its table."""


class Manner(StrEnum):
    """What a paragraph is for; each file format has a style of this name."""

    BODY = "body"
    LEAD = "lead"  # the one sentence of an exhibit
    LABEL = "label"  # the words of a question; what follows belongs to it
    NOTE = "note"  # base, limits, what a reader must know
    TRACE = "trace"  # where the figures come from


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1: a part or chapter, which begins a page; anchor: unique in the document, "" on a page
    where the section around the heading has it.

    level: the document makes of it one more than that of the heading that it stands under.
    number: of the exhibit or of its question; "" for a heading without.
    """

    level: int
    words: str
    anchor: str
    number: str = ""

    @property
    def text(self) -> str:
        """Number and words, as a list of contents has them."""
        return f"{self.number} {self.words}".lstrip()


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
    """Number and title of a table or figure; the anchor is made of the number.

    number: "" for a table that stands on one page alone, below a heading of the same words, so that
    its caption is for those who hear the page.
    """

    number: str
    words: str

    @property
    def anchor(self) -> str:
        """Where it stands in the document; "" where nothing leads to it."""
        return anchor_of(self.number)


@dataclass(frozen=True, slots=True)
class TableRow:
    """The head of a line and its cells; None: too few answered. amounts: the numbers in each."""

    head: str
    cells: tuple[str | None, ...]
    amounts: tuple[tuple[Amount, ...], ...] = ()

    @classmethod
    def of(cls, head: str, cells: Sequence[Cell]) -> "TableRow":
        """A row of cells that know their numbers."""
        return cls(head, tuple(cell.words for cell in cells), amounts_of(cells))


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table. corner: what the heads of the lines are; heads: of the other columns."""

    caption: Caption
    corner: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]


class Mark(StrEnum):
    """What a key explains."""

    FIRST = "first"  # filled circle
    SECOND = "second"  # hollow diamond
    THIRD = "third"  # filled square
    FOURTH = "fourth"  # hollow triangle
    FIFTH = "fifth"  # cross
    BAND = "band"
    RANGE = "range"  # hollow, with two ends
    STEP_1, STEP_2, STEP_3 = "step-1", "step-2", "step-3"
    STEP_4, STEP_5, STEP_6 = "step-4", "step-5", "step-6"
    STEP_7, STEP_8, STEP_9 = "step-7", "step-8", "step-9"
    WORDS = "words"  # words alone


OF_GROUPS = (Mark.FIRST, Mark.SECOND, Mark.THIRD, Mark.FOURTH, Mark.FIFTH)
"""The mark of each group in the order of the code list."""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One mark of a chart and its meaning."""

    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A numbered chart. description: what a reader who cannot see it is told.

    drawings: the same for a page and for a phone; paper takes the first.
    """

    caption: Caption
    description: str
    key: tuple[KeyEntry, ...]
    drawings: tuple[Drawing | StackedDrawing, ...]


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The first page."""

    title: str
    subtitle: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Stands for the contents: the headings down to this level."""

    words: str
    levels: int = 2


@dataclass(frozen=True, slots=True)
class ExhibitList:
    """Stands for the list of all tables."""

    words: str


Block = (
    TitlePage | Contents | ExhibitList | Heading | Paragraph | Listing | TableBlock | FigureBlock
)


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report in one language.

    banners: warnings that stand on every page, such as "not real"; running: the line that every
    page begins with; day: of what is shown, None for a document that belongs to no day. The same
    answers and the same day give the same file.
    """

    title: str
    language: str
    banners: tuple[str, ...]
    running: str
    day: date | None
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        """Gives every heading its level, and leaves out links that would lead nowhere."""
        known = _places(self.blocks)
        blocks = tuple(_linked(block, known) for block in _levelled(self.blocks))
        object.__setattr__(self, "blocks", blocks)

    def headings(self, levels: int) -> Iterator[Heading]:
        """What the contents list: headings down to this level."""
        return (b for b in self.blocks if isinstance(b, Heading) and b.level <= levels)

    def captions(self) -> list[Caption]:
        """What the list of tables lists, by number."""
        found = (block.caption for block in self.blocks if isinstance(block, TableBlock))
        return sorted(filter(_has_number, found), key=lambda caption: _order(caption.number))


def _has_number(caption: Caption) -> bool:
    return bool(caption.number)


def _levelled(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """A heading stands under the last one of a lower level, however many levels lie between."""
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            yield replace(block, level=len(above))
        else:
            yield block


def _places(blocks: tuple[Block, ...]) -> Mapping[str, str]:
    """Anchor -> where it stands: an exhibit without a heading where its table or figure is."""
    drawn = (b.caption for b in blocks if isinstance(b, TableBlock | FigureBlock))
    captions = [caption.anchor for caption in filter(_has_number, drawn)]
    found = {f"{EXHIBIT}{anchor[1:]}": anchor for anchor in reversed(captions)}
    anchors = (b.anchor for b in blocks if isinstance(b, Heading))
    return found | {anchor: anchor for anchor in (*captions, *anchors)}


def _linked(block: Block, known: Mapping[str, str]) -> Block:
    match block:
        case Paragraph(line):
            return replace(block, line=_linked_line(line, known))
        case Listing(lines):
            return replace(block, lines=tuple(_linked_line(line, known) for line in lines))
        case _:
            return block


def _linked_line(line: Line, known: Mapping[str, str]) -> Line:
    return tuple(_linked_span(span, known) for span in line)


def _linked_span(span: Span, known: Mapping[str, str]) -> Span:
    if span.target is None or not span.target.startswith("#"):
        return span
    anchor = known.get(span.target.removeprefix("#"))
    return replace(span, target=None if anchor is None else f"#{anchor}")


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
