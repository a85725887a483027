"""Readers of what was written: pages, spreadsheets, DOCX and PDF, by other libraries than wrote it.

Each gives pieces: texts with the exhibit that they stand in, cells with their line and column.
"""

import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import openpyxl
import pypdf

from tests.surfaces.figures import Piece, plain
from tests.surfaces.written import ends_words, number, percent, shares, signed_number

OPENS = re.compile(r"^[TF]?(\d+\.\d+) ")
CLOSES = re.compile(r"^T(\d+\.\d+) · ")
NO_TEXT = {"style", "script", "head", "nav", "select"}
BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "td", "th", "figcaption", "summary", "dt", "dd"}
BLOCKS |= {"text", "title", "desc"}  # of charts
VOID = {"input", "br", "meta", "link", "img", "hr", "path", "rect", "circle", "line"}
AXIS = re.compile(r"(?:0|25|50|75|100)%")


class _Page(HTMLParser):
    """Pieces of an HTML page, its charts included."""

    def __init__(self, names):
        super().__init__()
        self.names, self.pieces = names, []
        self.exhibit, self.depth, self.skipped = None, 0, 0
        self.open, self.words, self.cells, self.in_table = [], [], [], 0
        self.in_figure = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in VOID:
            return
        self.open.append(tag)
        if tag in NO_TEXT:
            self.skipped += 1
        anchor = given.get("id", "")
        if tag in ("section", "h1", "h2", "h3", "div", "figure"):
            if anchor in self.names:
                self.exhibit = self.names[anchor]
            elif tag == "section" or (tag in ("h1", "h2") and anchor):
                self.exhibit = None
        if tag == "tr":
            self.cells = []
        if tag in BLOCKS:
            self.words = []
        if tag == "tspan":
            self.words.append(" ")
        if given.get("alt"):
            self.pieces.append(Piece(given["alt"], self.exhibit, kind="alt"))

    def handle_endtag(self, tag):
        if tag in VOID or tag not in self.open:
            return
        while self.open and self.open.pop() != tag:
            pass
        if tag in NO_TEXT:
            self.skipped -= 1
        elif tag in ("td", "th"):
            self.cells.append((tag, plain("".join(self.words))))
        elif tag == "tr":
            self._row()
        elif tag in BLOCKS:
            self._said(tag, plain("".join(self.words)))
        if tag in BLOCKS:
            self.words = []

    def _said(self, tag, text):
        if text and not self.skipped and not (tag == "text" and AXIS.fullmatch(text)):
            self.pieces.append(Piece(text, self.exhibit, kind=tag))
        if CLOSES.match(text):
            self.exhibit = None

    def _row(self):
        if not self.cells or self.cells[-1][0] == "th":
            return
        label = self.cells[0][1]
        for place, (_tag, text) in enumerate(self.cells[1:]):
            self.pieces.append(Piece(text, self.exhibit, label, place, "td"))

    def handle_data(self, data):
        self.words.append(data)


