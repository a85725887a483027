"""Tables workbook: the tables of the coordinator's pages as XLSX, for people and spreadsheets.

A sheet a chapter, its tables one under the other as on the page. Numbers are numbers, so that a
spreadsheet writes them as its reader's country does; shares are percentages. A cell of several
numbers has a column for each, a range one for each end; of a group that is too small it is empty,
and the line under the table says so. No cell is ever a formula.

Words are wrapped, and each line says its height: not every program finds it by itself, and what
does not fit would be cut. On paper a sheet is as wide as a page.
"""

import io
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from surveyapp.formats.sheet.workbook_day import keep_to_day
from surveyapp.questions.language import percent_signs
from surveyapp.reports.block import TableRow
from surveyapp.reports.exhibit.page import Figure
from surveyapp.reports.exhibit.table import Table
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.amount import NOTHING, Amount, AmountPart

LABEL_WIDTH, NUMBER_WIDTH = 56, 16
LINE_HEIGHT = 15
"""Points of a line of words."""
WIDER_LETTERS = 0.9
"""Letters to a digit's width, by which a column is measured, in fonts that run wide."""
PAPER_A4 = 9
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_NOTHING = (None, NOTHING.words)
"""The words of a cell that is left empty."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A chapter, or another page with tables. figures: in the order of the page."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class WorkbookColumn:
    """One column of a sheet. place: of the cell in a row of the table; part: which number of it."""

    place: int
    part: AmountPart
    head: str


def tables_workbook(sheets: Sequence[TableSheet], about: Sequence[str], labels: Labels) -> bytes:
    """The file. about: what the first sheet says, a line each, the title first."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        keep_to_day(book)
        styles = _Styles(book, labels)
        front = book.add_worksheet(labels.translate.gettext("Contents"))
        names = [_sheet_name(place, sheet.title) for place, sheet in enumerate(sheets, start=1)]
        _write_front(front, about, names, styles)
        for name, sheet in zip(names, sheets, strict=True):
            _SheetWriter(book.add_worksheet(name), styles, labels).write(sheet)
    return stream.getvalue()


def columns_of(table: Table, labels: Labels) -> tuple[WorkbookColumn, ...]:
    """A column for each number that the cells of a column of the table hold."""
    words = _part_words(labels)
    found: list[WorkbookColumn] = []
    for place, head in enumerate(table.heads):
        parts = _parts(table.rows, place)
        for part in parts:
            is_plain = part is AmountPart.MAIN or len(parts) == 1
            found.append(
                WorkbookColumn(place, part, head if is_plain else f"{head}: {words[part]}")
            )
    return tuple(found)


def number_format(amount: Amount, language: str) -> str:
    """How a spreadsheet shows the number; it puts the marks of its own country for , and . here."""
    if amount.is_share:
        return "0".join(percent_signs(language)).replace("\u00a0", '"\u00a0"')
    digits = "#,##0" + (f".{'0' * amount.decimals}" if amount.decimals else "")
    plus = '"+"' if amount.is_signed else ""
    return f'{plus}{digits};"\u2212"{digits};{digits}'


def _parts(rows: Sequence[TableRow], place: int) -> tuple[AmountPart, ...]:
    amounts = [row.amounts[place] for row in rows]
    found = {amount.part for each in amounts for amount in each}
    if any(_is_words(row, place) for row in rows):
        found.add(AmountPart.MAIN)
    if found == {AmountPart.LOW, AmountPart.HIGH} and all(_is_exact(each) for each in amounts):
        return (AmountPart.LOW,)
    return tuple(part for part in AmountPart if part in found) or (AmountPart.MAIN,)


def _is_words(row: TableRow, place: int) -> bool:
    return not row.amounts[place] and row.cells[place] not in _NOTHING


def _words(row: TableRow) -> Iterator[str]:
    """What stands in the cells of a row that are no number."""
    return (row.cells[n] or "" for n, amounts in enumerate(row.amounts) if not amounts)


def _is_exact(amounts: tuple[Amount, ...]) -> bool:
    return len({amount.value for amount in amounts}) < 2


def _part_words(labels: Labels) -> dict[AmountPart, str]:
    _ = labels.translate.gettext
    return {
        AmountPart.COUNT: _("institutions with this answer"),
        AmountPart.BASE: _("institutions that answered"),
        AmountPart.SHARE: _("share"),
        AmountPart.LOW: _("lower end"),
        AmountPart.HIGH: _("upper end"),
    }


def _sheet_name(place: int, title: str) -> str:
    plain = f"{place}. {title}".translate(NOT_IN_SHEET_NAMES)
    return textwrap.shorten(plain, LONGEST_SHEET_NAME, placeholder="…")


