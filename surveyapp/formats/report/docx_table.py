"""DOCX table: a style of its own, columns as wide as their words ask for, rows that stay whole."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import Table

from surveyapp.formats.report.docx_part import TEXT_WIDTH, made_element, style_id

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
    table = written.add_table(rows=1, cols=len(lines[0]))
    table.autofit = False
    blank = _blank_row(table, _widths(lines))
    rows = [_row(blank, words) for words in lines]
    rows[0].trPr.append(made_element("w:tblHeader", val="true"))
    if len(lines) <= KEPT_ROWS:
        for row in rows[:-1]:
            next(row.iter(qn("w:p"))).get_or_add_pPr().keepNext_val = True
    table_element = blank.getparent()
    table_element.tblStyle_val = style_id(STYLE)
    table_element.remove(blank)
    table_element.extend(rows)


def _blank_row(table: Table, widths: Sequence[Emu]) -> Any:  # an element of lxml, see `_row`
    """A row without words, which no end of a page cuts; every row of the table is a copy of it."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    cells = table.rows[0].cells
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if place:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made = cells[0].paragraphs[0].paragraph_format.element.getparent().getparent()
    made.get_or_add_trPr().append(made_element("w:cantSplit", val="true"))
    return made


def _row(blank: Any, words: Sequence[str]) -> Any:  # elements of lxml, which has no types here
    """Copied, since python-docx looks for the places of a new row one by one."""
    made = deepcopy(blank)
    for paragraph, text in zip(made.iter(qn("w:p")), words, strict=True):
        paragraph.add_r().text = text
    return made


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
