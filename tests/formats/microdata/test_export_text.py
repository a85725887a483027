"""Exported files hold the answers as they were given, and nothing that a spreadsheet would run."""

import csv
import json
from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from surveyapp.formats.microdata.data_file import read_data_file
from surveyapp.formats.microdata.export_text import header, write_csv, write_json, write_xlsx
from surveyapp.questionnaire.simulation import Recipe, simulate
from surveyapp.questions.cell import Missing, MissingReason
from tests.formats.export_study import FORM, table_of, words_of

WORDS = words_of(FORM)
ANSWERS = {
    "country": "RO",
    "open": Missing(MissingReason.DONT_KNOW),
    "places": -3,
    "budget": Decimal("0.0000001"),
    "help": ("yes",),
    "first": ("no", "yes"),
    "grid.r1": "yes",
    "grid.r2": Missing(MissingReason.BLANK),
    "words": "=1+1",
}


def written(write, path, answers, **more):
    write(table_of(answers, **more), WORDS, path)
    return path


def lines(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_a_csv_row_reads_as_an_import_reads_it(tmp_path):
    (row,) = lines(written(write_csv, tmp_path / "x.csv", [ANSWERS]))
    assert row == {
        "is_synthetic": "1",
        "country": "RO",
        "open": "dk",
        "more": "not_asked",
        "places": "-3",
        "budget": "0.0000001",
        "help.yes": "1",
        "help.no": "0",
        "first.yes": "2",
        "first.no": "1",
        "grid.r1": "yes",
        "grid.r2": "",
    }


@settings(max_examples=25)
@given(n=st.integers(1, 12), seed=st.integers(0, 10_000))
def test_what_is_exported_is_imported_as_the_same_answers(tmp_path, n, seed):
    answers = [dict(each) for each in simulate(FORM, n, seed, Recipe())]
    before = table_of(answers)
    write_csv(before, WORDS, tmp_path / "x.csv")
    read = read_data_file(tmp_path / "x.csv", FORM)
    cells = [{**json.loads(text)} for text in read.responses()]
    known = {column.cell for column in before.columns}
    expected = [
        {cell: value for cell, value in json.loads(text).items() if cell in known}
        for text in (json.dumps(_plain(each)) for each in answers)
    ]
    assert sorted(map(_key, cells)) == sorted(map(_key, expected))


def _plain(answers):
    shown = {}
    for cell, value in answers.items():
        match value:
            case Missing(reason):
                shown[cell] = {"missing": reason.value}
            case Decimal():
                shown[cell] = float(value)
            case tuple():
                shown[cell] = list(value)
            case _:
                shown[cell] = value
    return shown


def _key(cells):
    floats = {cell: float(v) if isinstance(v, int) else v for cell, v in cells.items()}
    return json.dumps(floats, sort_keys=True)


def test_rows_stand_in_another_order_in_every_file(tmp_path):
    answers = [{"country": "RO", "places": place} for place in range(30)]
    first = lines(written(write_csv, tmp_path / "a.csv", answers, seed=1))
    second = lines(written(write_csv, tmp_path / "b.csv", answers, seed=2))
    assert [row["places"] for row in first] != [row["places"] for row in second]
    assert sorted(first, key=str) == sorted(second, key=str)


def test_the_order_of_the_rows_does_not_follow_the_storage(tmp_path):
    answers = [{"country": "RO", "places": place} for place in range(30)]
    places = [row["places"] for row in lines(written(write_csv, tmp_path / "a.csv", answers))]
    assert places != sorted(places, key=int)


def test_real_answers_say_that_they_are_real(tmp_path):
    (row,) = lines(written(write_csv, tmp_path / "x.csv", [ANSWERS], is_synthetic=False))
    assert row["is_synthetic"] == "0"


def test_words_are_in_no_file(tmp_path):
    for name, write in (("x.csv", write_csv), ("x.json", write_json)):
        assert "=1+1" not in written(write, tmp_path / name, [ANSWERS]).read_text()


def test_json_tells_reasons_from_answers_and_leaves_out_what_was_not_asked(tmp_path):
    found = json.loads(written(write_json, tmp_path / "x.json", [ANSWERS]).read_text())
    (response,) = found["responses"]
    assert response["open"] == {"missing": "dk"}
    assert response["places"] == -3
    assert "more" not in response


def test_json_without_responses_is_json(tmp_path):
    assert json.loads(written(write_json, tmp_path / "x.json", []).read_text())["responses"] == []


@pytest.mark.parametrize(("is_synthetic", "warned"), [(True, True), (False, False)])
def test_json_warns_of_synthetic_answers_alone(tmp_path, is_synthetic, warned):
    path = written(write_json, tmp_path / "x.json", [ANSWERS], is_synthetic=is_synthetic)
    assert ("warning" in json.loads(path.read_text())["about"]) is warned


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_workbook_holds_text_where_a_label_looks_like_a_formula(tmp_path, start):
    label = f"{start}1+1"
    words = words_of(FORM, **{"tiny.country.choices.RO": label})
    write_xlsx(table_of([ANSWERS]), words, tmp_path / "x.xlsx")
    sheet = load_workbook(tmp_path / "x.xlsx")["labels"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == label} == {"s"}
    assert "f" not in {cell.data_type for cell in cells}


def test_a_workbook_keeps_numbers_as_numbers(tmp_path):
    sheet = load_workbook(written(write_xlsx, tmp_path / "x.xlsx", [ANSWERS]))["answers"]
    names, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert names == header(table_of([ANSWERS]))
    found = dict(zip(names, row, strict=True))
    assert (found["places"], found["help.yes"], found["open"]) == (-3, 1, "dk")


def test_a_workbook_says_first_that_answers_are_invented(tmp_path):
    book = load_workbook(written(write_xlsx, tmp_path / "x.xlsx", [ANSWERS]))
    assert book.sheetnames[0] == "about"
    assert book["about"]["B1"].value == "SYNTHETIC DATA – NOT REAL"


def test_a_sheet_says_the_day_on_which_it_was_made_and_no_second(tmp_path):
    created = load_workbook(written(write_xlsx, tmp_path / "x.xlsx", [ANSWERS])).properties.created
    assert created.time() == time()
