"""Delimited text: rows of cells with a sign between them, as spreadsheets save CSV or copy a block.

The sign is a semicolon, a tabulator or a comma. UTF-8 is read, and UTF-16 where it says so. Without
either, a code page of Windows is taken only where the letters leave no doubt which one it is.
"""

import codecs
import csv
from collections.abc import Collection, Iterator

from surveyapp.formats.sheet.sheet import LONGEST_CELL, Sheet, SheetRefused, checked

DELIMITERS = ";\t,"
CODE_PAGES = ("cp1250", "cp1252")


def read_delimited(content: bytes, letters: Collection[str] = ()) -> Sheet:
    """A file. letters: those that words of the reader's languages have beside A to Z.

    Raises SheetRefused: unknown-encoding, not-as-named, unreadable-line, and beyond the limits.
    """
    text = _decoded(content, letters)
    if "\0" in text:
        raise SheetRefused("not-as-named")
    return sheet_of(text, delimiter_of(text))


def sheet_of(text: str, delimiter: str) -> Sheet:
    """A text as rows. Raises SheetRefused: unreadable-line, and beyond the limits."""
    rows = list(_rows(text, delimiter))
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(tuple(rows))


def delimiter_of(text: str) -> str:
    """The sign that the first line with words has most often outside of quotes."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(lines):
            checked(number, len(cells) - 1)
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise SheetRefused("too-much-text", str(lines.line_num))
            yield _without_end(cells)
    except csv.Error:
        raise SheetRefused("unreadable-line", str(lines.line_num)) from None


def _without_end(cells: list[str]) -> tuple[str, ...]:
    kept = [cell.strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _decoded(content: bytes, letters: Collection[str]) -> str:
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        if marked:
            raise SheetRefused("unknown-encoding") from None
        return _from_code_page(content, letters)


def _from_code_page(content: bytes, letters: Collection[str]) -> str:
    """The one reading that is possible, or in which all letters are known."""
    readings = {read for page in CODE_PAGES if (read := _read_as(content, page)) is not None}
    if len(readings) > 1:
        readings = {read for read in readings if _has_only(read, letters)}
    if len(readings) != 1:
        raise SheetRefused("unknown-encoding")
    return readings.pop()


def _read_as(content: bytes, code_page: str) -> str | None:
    try:
        return content.decode(code_page)
    except UnicodeDecodeError:
        return None


def _has_only(text: str, letters: Collection[str]) -> bool:
    return all(sign.lower() in letters for sign in text if not sign.isascii() and sign.isalpha())
