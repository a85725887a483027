"""A data file is read as answers, or refused with the place of every problem."""

import json
import re
from pathlib import Path

import pytest

from surveyapp.formats.microdata.data_file import AnswerFileRefused, read_data_file
from surveyapp.formats.microdata.simulated_file import csv_head, csv_writer
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.questions.cell import Missing, MissingReason, answers_to_json
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

COUNTRY = ask("country", choices=[{"code": code, "label": code} for code in ("RO", "NO")])
PLACES = ask("places", "integer")
BUDGET = ask("budget", "decimal")
HELP = ask("help", "select_multiple")
FIRST = ask("first", "rank", max_choices=2)
GRID = ask("grid", "grid_select_one", rows=ROWS, choices=YES_NO)
DEPENDENT = ask("more", relevant="${open} = 'yes'")
FORM = form(
    [COUNTRY, ask("open"), DEPENDENT, PLACES, BUDGET, HELP, FIRST, GRID, ask("words", "text")],
    compare_by="country",
)


@pytest.fixture
def read(tmp_path):
    """Reads a file with this text."""

    def reading(text, encoding="utf-8"):
        path = tmp_path / "answers.csv"
        path.write_bytes(text.encode(encoding))
        return read_data_file(path, FORM)

    return reading


@pytest.fixture
def cells(read):
    """The cells of a file's one row."""

    def reading(header, row):
        (response,) = read(f"country,{header}\nRO,{row}\n").responses()
        found = json.loads(response)
        del found["country"]
        return found

    return reading


@pytest.fixture
def problems(read):
    """(line, column, code) of everything that is wrong."""

    def refused(text):
        with pytest.raises(AnswerFileRefused) as caught:
            read(text)
        return [(found.line, found.column, found.code) for found in caught.value.problems]

    return refused


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("open", "yes", {"open": "yes"}),
        ("open", "dk", {"open": {"missing": "dk"}}),
        ("open", "", {"open": {"missing": "blank"}}),
        ("open", "not_asked", {}),
        ("places", "12", {"places": 12}),
        ("places", "12.0", {"places": 12}),
        ("places", "lt5", {"places": {"missing": "lt5"}}),
        ("budget", "-1041.5", {"budget": -1041.5}),
        ("help.yes,help.no", "1,0", {"help": ["yes"]}),
        ("help.yes,help.no", "0,0", {"help": []}),
        ("help.yes,help.no", "dk,dk", {"help": {"missing": "dk"}}),
        ("help.yes,help.no", ",", {"help": {"missing": "blank"}}),
        ("first.yes,first.no", "2,1", {"first": ["no", "yes"]}),
        ("first.yes,first.no", "1,0", {"first": ["yes"]}),
        ("grid.r2", "no", {"grid.r2": "no"}),
    ],
)
def test_a_cell_is_read(cells, header, row, expected):
    assert cells(header, row) == expected


