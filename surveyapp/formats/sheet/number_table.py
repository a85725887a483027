"""Number table: a table of numbers as a workbook to fill in, and what stands in one that came back.

A hidden first row and first column hold codes, so that a file is read whatever its language, the
order of its rows and columns, and what was inserted between them.
"""

import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from surveyapp.formats.sheet.sheet import Sheet, SheetRefused, Value, place
from surveyapp.formats.sheet.workbook_day import keep_to_day

PROGRAM, SEPARATOR = "surveyapp", ":"
SEARCHED = 20
"""Rows and columns in which the codes may begin: somebody may have inserted some before them."""
LABEL_WIDTH, NUMBER_WIDTH = 48, 16
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HIDDEN = {"hidden": True}
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
Place = tuple[str, str]
"""Row and column, as codes."""


@dataclass(frozen=True, slots=True)
class TableMark:
    """What the first cell says: of which table the file is, and in which language."""

    questionnaire: str
    question: str
    language: str

    def written(self) -> str:
        """As it stands in the cell."""
        return SEPARATOR.join((PROGRAM, self.questionnaire, self.question, self.language))


@dataclass(frozen=True, slots=True)
class NumberTable:
    """A table to be filled. rows, columns: code -> label in the order of the form.

    cells: what stands in those that are asked, "" where nothing does; others are left grey.
    about: lines below the table.
    """

    mark: TableMark
    title: str
    rows: Mapping[str, str]
    columns: Mapping[str, str]
    cells: Mapping[Place, Value]
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A file that came back. cells: those with something in them, by codes, with their address in
    the file; beside: addresses of numbers in rows or columns without a code of the table.
    """

    mark: TableMark
    cells: Mapping[Place, tuple[Value, str]]
    beside: tuple[str, ...]


def number_workbook(table: NumberTable) -> bytes:
    """The file; no cell is a formula."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        keep_to_day(book)
        sheet = book.add_worksheet(table.mark.question[:31].translate(NOT_IN_SHEET_NAMES))
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "align": "right"})
        number = book.add_format({"num_format": "#,##0", "border": 4})
        unasked = book.add_format({"bg_color": "#D9D9D9"})
        _write_codes(sheet, table)
        _write_labels(sheet, table, head, wrapped)
        _write_cells(sheet, table, number, unasked)
    return stream.getvalue()


def filled_table(sheet: Sheet, rows: Collection[str], columns: Collection[str]) -> FilledTable:
    """What stands in a file. rows, columns: codes of the table that it should be of.

    Raises SheetRefused: no-codes, code-twice (a row or column was copied) with its place.
    """
    top, left, mark = _found_mark(sheet)
    width = max(map(len, sheet.rows))
    row_at = _codes({(n, left): sheet.at(n, left) for n in range(top + 1, len(sheet.rows))}, rows)
    column_at = _codes({(top, n): sheet.at(top, n) for n in range(left + 1, width)}, columns)
    cells: dict[Place, tuple[Value, str]] = {}
    beside: list[str] = []
    for row, column, value in _filled(sheet, top, left):
        row_code, column_code = row_at.get((row, left)), column_at.get((top, column))
        if row_code is not None and column_code is not None:
            cells[row_code, column_code] = value, place(row, column)
        elif _is_number(value):
            beside.append(place(row, column))
    return FilledTable(mark, cells, tuple(beside))


def _write_codes(sheet: Worksheet, table: NumberTable) -> None:
    sheet.set_row(0, None, None, HIDDEN)
    sheet.set_column(0, 0, None, None, HIDDEN)
    sheet.write_string(0, 0, table.mark.written())
    for column, code in enumerate(table.columns, start=2):
        sheet.write_string(0, column, code)
    for row, code in enumerate(table.rows, start=2):
        sheet.write_string(row, 0, code)


def _write_labels(sheet: Worksheet, table: NumberTable, head: Format, wrapped: Format) -> None:
    sheet.set_column(1, 1, LABEL_WIDTH, wrapped)
    sheet.set_column(2, 1 + len(table.columns), NUMBER_WIDTH)
    sheet.freeze_panes(2, 2)
    sheet.write_string(1, 1, table.title, wrapped)
    for column, label in enumerate(table.columns.values(), start=2):
        sheet.write_string(1, column, label, head)
    for row, label in enumerate(table.rows.values(), start=2):
        sheet.write_string(row, 1, label, wrapped)
    for row, words in enumerate(table.about, start=3 + len(table.rows)):
        sheet.write_string(row, 1, words, wrapped)


def _write_cells(sheet: Worksheet, table: NumberTable, number: Format, unasked: Format) -> None:
    for row, row_code in enumerate(table.rows, start=2):
        for column, column_code in enumerate(table.columns, start=2):
            value = table.cells.get((row_code, column_code))
            if value is None:
                sheet.write_blank(row, column, None, unasked)
            elif value == "":
                sheet.write_blank(row, column, None, number)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, number)
            else:
                sheet.write_number(row, column, value, number)


def _found_mark(sheet: Sheet) -> tuple[int, int, TableMark]:
    """Row and column of the first cell of the codes, and what it says."""
    for row in range(min(SEARCHED, len(sheet.rows))):
        for column in range(SEARCHED):
            parts = str(sheet.at(row, column)).split(SEPARATOR)
            if len(parts) == 4 and parts[0] == PROGRAM:
                return row, column, TableMark(*parts[1:])
    raise SheetRefused("no-codes")


def _codes(
    at: Mapping[tuple[int, int], Value], known: Collection[str]
) -> dict[tuple[int, int], str]:
    """Place -> code of the table; a code such as 2013 may have become a number."""
    found: dict[tuple[int, int], str] = {}
    for (row, column), value in at.items():
        code = str(value)
        if code in found.values():
            raise SheetRefused("code-twice", place(row, column))
        if code in known:
            found[row, column] = code
    return found


def _filled(sheet: Sheet, top: int, left: int) -> Iterator[tuple[int, int, Value]]:
    for row in range(top + 1, len(sheet.rows)):
        for column in range(left + 1, len(sheet.rows[row])):
            if (value := sheet.at(row, column)) != "":
                yield row, column, value


def _is_number(value: Value) -> bool:
    return not isinstance(value, str)
