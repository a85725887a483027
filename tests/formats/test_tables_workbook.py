"""Tables of a page as XLSX: numbers as numbers, shares as percentages, ranges as two numbers."""

import io
from dataclasses import replace

import openpyxl
import pytest

from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.tables_workbook import (
    LINE_HEIGHT,
    TableSheet,
    number_format,
    tables_workbook,
)
from surveyapp.questionnaire.wording import Wording
from surveyapp.reports.block import TableRow
from surveyapp.reports.exhibit.page import Figure
from surveyapp.reports.exhibit.table import Table
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.amount import NOTHING, TOO_FEW, Amount, AmountPart, Cell
from surveyapp.reports.sentence.people import total_cell

SHARE = Cell(
    "19 / 40 (48 %)",
    (
        Amount(19, AmountPart.COUNT),
        Amount(40, AmountPart.BASE),
        Amount(0.475, AmountPart.SHARE, is_share=True),
    ),
)
GAP = Cell("−12", (Amount(-12, is_signed=True),))
RANGE = Cell(
    "71–100 % / 14",
    (
        Amount(14, AmountPart.BASE),
        Amount(0.71, AmountPart.LOW, is_share=True),
        Amount(1, AmountPart.HIGH, is_share=True),
    ),
)
GAP_RANGE = Cell(
    "+23 … +53",
    (Amount(23, AmountPart.LOW, is_signed=True), Amount(53, AmountPart.HIGH, is_signed=True)),
)


def figure(table, title="Shelter"):
    return Figure("shelter", "D1", title, ("A sentence.",), (), None, (), table, "", is_hidden=True)


def sheet_of(*rows, heads=("Romania", "Norway", "difference"), language="ro", title="Services"):
    labels = Labels(Wording(language, {}), translate_in(language))
    made = TableSheet(title, (figure(Table(heads, rows)),))
    content = tables_workbook([made], ["About"], labels)
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(book):
    """The rows of the table: below title, empty line, title of the figure, sentence and heads."""
    return list(book.worksheets[1].iter_rows(min_row=6))


def test_a_share_is_count_base_and_percentage_in_columns_of_their_own():
    book = sheet_of(TableRow.of("Night shelter", (SHARE, TOO_FEW, GAP)))
    (row,) = cells(book)
    assert [cell.value for cell in row[:4]] == ["Night shelter", 19, 40, 0.475]
    assert row[3].number_format == '0"\u00a0"%'
    assert {cell.data_type for cell in row[1:4]} == {"n"}
    assert [cell.value for cell in row[4:]] == [None, -12]
    assert row[5].number_format == '"+"#,##0;"−"#,##0;#,##0'
    heads = [cell.value for cell in book.worksheets[1][5]]
    assert heads[4:] == ["Norway", "difference"]
    assert all(head.startswith("Romania: ") for head in heads[1:4])


@pytest.mark.parametrize(
    ("language", "low", "high"),
    [("en", "lower end", "upper end"), ("ro", "limita inferioară", "limita superioară")],
)
def test_a_range_is_two_numbers_under_heads_in_the_readers_language(language, low, high):
    exact = TableRow.of("Follow-up", (SHARE, SHARE, GAP))
    book = sheet_of(exact, TableRow.of("Shelter", (SHARE, RANGE, GAP_RANGE)), language=language)
    _, row = cells(book)
    heads = [cell.value for cell in book.worksheets[1][5]]
    ends = {head: cell for head, cell in zip(heads, row, strict=True) if head}
    assert (ends[f"Norway: {low}"].value, ends[f"Norway: {high}"].value) == (0.71, 1)
    assert (ends[f"difference: {low}"].value, ends[f"difference: {high}"].value) == (23, 53)
    assert ends["difference"].value is None
    assert {cell.data_type for cell in row if cell.value is not None} == {"s", "n"}


