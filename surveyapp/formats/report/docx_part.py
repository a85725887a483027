"""DOCX part: what python-docx has no words for: languages, bookmarks, fields, fixed dates."""

import io
from collections.abc import Callable, Iterable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph

from surveyapp.questions.language import regional_tag
from surveyapp.reports.block import Heading

FONT = "Noto Sans"
INDENT = Cm(0.6)
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2.3)
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
STRUCTURE, SOFT = RGBColor(0x12, 0x3A, 0x5A), RGBColor(0x51, 0x60, 0x6F)
SIZES = {"Heading 1": 19, "Heading 2": 12, "Heading 3": 11, "Title": 25, "Subtitle": 14}
OWN_STYLES = {
    "Report lead": 11,
    "Report label": 10,
    "Report note": 9,
    "Report trace": 8,
    "Report list head": 14,
}
NORMAL = "Normal"
"""What a paragraph has that names no style."""
CONTENTS = ("toc 1", "toc 2", "toc 3")
"""Word's own styles for the lines of the contents, by level."""
LIST_OF_TABLES = "table of figures"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP archive can name: every part carries it."""


def set_styles(written: Written) -> None:
    """One font, the colours of the report, and styles for its own kinds of paragraph."""
    styles = written.styles
    for name, size in OWN_STYLES.items():
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[NORMAL]
        styles[name].font.size = Pt(size)
    for name, size in SIZES.items():
        styles[name].font.size, styles[name].font.color.rgb = Pt(size), STRUCTURE
    for name in (NORMAL, "Caption", *SIZES):
        _set_font(styles[name])
    styles[NORMAL].font.size = Pt(10)
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(9), SOFT
    styles["Caption"].font.bold = False
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles["Report list head"].font.bold = True
    styles["Report list head"].paragraph_format.page_break_before = True
    styles["Report label"].paragraph_format.keep_with_next = True
    styles["Report note"].paragraph_format.space_before = Pt(5)
    styles["Report note"].paragraph_format.space_after = Pt(5)
    for name in ("Report note", "Report trace"):
        styles[name].font.color.rgb = SOFT
    for level, name in enumerate((*CONTENTS, LIST_OF_TABLES)):
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        made.base_style, made.paragraph_format.space_after = styles[NORMAL], Pt(3)
        if name in CONTENTS:
            made.paragraph_format.left_indent = INDENT * level


def add_paragraph(written: Written, style: str, words: str = "") -> Paragraph:
    """A paragraph at the end. style: the name of one that the document has."""
    paragraph = written.add_paragraph(words)
    set_style(paragraph, style)
    return paragraph


def set_style(paragraph: Paragraph, name: str) -> None:
    """The style of this name; python-docx would look through all of them for each paragraph."""
    _element(paragraph).style = None if name == NORMAL else style_id(name)


def style_id(name: str) -> str:
    """What Word and python-docx make of the name of a style."""
    return name.replace(" ", "")


def _set_font(style: BaseStyle) -> None:
    """A theme's font would stand above the one that is named."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def set_properties(written: Written, title: str, language: str) -> None:
    """Title and language, and nothing of who made the file; its days stay those of the template."""
    properties = written.core_properties
    properties.title, properties.language = title, language
    properties.author, properties.last_modified_by, properties.comments = "", "", ""


def set_language(written: Written, language: str) -> None:
    """For spelling and for readers aloud, in the defaults that every style builds on."""
    for found in written.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), regional_tag(language))


def mark(paragraph: Paragraph, anchor: str) -> None:
    """A bookmark that links lead to."""
    name = bookmark(anchor)
    number = str(crc32(name.encode()) >> 1)
    inside = _element(paragraph)
    inside.append(made_element("w:bookmarkStart", id=number, name=name))
    inside.append(made_element("w:bookmarkEnd", id=number))


def bookmark(anchor: str) -> str:
    """A name that Word takes: letters, digits and underscores, at most 40."""
    return f"a_{anchor.replace('-', '_')}"[:40]


def add_link(paragraph: Paragraph, words: str, anchor: str) -> None:
    """Words that lead to a bookmark."""
    link = made_element("w:hyperlink", anchor=bookmark(anchor))
    run = paragraph.add_run(words)
    link.append(run.font.element)
    _element(paragraph).append(link)


def add_contents(written: Written, headings: Iterable[Heading], levels: int) -> None:
    """A table of contents that Word renews by itself; until then the headings as links."""
    paragraph = written.add_paragraph()
    _begin_field(paragraph, f'TOC \\o "1-{levels}" \\h \\z \\u')
    for place, heading in enumerate(headings):
        if place:
            paragraph = written.add_paragraph()
        set_style(paragraph, CONTENTS[heading.level - 1])
        add_link(paragraph, heading.text, heading.anchor)
    _end_field(paragraph)


def add_page_number(paragraph: Paragraph) -> None:
    """The number of the page."""
    _begin_field(paragraph, "PAGE")
    paragraph.add_run("1")
    _end_field(paragraph)


def keep_with_next(paragraph: Paragraph) -> None:
    """No page ends between this paragraph and the next."""
    paragraph.paragraph_format.keep_with_next = True


def picture_words(paragraph: Paragraph, name: str, words: str) -> None:
    """What a reader who cannot see the picture is told."""
    for place, found in enumerate(_element(paragraph).iter(qn("wp:docPr"), qn("pic:cNvPr"))):
        found.set("name", name)
        if not place:
            found.set("descr", words)


def change_words(written: Written, changed: Callable[[str], str]) -> None:
    """What `changed` makes of the words of every run, in paragraphs and tables."""
    for found in written.element.body.iter(qn("w:t")):
        found.text = changed(found.text)


def forget_days(written: Written) -> None:
    """Takes the days out that the template brings; the file belongs to none."""
    properties = written.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element
    for name in ("dcterms:created", "dcterms:modified"):
        for found in properties.findall(qn(name)):
            properties.remove(found)


def fixed_archive(file: bytes) -> bytes:
    """The same parts without the time at which they were packed."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(file)) as found, ZipFile(packed, "w") as kept:
        for part in found.infolist():
            entry = ZipInfo(part.filename, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            kept.writestr(entry, found.read(part))
    return packed.getvalue()


def _begin_field(paragraph: Paragraph, instruction: str) -> None:
    """A field holds its result between `separate` and `end`."""
    inside = paragraph.add_run().font.element
    inside.append(made_element("w:fldChar", fldCharType="begin", dirty="true"))
    words = made_element("w:instrText")
    words.text = instruction
    inside.append(words)
    inside.append(made_element("w:fldChar", fldCharType="separate"))


def _end_field(paragraph: Paragraph) -> None:
    paragraph.add_run().font.element.append(made_element("w:fldChar", fldCharType="end"))


def _element(paragraph: Paragraph) -> Any:  # an element of lxml, which has no types here
    return paragraph.paragraph_format.element


def made_element(tag: str, **attributes: str) -> Any:  # an element of lxml, which has no types here
    """An element of WordprocessingML. tag: with its prefix; attributes: without."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
