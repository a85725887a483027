"""Export text: answers for analysts as CSV, JSON and an Excel workbook, with their codes.

Codes are the same in every language; the words for them stand beside the answers. No cell is
ever a formula.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from itertools import chain
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from surveyapp.analysis.export_table import ExportTable, Value
from surveyapp.formats.comparison_file import guarded
from surveyapp.questions.cell import NOT_ASKED, RESERVED_CODES, MissingReason
from surveyapp.questions.column import IS_SYNTHETIC
from surveyapp.reports.column_words import ColumnWords

LABELS_HEADER = ("column", "label", "code", "code label")


def header(table: ExportTable) -> list[str]:
    """Names of the columns in a file."""
    return [IS_SYNTHETIC, *(column.name for column in table.columns)]


def write_csv(table: ExportTable, words: ColumnWords, path: Path) -> None:
    """One line a response, in the words that `surveyapp import` reads. Raises OSError.

    words: not used; a code is the same in every language.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header(table))
        writer.writerows(map(_csv_cells, _rows(table)))


def write_json(table: ExportTable, words: ColumnWords, path: Path) -> None:
    """`about`, `columns` with their labels, `responses`; a cell not asked is left out.

    Raises OSError.
    """
    names = [column.name for column in table.columns]
    responses = (_json_cells(names, row[1:]) for row in _rows(table))
    head = {"about": about(table, words), "columns": _columns(table, words)}
    text = json.dumps(head, ensure_ascii=False, indent=1)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text.removesuffix("\n}") + ',\n "responses": [')
        for place, response in enumerate(responses):
            line = json.dumps(response, ensure_ascii=False, separators=(",", ":"))
            file.write(f"{',' if place else ''}\n  {line}")
        file.write("\n ]\n}\n")


def write_xlsx(table: ExportTable, words: ColumnWords, path: Path) -> None:
    """Sheets `about`, `answers` and `labels`. Raises OSError."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        # a day is enough: a second would order the files that were made of the same answers
        book.set_properties({"created": datetime.combine(datetime.now(UTC).date(), time())})
        bold = book.add_format({"bold": True})
        _write_sheet(book.add_worksheet("about"), about(table, words).items(), bold)
        answers = ([_sheet_cell(cell) for cell in row] for row in _rows(table))
        _write_sheet(book.add_worksheet("answers"), chain([header(table)], answers), bold)
        labels = chain([LABELS_HEADER], _label_lines(table, words))
        _write_sheet(book.add_worksheet("labels"), labels, bold)


def about(table: ExportTable, words: ColumnWords) -> dict[str, str]:
    """Origin and rules of a file, as text by key."""
    warning = {"warning": words.warning} if table.is_synthetic else {}
    _ = words.labels.translate.gettext
    return {
        **warning,
        "title": words.title,
        "questionnaire": table.questionnaire,
        "version": table.version,
        "snapshot": table.sha256,
        "responses": str(table.n_rows),
        "language": words.language,
        "left_out": _("words, exact classes, and questions that point at one institution"),
        "order": _("random, another in every file"),
        NOT_ASKED: _("the question was not asked"),
        **{reason.value: words.reason(reason) for reason in MissingReason},
    }


def _columns(table: ExportTable, words: ColumnWords) -> list[dict[str, object]]:
    return [
        {"name": c.name, "label": words.label(c), "level": c.level.value, "codes": words.codes(c)}
        for c in table.columns
    ]


def _label_lines(table: ExportTable, words: ColumnWords) -> Iterator[list[Value]]:
    """One line a column, and one for each of its codes."""
    for column in table.columns:
        yield [column.name, words.label(column), None, None]
        for code, label in words.codes(column).items():
            yield [column.name, None, code, label]


def _rows(table: ExportTable) -> Iterator[tuple[Value, ...]]:
    marks: list[Value] = [int(table.is_synthetic)] * table.n_rows
    return zip(marks, *(table.values(column) for column in table.columns), strict=True)


def _csv_cells(row: tuple[Value, ...]) -> list[Value]:
    return [_csv_cell(cell) for cell in row]


def _csv_cell(cell: Value) -> Value:
    match cell:
        case None:
            return NOT_ASKED
        case MissingReason.BLANK.value:
            return ""
        case float():
            return f"{cell:.10f}".rstrip("0").rstrip(".")
        case _:
            return guarded(cell)


def _json_cells(names: Sequence[str], cells: Sequence[Value]) -> dict[str, object]:
    """What was asked; a reason as it is written in stored answers."""
    return {
        name: {"missing": cell} if cell in RESERVED_CODES else cell
        for name, cell in zip(names, cells, strict=True)
        if cell is not None
    }


def _sheet_cell(cell: Value) -> Value:
    return NOT_ASKED if cell is None else cell


def _write_sheet(sheet: Worksheet, rows: Iterable[Sequence[Value]], bold: Format) -> None:
    """Texts as texts, numbers as numbers; the first line is set apart."""
    sheet.freeze_panes(1, 0)
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            form = bold if place == 0 else None
            if isinstance(cell, str):
                sheet.write_string(place, column, cell, form)
            elif cell is not None:
                sheet.write_number(place, column, cell, form)
