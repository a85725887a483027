"""Report as DOCX: real headings, captions and tables, for an office to edit."""

import io
from collections.abc import Sequence
from datetime import datetime, time

import docx
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from surveyapp.formats.report.chart_png import chart_png
from surveyapp.formats.report.docx_part import (
    LIST_OF_TABLES,
    MARGIN,
    NORMAL,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    add_contents,
    add_link,
    add_page_number,
    add_paragraph,
    change_words,
    fixed_archive,
    forget_days,
    keep_with_next,
    mark,
    picture_words,
    set_language,
    set_properties,
    set_styles,
)
from surveyapp.formats.report.docx_table import add_table, set_table_style
from surveyapp.formats.report.palette import STEPS
from surveyapp.formats.report.unbroken import joined
from surveyapp.reports.block import (
    Block,
    Contents,
    Document,
    ExhibitList,
    FigureBlock,
    Heading,
    KeyEntry,
    Line,
    Listing,
    Manner,
    Mark,
    Paragraph,
    TableBlock,
    TitlePage,
    anchor_of,
)
from surveyapp.reports.chart.chart import Drawing
from surveyapp.reports.chart.stacked import StackedDrawing
from surveyapp.reports.sentence.amount import DASH

STYLES = {
    Manner.BODY: NORMAL,
    Manner.LEAD: "Report lead",
    Manner.LABEL: "Report label",
    Manner.NOTE: "Report note",
    Manner.TRACE: "Report trace",
}
SIGNS = {
    Mark.FIRST: "● ",
    Mark.SECOND: "◇ ",
    Mark.THIRD: "■ ",
    Mark.FOURTH: "△ ",
    Mark.FIFTH: "+ ",
    Mark.BAND: "▬ ",
    Mark.RANGE: "▭ ",
    Mark.WORDS: "",
}
PART_OF_BAR, STEP = "■ ", "step-"
_BEFORE = (Manner.LEAD, Manner.LABEL)
"""What stands with the block that follows."""
PICTURE_WIDTH, TALLEST_PICTURE = Cm(16), Cm(18)


def report_docx(document: Document) -> bytes:
    """The document as a file of Word; the same bytes for the same document."""
    written = docx.Document()
    set_styles(written)
    set_table_style(written)
    set_language(written, document.language)
    _set_properties(written, document)
    _set_pages(written, document)
    for block in document.blocks:
        _add(written, block, document)
    change_words(written, joined)
    kept = io.BytesIO()
    written.save(kept)
    return fixed_archive(kept.getvalue())


def _set_properties(written: Written, document: Document) -> None:
    set_properties(written, document.title, document.language)
    properties = written.core_properties
    if document.day is None:
        forget_days(written)
    else:
        properties.created = properties.modified = datetime.combine(document.day, time())


def _set_pages(written: Written, document: Document) -> None:
    """A4, with the title, the banners and the page's number on every page."""
    section = written.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = MARGIN
    head = section.header.paragraphs[0]
    head.text = document.running
    head.style = written.styles["Report trace"]
    for words in document.banners:
        banner = section.header.add_paragraph(style=written.styles["Report trace"])
        banner.add_run(words).bold = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_page_number(foot)


def _add(written: Written, block: Block, document: Document) -> None:
    match block:
        case TitlePage():
            _title_page(written, block)
        case Contents(words, levels):
            add_paragraph(written, "Report list head", words)
            add_contents(written, document.headings(levels), levels)
        case ExhibitList():
            _exhibits(written, block, document)
        case Heading(level, _words, anchor):
            mark(add_paragraph(written, f"Heading {level}", block.text), anchor)
        case Paragraph(line, manner):
            _paragraph(written, line, manner)
        case Listing(lines, is_numbered):
            for line in lines:
                style = "List Number" if is_numbered else "List Bullet"
                _fill(add_paragraph(written, style), line)
        case TableBlock():
            _table(written, block)
        case FigureBlock():
            _figure(written, block)


def _paragraph(written: Written, line: Line, manner: Manner) -> None:
    paragraph = add_paragraph(written, STYLES[manner])
    _fill(paragraph, line)
    if manner in _BEFORE:
        keep_with_next(paragraph)


def _title_page(written: Written, block: TitlePage) -> None:
    add_paragraph(written, "Title", block.title)
    add_paragraph(written, "Subtitle", block.subtitle)
    for line in block.lines:
        written.add_paragraph(line)


def _exhibits(written: Written, block: ExhibitList, document: Document) -> None:
    add_paragraph(written, "Report list head", block.words)
    for caption in document.captions():
        line = add_paragraph(written, LIST_OF_TABLES)
        add_link(line, f"{caption.number} {caption.words}", caption.anchor)


def _fill(paragraph: WordParagraph, line: Line) -> None:
    for span in line:
        if span.target and span.target.startswith("#"):
            add_link(paragraph, span.words, span.target.removeprefix("#"))
            continue
        run = paragraph.add_run(span.words)
        run.bold, run.italic = span.is_strong or None, span.is_emphasis or None


def _caption(written: Written, number: str, words: str) -> None:
    paragraph = add_paragraph(written, "Caption")
    paragraph.add_run(f"{number} ").bold = True
    paragraph.add_run(words)
    mark(paragraph, anchor_of(number))
    keep_with_next(paragraph)


def _table(written: Written, block: TableBlock) -> None:
    _caption(written, block.caption.number, block.caption.words)
    rows = [
        (row.head, *(DASH if cell is None else cell for cell in row.cells)) for row in block.rows
    ]
    add_table(written, ((block.corner, *block.heads), *rows))


def _figure(written: Written, block: FigureBlock) -> None:
    paragraph = written.add_paragraph()
    picture = io.BytesIO(chart_png(block.drawings[0]))
    paragraph.add_run().add_picture(picture, width=_picture_width(block.drawings[0]))
    picture_words(paragraph, block.caption.number, f"{block.caption.words} {block.description}")
    keep_with_next(paragraph)
    _key(add_paragraph(written, STYLES[Manner.NOTE]), block.key)
    _caption(written, block.caption.number, block.caption.words)


def _picture_width(drawing: Drawing | StackedDrawing) -> int:
    """As wide as the text, or less where the page could not hold it with its caption."""
    return min(PICTURE_WIDTH, int(TALLEST_PICTURE * drawing.width / drawing.height))


def _key(paragraph: WordParagraph, entries: Sequence[KeyEntry]) -> None:
    """The sign of each mark and its meaning; the parts of a bar are squares of their colours."""
    for place, entry in enumerate(entries):
        paragraph.add_run(" · " if place else "")
        sign = paragraph.add_run(SIGNS.get(entry.mark, PART_OF_BAR))
        if entry.mark not in SIGNS:
            colour = STEPS[int(entry.mark.removeprefix(STEP)) - 1]
            sign.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
        paragraph.add_run(entry.words)
    keep_with_next(paragraph)