@pytest.mark.parametrize(
    ("amount", "language", "code"),
    [
        (Amount(0.5, is_share=True), "en", "0%"),
        (Amount(0.5, is_share=True), "nb", '0"\u00a0"%'),
        (Amount(20.5, decimals=1), "ro", '#,##0.0;"−"#,##0.0;#,##0.0'),
        (Amount(1041), "nb", '#,##0;"−"#,##0;#,##0'),
    ],
)
def test_a_number_has_the_decimals_of_the_page(amount, language, code):
    assert number_format(amount, language) == code


def test_totals_are_one_column_unless_one_of_them_is_a_range():
    labels = Labels(Wording("en", {}), translate_in("en"))
    exact, range_ = total_cell((25.0, 25.0), labels), total_cell((20.0, 30.0), labels)
    (row,) = cells(sheet_of(TableRow.of("2013", (exact, exact)), heads=("Romania", "Norway")))
    assert [cell.value for cell in row] == ["2013", 25, 25]
    (row,) = cells(sheet_of(TableRow.of("2013", (range_, exact)), heads=("Romania", "Norway")))
    assert [cell.value for cell in row] == ["2013", 20, 29, 25]


def test_words_stand_beside_the_numbers_and_never_under_them():
    median = TableRow.of("Contact: median answer", (Cell("Often"), Cell("Rarely"), NOTHING))
    shares = TableRow.of("Contact: often", (SHARE, SHARE, GAP))
    first, second = cells(sheet_of(median, shares))
    assert [cell.value for cell in first] == [
        *("Contact: median answer", "Often", None, None, None),
        *("Rarely", None, None, None, None),
    ]
    assert [cell.value for cell in second][1:5] == [None, 19, 40, 0.475]


def test_no_text_is_a_formula_and_no_name_of_a_sheet_is_refused():
    book = sheet_of(
        TableRow.of("=1+1", (SHARE, TOO_FEW, GAP)), title="Who? [all]: 'x' / y" + "z" * 40
    )
    (row,) = cells(book)
    assert (row[0].value, row[0].data_type) == ("=1+1", "s")
    assert book.sheetnames[1] == "1. Who all x…"


def test_lines_are_as_high_as_their_words_need():
    long = "Psychological counselling of people who wait for a decision, in their own language"
    heads = ("Institutions that answered in the first country", "Norway", "difference")
    book = sheet_of(
        TableRow.of(long, (SHARE, NOTHING, GAP)), TableRow.of("Short", (GAP,) * 3), heads=heads
    )
    sheet = book.worksheets[1]
    lines = [(sheet.row_dimensions[n].height or LINE_HEIGHT) / LINE_HEIGHT for n in (5, 6, 7)]
    assert lines[0] >= 4
    assert lines[1:] == [2, 1]
    assert all(cell.alignment.wrap_text for cell in (*sheet[5][1:], sheet["A6"]))


def test_sentences_are_wrapped_in_the_column_of_the_labels():
    sentence = "Of these institutions, fewer than half answered. " * 4
    labels = Labels(Wording("en", {}), translate_in("en"))
    told = replace(figure(Table(("Romania",), (TableRow.of("Shelter", (GAP,)),))), said=(sentence,))
    content = tables_workbook([TableSheet("Services", (told,))], [sentence], labels)
    front, sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert sheet["A4"].value == sentence
    assert sheet["A4"].alignment.wrap_text
    assert sheet.row_dimensions[4].height >= 4 * LINE_HEIGHT
    assert front.row_dimensions[1].height >= 2 * LINE_HEIGHT


def test_it_is_told_that_percentages_are_rounded():
    told = replace(
        figure(Table(("A",), (TableRow.of("x", (SHARE,)),))), rounding="They are rounded."
    )
    labels = Labels(Wording("en", {}), translate_in("en"))
    content = tables_workbook([TableSheet("S", (told,))], ["About"], labels)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1:]
    assert "They are rounded." in [row[0] for row in sheet.iter_rows(values_only=True)]


def test_a_sheet_is_printed_as_wide_as_a_page():
    for sheet in sheet_of(TableRow.of("Shelter", (SHARE, NOTHING, GAP))).worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
