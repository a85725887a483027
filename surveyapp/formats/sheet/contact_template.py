"""Contact template: an empty list of contacts to be filled in, with the codes that it takes."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter

from surveyapp.formats.sheet.contact_list import COLUMNS, EMAIL, Sampled
from surveyapp.formats.sheet.number_table import NOT_IN_SHEET_NAMES, OPTIONS
from surveyapp.formats.sheet.workbook_day import keep_to_day

BYTE_ORDER_MARK = "\ufeff"
WIDTH, NARROW, MOST_FILLED, LONGEST_SHEET_NAME = 36, 12, 2_000, 31
LONGEST_OFFER = 255
"""Signs of all codes together that a spreadsheet offers in a cell."""


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """The second sheet: what each code means. lines: (column, code, meaning)."""

    title: str
    heads: tuple[str, str, str]
    lines: Sequence[tuple[str, str, str]]


def columns_of(sampled: Sampled) -> tuple[str, ...]:
    """The columns that a list may have, in their order."""
    return tuple(each for each in COLUMNS if sampled.choices.get(each, (EMAIL,)))


def contact_workbook(sampled: Sampled, title: str, codes: CodeSheet) -> bytes:
    """A workbook whose first sheet is the list; cells that take codes offer them."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        keep_to_day(book)
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True})
        for place, name in enumerate(columns_of(sampled)):
            allowed = sampled.choices.get(name, ())
            sheet.set_column(place, place, NARROW if allowed else WIDTH)
            sheet.write_string(0, place, name, bold)
            if 0 < len(",".join(allowed)) <= LONGEST_OFFER:
                sheet.data_validation(1, place, MOST_FILLED, place, _offered(allowed))
        sheet.freeze_panes(1, 0)
        beside = book.add_worksheet(_sheet_name(codes.title))
        beside.set_column(0, 1, NARROW)
        beside.set_column(2, 2, WIDTH)
        for row, line in enumerate((codes.heads, *codes.lines)):
            for column, text in enumerate(line):
                beside.write_string(row, column, text, bold if row == 0 else None)
    return stream.getvalue()


def contact_text(sampled: Sampled) -> bytes:
    """The same as CSV: the row of heads alone, as spreadsheets open it."""
    return (BYTE_ORDER_MARK + ";".join(columns_of(sampled)) + "\r\n").encode()


def _offered(allowed: Sequence[str]) -> Mapping[str, object]:
    return {"validate": "list", "source": list(allowed), "error_type": "warning"}


def _sheet_name(title: str) -> str:
    return title.translate(NOT_IN_SHEET_NAMES)[:LONGEST_SHEET_NAME]
