"""DOCX table: a style of its own, columns as wide as their words ask for, rows that stay whole."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Emu, Pt
from docx.table import Table
from docx.table import _Row as Row
from docx.text.paragraph import Paragraph

from surveyapp.formats.report.docx_part import TEXT_WIDTH, keep_with_next, made_element

STYLE = "Report table"
LINE, HEAD_LINE = "D9DFE5", "16202B"
PADDING, BOLD, WIDEST = 3, 2, 44
"""Characters: around a cell, more for a word in bold, and at most for a whole column."""
KEPT_ROWS = 12
"""Lines of a table, its head among them, that stays on one page."""

Lines = Sequence[Sequence[str]]


def set_table_style(written: Written) -> None:
    """Lines between the rows, a head in bold; an office changes the style and so every table."""
    style = written.styles.add_style(STYLE, WD_STYLE_TYPE.TABLE).element
    properties = OxmlElement("w:tblPr")
    properties.append(_borders("w:tblBorders", bottom=LINE, insideH=LINE))
    head = made_element("w:tblStylePr", type="firstRow")
    letters, cells = OxmlElement("w:rPr"), OxmlElement("w:tcPr")
    letters.append(OxmlElement("w:b"))
    cells.append(_borders("w:tcBorders", bottom=HEAD_LINE))
    head.extend((letters, cells))
    style.extend((properties, head))


def add_table(written: Written, lines: Lines) -> None:
    """A table. lines: the head first; the first column is words, the others stand at the right."""
    table = written.add_table(rows=len(lines), cols=len(lines[0]), style=STYLE)
    table.autofit = False
    widths = _widths(lines)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, words in zip(table.rows, lines, strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, words, strict=True)):
            cell.width = widths[place]
            _write(cell.paragraphs[0], text, is_first=place == 0)
    _keep_rows_whole(table)
    if len(lines) <= KEPT_ROWS:
        _keep_on_one_page(table)


def _write(paragraph: Paragraph, text: str, *, is_first: bool) -> None:
    paragraph.add_run(text)
    paragraph.paragraph_format.space_after = Pt(0)
    if not is_first:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _keep_on_one_page(table: Table) -> None:
    for row in list(table.rows)[:-1]:
        keep_with_next(row.cells[0].paragraphs[0])


def _keep_rows_whole(table: Table) -> None:
    """No row is cut by the end of a page; the head stands on each, and is read out as the head."""
    for place, row in enumerate(table.rows):
        properties = _row_element(row).get_or_add_trPr()
        properties.append(made_element("w:cantSplit", val="true"))
        if not place:
            properties.append(made_element("w:tblHeader", val="true"))


def _row_element(row: Row) -> Any:  # an element of lxml, which has no types here
    return row.cells[0].paragraphs[0].paragraph_format.element.getparent().getparent()


def _widths(lines: Lines) -> list[Emu]:
    """Shares of the text's width, after the longest cell and the longest word of each head."""
    head, *body = lines
    asked = [
        max(BOLD, *(len(w) + BOLD for w in words.split()), *(len(row[place]) for row in body))
        for place, words in enumerate(head)
    ]
    bounded = [min(each + PADDING, WIDEST) for each in asked]
    return [Emu(TEXT_WIDTH * each // sum(bounded)) for each in bounded]


def _borders(tag: str, **colours: str) -> Any:  # an element of lxml, which has no types here
    made = OxmlElement(tag)
    for side, colour in colours.items():
        made.append(made_element(f"w:{side}", val="single", sz="4", space="0", color=colour))
    return made