def of_html(text, names):
    """names: anchor of a section or heading -> exhibit."""
    page = _Page(names)
    page.feed(text)
    return [each for each in page.pieces if not CLOSES.match(each.text)]


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def of_docx(content, names):
    """Paragraphs, tables and alternative texts. names: number such as 3.4 -> exhibit."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        body = ET.fromstring(book.read("word/document.xml"))[0]  # noqa: S314  # our own file
    exhibit, pieces = None, []
    for block in body:
        if block.tag == f"{WORD}tbl":
            pieces += _table(block, exhibit)
            continue
        text = plain(_words(block))
        style = next((each.get(f"{WORD}val", "") for each in block.iter(f"{WORD}pStyle")), "")
        exhibit = _exhibit(text, exhibit, names, is_heading=style.startswith("Heading"))
        told = [each.get("descr", "") for each in block.iter() if each.tag.endswith("}docPr")]
        pieces += [Piece(text, exhibit)] if text else []
        pieces += [Piece(each, exhibit, kind="alt") for each in told if each]
        if CLOSES.match(text):
            pieces.pop()
            exhibit = None
    return pieces


def _exhibit(text, now, names, *, is_heading):
    found = OPENS.match(text)
    if found:
        return names.get(found[1], now)
    return None if is_heading else now


def _words(block):
    return "".join(each.text or "" for each in block.iter(f"{WORD}t"))


def _table(block, exhibit):
    rows = [
        [plain(_words(cell)) for cell in row.iter(f"{WORD}tc")] for row in block.iter(f"{WORD}tr")
    ]
    return [
        Piece(text, exhibit, row[0], place, "td")
        for row in rows[1:]
        for place, text in enumerate(row[1:])
    ]


BROKEN = re.compile(r"(\d+)–\s+(\d+)")
FOOT = re.compile(r"^\d+(?: / \d+)?$")


def of_pdf(content, names, running=()):
    """Lines of all pages, one piece an exhibit, one for what stands between two.

    names: as of DOCX. running: starts of the lines that stand on every page.
    """
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    exhibit, lines, pieces = None, [], []
    for line in "\n".join(pages).splitlines():
        if FOOT.match(line) or line.startswith(tuple(running)):
            continue
        found = OPENS.match(line)
        if found and found[1] in names and names[found[1]] != exhibit and not CLOSES.match(line):
            pieces.append(Piece(" ".join(lines), exhibit))
            exhibit, lines = names[found[1]], []
        if CLOSES.match(line):
            pieces.append(Piece(" ".join(lines), exhibit))
            exhibit, lines = None, []
        else:
            lines.append(line)
    found = [*pieces, Piece(" ".join(lines), exhibit)]
    return [replace(each, text=BROKEN.sub(_joined, each.text), kind="line") for each in found]


def _joined(match):
    """A range that was broken; the head of a line may be broken as well, before a number."""
    low, high = match.groups()
    return f"{low}–{high}" if int(low) <= int(high) else match[0]


def of_xlsx(content, titles, composed=()):
    """What every sheet says, and its numbers as a page would write them.

    titles: title of a table -> exhibit. composed: exhibits whose ranges are parts of a whole.
    """
    book, pieces = openpyxl.load_workbook(io.BytesIO(content)), []
    for sheet in book.worksheets[1:]:
        exhibit, heads = None, []
        for first, *others in sheet.iter_rows(values_only=True):
            if first is None and any(others):
                heads = others
            elif first is not None and all(each is None for each in others):
                exhibit = titles.get(first, exhibit)
                pieces.append(Piece(str(first), exhibit))
            elif first is not None:
                told = [(h, v) for h, v in zip(heads, others, strict=False) if v is not None]
                is_part = exhibit in composed or (exhibit is None and "Response rate" in heads)
                pieces += _cells(exhibit, str(first), told, heads, is_part=is_part)
    return pieces


PARTS = {
    "institutions with this answer": "count",
    "institutions that answered": "n",
    "share": "share",
    "lower end": "low",
    "upper end": "high",
}


def _cells(exhibit, label, told, heads, *, is_part):
    """The numbers of a row, put together column by column."""
    columns = list(dict.fromkeys(_split(head)[0] for head in heads if head))
    found = {}
    for head, value in told:
        name, part = _split(head)
        found.setdefault(name, {})[part] = value
    pieces = []
    for name, parts in found.items():
        is_signed = name.startswith("difference")
        text = _part(parts) if is_part else _written(parts, is_signed=is_signed)
        pieces.append(Piece(text, exhibit, label, columns.index(name), "cell"))
    return pieces


def _part(parts):
    """A part of a whole; whole numbers beside a response rate are institutions."""
    if isinstance(parts.get(""), int | str):
        return str(parts[""])
    low, high = parts.get("low", parts.get("")), parts.get("high", parts.get("low", parts.get("")))
    return f"{ends_words(percent(low), percent(min(1.0, high)))}%"


def _split(head):
    name, _, part = head.rpartition(": ")
    return (name, PARTS[part]) if part in PARTS else (head, "")


def _written(parts, *, is_signed):
    """Such as ``3 / 14 (21%)``, ``0–4 / 14 (0–29%)``, ``−31 to +9``, ``75–79`` or ``12``."""
    if "share" in parts:
        return f"{parts['count']} / {parts['n']} ({percent(parts['share'])}%)"
    if "low" in parts and is_signed:
        return f"{signed_number(parts['low'])} to {signed_number(parts['high'])}"
    if "low" in parts:
        band = parts["low"], parts.get("high", parts["low"])
        return _range(band, parts.get("n"))
    value = parts.get("", parts.get("n"))
    if not isinstance(value, int | float):
        return str(value)
    return signed_number(value) if is_signed else number(value)


def _range(band, n):
    if n:
        low, high = map(percent, shares(band, (n, n)))
        return f"{ends_words(*band)} / {n} ({ends_words(low, high)}%)"
    return number(band[1] + 1) if band[0] == 0 < band[1] else ends_words(*band)
