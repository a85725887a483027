"""Tables of a page as XLSX: numbers as numbers, shares as percentages, hidden cells in words."""

import io

import openpyxl
import pytest

from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.tables_workbook import TableSheet, number_format, tables_workbook
from surveyapp.questionnaire.wording import Wording
from surveyapp.reports.amount import NOTHING, TOO_FEW, Amount, Cell, Part
from surveyapp.reports.labels import Labels
from surveyapp.reports.page import Figure
from surveyapp.reports.people import total_cell
from surveyapp.reports.table import Row, Table

SHARE = Cell(
    "19 / 40 (48 %)",
    (Amount(19, Part.COUNT), Amount(40, Part.BASE), Amount(0.475, Part.SHARE, is_share=True)),
)
GAP = Cell("−12", (Amount(-12, is_signed=True),))


def figure(table, title="Shelter"):
    return Figure(
        "shelter", "D1", title, ("A sentence.",), (), "table", None, (), table, "", is_hidden=True
    )


def sheet_of(*rows, heads=("Romania", "Norway", "difference"), language="ro", title="Services"):
    labels = Labels(Wording(language, {}), translate_in(language))
    made = TableSheet(title, (figure(Table(heads, rows)),))
    content = tables_workbook([made], ["About"], labels)
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(book):
    """The rows of the table: below title, empty line, title of the figure, sentence and heads."""
    return list(book.worksheets[1].iter_rows(min_row=6))


def test_a_share_is_count_base_and_percentage_in_columns_of_their_own():
    book = sheet_of(Row.of("Night shelter", (SHARE, TOO_FEW, GAP)))
    (row,) = cells(book)
    assert [cell.value for cell in row[:4]] == ["Night shelter", 19, 40, 0.475]
    assert row[3].number_format == '0"\u00a0"%'
    assert {cell.data_type for cell in row[1:4]} == {"n"}
    assert [cell.value for cell in row[4:]] == ["ascuns", -12]
    assert row[5].number_format == '"+"#,##0;"−"#,##0;#,##0'
    heads = [cell.value for cell in book.worksheets[1][5]]
    assert heads[4:] == ["Norway", "difference"]
    assert all(head.startswith("Romania: ") for head in heads[1:4])


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
    (row,) = cells(sheet_of(Row.of("2013", (exact, exact)), heads=("Romania", "Norway")))
    assert [cell.value for cell in row] == ["2013", 25, 25]
    (row,) = cells(sheet_of(Row.of("2013", (range_, exact)), heads=("Romania", "Norway")))
    assert [cell.value for cell in row] == ["2013", 20, 29, 25]


def test_words_stand_beside_the_numbers_and_never_under_them():
    median = Row.of("Contact: median answer", (Cell("Often"), Cell("Rarely"), NOTHING))
    shares = Row.of("Contact: often", (SHARE, SHARE, GAP))
    first, second = cells(sheet_of(median, shares))
    assert [cell.value for cell in first] == [
        *("Contact: median answer", "Often", None, None, None),
        *("Rarely", None, None, None, "–"),
    ]
    assert [cell.value for cell in second][1:5] == [None, 19, 40, 0.475]


def test_no_text_is_a_formula_and_no_name_of_a_sheet_is_refused():
    book = sheet_of(Row.of("=1+1", (SHARE, TOO_FEW, GAP)), title="Who? [all]: 'x' / y" + "z" * 40)
    (row,) = cells(book)
    assert (row[0].value, row[0].data_type) == ("=1+1", "s")
    assert book.sheetnames[1] == "1. Who all x y" + "z" * 17
