"""Files that spreadsheets write are read cell by cell, and what cannot be read says why."""

from datetime import date
from decimal import Decimal

import pytest

from surveyapp.formats.sheet.sheet import SheetRefused, place
from surveyapp.formats.sheet.sheet_reading import read_sheet
from tests.formats.sheet.workbooks import cells, package, workbook

ROMANIAN, NORWEGIAN = "ăâîșțşţ", "æøå"


def refusal(content, name="table.xlsx", letters=""):
    with pytest.raises(SheetRefused) as refused:
        read_sheet(content, name, letters)
    return refused.value.code, refused.value.place


def test_a_workbook_is_read_as_words_and_numbers():
    content = workbook([["", "Girls"], ["Advice", 1041], ["Bed", 2.5], ["Both", True]])
    assert read_sheet(content, "Table.XLSX").rows == [
        ("", "Girls"),
        ("Advice", 1041),
        ("Bed", Decimal("2.5")),
        ("Both", "TRUE"),
    ]


def test_a_cell_is_found_by_its_place_and_beside_the_filled_ones_is_nothing():
    sheet = read_sheet(workbook([["a"], [], ["", "b"]]), "t.xlsx")
    found = sheet.at(2, 1), sheet.at(1, 0), sheet.at(0, 5), sheet.at(9, 0)
    assert found == ("b", "", "", "")


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (2, 25, "Z3"), (0, 26, "AA1"), (9, 701, "ZZ10")]
)
def test_a_place_is_named_as_spreadsheets_do(row, column, name):
    assert place(row, column) == name


def test_an_empty_row_above_the_table_keeps_the_places_of_all_others():
    assert read_sheet(workbook([[], [], ["", 7]]), "t.xlsx").at(2, 1) == 7


def test_a_day_is_written_as_iso_does():
    content = package(cells('<row r="1"><c r="A1" t="d"><v>2024-03-09</v></c></row>'))
    assert read_sheet(content, "t.xlsx").at(0, 0)[:10] == date(2024, 3, 9).isoformat()


def test_of_a_formula_the_stored_value_is_read():
    content = package(cells('<row r="1"><c r="A1"><f>1+1</f><v>41</v></c></row>'))
    assert read_sheet(content, "t.xlsx").at(0, 0) == 41


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_without_a_value_is_refused_with_its_place(value):
    content = package(cells(f'<row r="2"><c r="B2"><f>CMD()</f>{value}</c></row>'))
    assert refusal(content) == ("formula-without-value", "B2")


def test_a_formula_that_says_nothing_is_an_empty_cell():
    content = package(
        cells('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c><v>3</v></c></row>')
    )
    assert read_sheet(content, "t.xlsx").rows == [("", 3)]


def test_an_error_of_a_formula_is_refused_and_never_taken_for_nothing():
    content = package(cells('<row r="4"><c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'))
    assert refusal(content) == ("error-value", "A4")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "table.xlsx", "not-as-named"),
        (workbook([["a"]]), "table.csv", "not-as-named"),
        (workbook([["a"]]), "table.ods", "unknown-ending"),
        (workbook([["a"]]), "table.xlsm", "unknown-ending"),
        (workbook([["a"]])[:200], "table.xlsx", "not-a-workbook"),
        (workbook([]), "table.xlsx", "empty"),
        (b" \n ", "table.csv", "empty"),
        (b"", "table.xlsx", "empty"),
        (bytes(2**20 + 1), "table.csv", "too-large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "table.xlsx", "old-workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "table.xlsx",
            "locked",
        ),
        (b"a;\0\0;b", "table.csv", "not-as-named"),
        (b'a;"b" c\n"d', "table.csv", "unreadable-line"),
    ],
)
def test_another_file_is_refused_by_what_it_is(content, name, code):
    assert refusal(content, name)[0] == code


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_with_the_sign_between_its_cells(delimiter, encoding):
    rows = [("Rând", "Fete", "a b"), ("", "1.041", "x")]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert read_sheet(text.encode(encoding), "t.csv").rows == tuple(rows)


def test_a_comma_within_quotes_divides_nothing():
    assert read_sheet(b'"a, b, c";d\n1;2\n', "t.csv").rows == (("a, b, c", "d"), ("1", "2"))


def test_a_line_end_within_quotes_is_kept():
    assert read_sheet(b'"a\nb";c\n', "t.csv").at(0, 0) == "a\nb"


@pytest.mark.parametrize(
    ("words", "code_page", "letters"),
    [("fată; în țară", "cp1250", ROMANIAN), ("Tromsø; gård", "cp1252", NORWEGIAN)],
)
def test_an_old_code_page_is_read_where_the_letters_leave_no_doubt(words, code_page, letters):
    content = words.replace("ț", "ţ").encode(code_page)
    assert "".join(read_sheet(content, "t.csv", letters).rows[0])[-1] == words[-1]
    assert refusal(content, "t.csv")[0] == "unknown-encoding"


def test_letters_that_are_the_same_in_either_code_page_are_no_doubt():
    assert read_sheet("înăl"[:1].encode("cp1250"), "t.csv").rows == (("î",),)


def test_letters_of_neither_language_are_refused():
    assert refusal("Łódź;".encode("cp1250"), "t.csv", ROMANIAN)[0] == "unknown-encoding"


def test_too_many_rows_and_columns_are_refused():
    assert refusal(b"a\n" * 5001, "t.csv")[0] == "too-many-rows"
    assert refusal(b"a;" * 200 + b"b", "t.csv")[0] == "too-many-columns"