def line_height(cells: Iterable[tuple[str, int]]) -> int:
    """Points that a line of a sheet needs. cells: words and the width of their column."""
    lines = (len(textwrap.wrap(words, int(width * WIDER_LETTERS))) for words, width in cells)
    return LINE_HEIGHT * max((1, *lines))


def _set_page(sheet: Worksheet) -> None:
    sheet.set_paper(PAPER_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


class _Styles:
    """The formats of a workbook; each kind of number has one."""

    def __init__(self, book: xlsxwriter.Workbook, labels: Labels) -> None:
        self._book, self._language = book, labels.wording.language
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "bottom", "align": "right", "bottom": 1}
        )
        self.label = book.add_format({"text_wrap": True, "valign": "top"})
        self.words = book.add_format({"align": "right", "valign": "top", "text_wrap": True})
        self._numbers: dict[str, Format] = {}

    def number(self, amount: Amount) -> Format:
        """The format that an amount is shown in."""
        code = number_format(amount, self._language)
        if code not in self._numbers:
            self._numbers[code] = self._book.add_format({"num_format": code, "valign": "top"})
        return self._numbers[code]


def _write_front(
    sheet: Worksheet, about: Sequence[str], names: Sequence[str], styles: _Styles
) -> None:
    _set_page(sheet)
    sheet.set_column(0, 0, LABEL_WIDTH * 2, styles.label)
    for line, words in enumerate(about):
        sheet.set_row(line, line_height([(words, LABEL_WIDTH * 2)]))
        sheet.write_string(line, 0, words, styles.title if line == 0 else styles.label)
    for line, name in enumerate(names, start=len(about) + 1):
        sheet.write_url(line, 0, f"internal:'{name}'!A1", string=name)


class _SheetWriter:
    """Writes one sheet from top to bottom."""

    def __init__(self, sheet: Worksheet, styles: _Styles, labels: Labels) -> None:
        self._sheet, self._styles, self._labels = sheet, styles, labels
        self._line = 0

    def write(self, sheet: TableSheet) -> None:
        """All tables, with an empty line between them; the labels stay in sight."""
        _set_page(self._sheet)
        self._sheet.set_column(0, 0, LABEL_WIDTH)
        self._sheet.freeze_panes(0, 1)
        widest = max((len(columns_of(f.table, self._labels)) for f in sheet.figures), default=0)
        self._sheet.set_column(1, max(widest, 1), NUMBER_WIDTH)
        self._title(sheet.title)
        for figure in sheet.figures:
            self._line += 1
            self._figure(figure)

    def _figure(self, figure: Figure) -> None:
        title = f"{figure.number} {figure.title}".strip()
        self._title(title)
        for words in (figure.note, figure.too_small or figure.sentence):
            self._prose(words)
        self._table(figure.table, title)
        below = (figure.base, figure.uncertainty, figure.rounding)
        for words in (*below, *figure.flags, *_series(figure)):
            self._prose(words)

    def _title(self, words: str) -> None:
        """A title, which runs over the empty cells beside it."""
        if words:
            self._sheet.write_string(self._line, 0, words, self._styles.title)
            self._line += 1

    def _prose(self, words: str) -> None:
        """Sentences, under one another in the column of the labels, which stays in sight."""
        if words:
            self._sheet.set_row(self._line, line_height([(words, LABEL_WIDTH)]))
            self._sheet.write_string(self._line, 0, words, self._styles.label)
            self._line += 1

    def _table(self, table: Table, title: str) -> None:
        columns = columns_of(table, self._labels)
        self._set_height("", [column.head for column in columns])
        for place, column in enumerate(columns, start=1):
            self._sheet.write_string(self._line, place, column.head, self._styles.head)
        self._line += 1
        for row in table.rows:
            label = row.head or title
            self._set_height(label, _words(row))
            self._sheet.write_string(self._line, 0, label, self._styles.label)
            for place, column in enumerate(columns, start=1):
                is_first = place == 1 or columns[place - 2].place != column.place
                self._cell(place, row, column, is_first=is_first)
            self._line += 1

    def _set_height(self, label: str, cells: Iterable[str]) -> None:
        asked = ((label, LABEL_WIDTH), *((words, NUMBER_WIDTH) for words in cells))
        self._sheet.set_row(self._line, line_height(asked))

    def _cell(self, place: int, row: TableRow, column: WorkbookColumn, *, is_first: bool) -> None:
        words, amounts = row.cells[column.place], row.amounts[column.place]
        amount = next((each for each in amounts if each.part is column.part), None)
        if amount is not None:
            self._sheet.write_number(self._line, place, amount.value, self._styles.number(amount))
        elif words not in _NOTHING and not amounts and is_first:
            self._sheet.write_string(self._line, place, words, self._styles.words)


def _series(figure: Figure) -> Iterator[str]:
    """What national bodies published, a line a series."""
    return (f"{row.head}: {'; '.join(cell or '' for cell in row.cells)}" for row in figure.series)