@pytest.mark.parametrize(
    ("header", "row", "code"),
    [
        ("open", "maybe", "unknown-code"),
        ("open", "Yes", "unknown-code"),
        ("places", "1.5", "not-whole"),
        ("places", "1e3", "not-a-number"),
        ("places", "NaN", "not-a-number"),
        ("places", "١", "not-a-number"),
        ("budget", "9999999999999", "too-large"),
        ("budget", "99999999999999999999", "too-large"),
        ("budget", "0.30000000000000004", "too-many-digits"),
        ("budget", "00000000000000000001", "too-many-digits"),
        ("help.yes,help.no", "1,", "partly-answered"),
        ("help.yes,help.no", "dk,1", "partly-answered"),
        ("help.yes,help.no", "2,1", "unknown-code"),
        ("first.yes,first.no", "1,1", "ranked-twice"),
        ("first.yes,first.no", "2,0", "rank-gap"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_refused(problems, header, row, code):
    ((line, _, found),) = problems(f"country,{header}\nRO,{row}\n")
    assert (line, found) == (2, code)


@pytest.mark.parametrize(("end", "told"), [("\n", []), ("\r\n", []), ("", ["no-line-end"])])
def test_a_last_line_without_an_end_may_be_cut(tmp_path, end, told):
    path = tmp_path / "answers.csv"
    path.write_bytes(f"country,open\nRO,yes{end}".encode())
    assert [each.code for each in read_data_file(path, FORM).left_out] == told


def test_too_many_digits_are_told_with_what_is_allowed(read):
    with pytest.raises(AnswerFileRefused, match="at most 13 before the point and 10 behind it"):
        read("country,budget\nRO,0.30000000000000004\n")


def test_a_problem_names_file_line_and_column(read):
    with pytest.raises(AnswerFileRefused, match=r"^answers\.csv:3:2 unknown-code open has no code"):
        read("country,open\nRO,yes\nNO,yess\n")


def test_every_problem_is_told_at_once(problems):
    assert problems("country,open,places\nRO,x,1\nXX,yes,y\n") == [
        (2, 2, "unknown-code"),
        (3, 1, "unknown-code"),
        (3, 3, "not-a-number"),
    ]


def test_an_empty_cell_of_a_question_that_is_not_asked_counts_as_not_asked(cells):
    assert cells("open,more", "no,") == {"open": "no"}


def test_an_empty_cell_of_a_question_that_is_asked_was_left_blank(cells):
    assert cells("open,more", "yes,") == {"open": "yes", "more": {"missing": "blank"}}


def test_a_filled_cell_counts_though_the_routing_says_not_asked(cells):
    assert cells("open,more", "no,yes") == {"open": "no", "more": "yes"}


def test_without_the_deciding_column_an_empty_cell_was_left_blank(cells):
    assert cells("more", "") == {"more": {"missing": "blank"}}


def test_columns_that_the_file_lacks_are_left_out(read):
    columns = read("open,country\nyes,RO\n").columns
    assert [column.name for column in columns] == ["country", "open"]


def test_words_are_not_read(cells):
    assert cells("words", "anything") == {}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_in_the_header(read, separator):
    text = "country,open\nRO,yes\n".replace(",", separator)
    assert len(read(text).answers) == 1


def test_a_byte_order_mark_and_empty_lines_are_passed_over(read):
    assert len(read("\ufeffcountry,open\r\n\r\nRO,yes\r\n,\r\n").answers) == 1


def test_a_file_that_is_not_utf_8_is_refused(read):
    with pytest.raises(AnswerFileRefused, match="not-utf-8"):
        read("country,open\nRO,ă\n", encoding="utf-16")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("country,opn\nRO,yes\n", "unknown-column"),
        ("country,open,open\nRO,yes,yes\n", "column-twice"),
        ("open\nyes\n", "no-comparing-column"),
        ("country,open\nRO\n", "wrong-length"),
        ('country,open\nRO,"yes\n', "csv-syntax"),
        ("country,is_synthetic\nRO,1\nRO,0\n", "synthetic-and-real"),
        ("country,is_synthetic\nRO,maybe\n", "unknown-code"),
    ],
)
def test_a_file_of_another_shape_is_refused(problems, text, code):
    assert [found for _, _, found in problems(text)] == [code]


def test_a_misspelt_column_is_mended(read):
    with pytest.raises(AnswerFileRefused, match="did you mean 'open'"):
        read("country,opn\nRO,yes\n")


@pytest.mark.parametrize(("word", "expected"), [("1", True), ("false", False)])
def test_a_file_says_whether_its_answers_are_synthetic(read, word, expected):
    assert read(f"country,is_synthetic\nRO,{word}\n").is_synthetic is expected


def test_what_was_simulated_is_read_back(read):
    answers = {
        "country": "NO",
        "open": "yes",
        "more": Missing(MissingReason.BLANK),
        "places": Missing(MissingReason.DONT_KNOW),
        "help": ("yes",),
        "first": ("no", "yes"),
        "grid.r1": "no",
    }
    found = read(csv_head(FORM) + csv_writer(FORM)(answers))
    assert found.is_synthetic
    assert [json.loads(response) for response in found.responses()] == [answers_to_json(answers)]


def test_the_example_in_the_documentation_fits_the_flagship(tmp_path):
    page = Path("docs/coordinator/data-file.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```csv\n(.+?)```", page, re.DOTALL)
    (tmp_path / "example.csv").write_text(example)
    found = read_data_file(tmp_path / "example.csv", load_release("service_provision"))
    assert len(found.answers) == 3


def test_a_wrong_cell_is_told_at_every_place_where_it_stands(problems):
    """What a cell says is remembered; where it stands is not."""
    text = "country,open,more\nRO,yes,yes\nRO,maybe,maybe\nNO,yes,maybe\nNO,maybe,yes\n"
    found = [(3, 2), (3, 3), (4, 3), (5, 2)]
    assert problems(text) == [(line, column, "unknown-code") for line, column in found]


def test_every_line_is_seen_being_read(tmp_path):
    seen = []
    path = tmp_path / "answers.csv"
    path.write_text("country,open\nRO,yes\n\nNO,no\n")

    def watch(lines):
        seen.extend(line.line for line in lines)
        return lines

    read_data_file(path, FORM, watch=watch)
    assert seen == [2, 4]
