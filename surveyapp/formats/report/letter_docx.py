"""Letter as DOCX: for an office to put on its paper, to number, to sign and to send."""

import io

import docx
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from surveyapp.formats.report.docx_part import (
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    fixed_archive,
    forget_days,
    keep_with_next,
    set_language,
    set_properties,
    set_styles,
)
from surveyapp.reports.block import Block, Heading, Line, Listing, Paragraph
from surveyapp.reports.letter.letter import Letter

SIGNATURE_LINE = "……………………………………"
ROOM = Pt(18)


def letter_docx(letter: Letter) -> bytes:
    """The letter as a file of Word; the same bytes for the same letter, without author or time."""
    written = docx.Document()
    set_styles(written)
    set_language(written, letter.language)
    set_properties(written, letter.subject, letter.language)
    forget_days(written)
    written.styles["Heading 1"].paragraph_format.page_break_before = False
    written.styles["Heading 1"].font.size = Pt(13)
    section = written.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = MARGIN
    _lines(written, letter.sender)
    number = _lines(written, (letter.number,))
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _lines(written, letter.addressee).paragraph_format.space_after = ROOM
    written.add_heading(letter.subject, 1)
    for block in letter.blocks:
        _add(written, block)
    _sign(written, letter)
    kept = io.BytesIO()
    written.save(kept)
    return fixed_archive(kept.getvalue())


def _add(written: Written, block: Block) -> None:
    match block:
        case Heading(level, words):
            written.add_heading(words, level)
        case Paragraph(line):
            _fill(written.add_paragraph(), line)
        case Listing(lines):
            for line in lines:
                _fill(written.add_paragraph(style="List Bullet"), line)


def _fill(paragraph: WordParagraph, line: Line) -> None:
    for span in line:
        paragraph.add_run(span.words).bold = span.is_strong or None


def _lines(written: Written, lines: tuple[str, ...]) -> WordParagraph:
    """Lines of one paragraph, as on an envelope."""
    return written.add_paragraph("\n".join(lines))


def _sign(written: Written, letter: Letter) -> None:
    """Room for a hand, and whose it is; never alone on a page."""
    keep_with_next(written.paragraphs[-1])
    line = _lines(written, (SIGNATURE_LINE,))
    line.paragraph_format.space_before = ROOM * 2
    keep_with_next(line)
    _lines(written, letter.signature)
