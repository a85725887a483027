"""Invented answers are marked synthetic in every line of their files."""

import csv
import json
from decimal import Decimal

from surveyapp.formats.microdata.simulated_file import csv_head, csv_writer, json_writer
from surveyapp.questions.cell import Missing, MissingReason
from tests.questionnaire.forms import YES_NO, ask, form

FORM = form(
    [
        ask("a", missing=["dk"]),
        ask("m", "select_multiple"),
        ask("r", "rank", choices=YES_NO),
        ask("n", "decimal"),
        ask("t", "text", screen=False),
    ]
)
ANSWERS = {
    "a": Missing(MissingReason.DONT_KNOW),
    "m": ("yes",),
    "r": ("no", "yes"),
    "n": Decimal("2.5"),
    "t": Missing(MissingReason.BLANK),
}


def rows(*respondents):
    lines = [csv_head(FORM), *map(csv_writer(FORM), respondents)]
    return list(csv.DictReader("".join(lines).splitlines()))


def test_the_header_has_the_columns_of_the_questionnaire():
    assert csv_head(FORM) == "is_synthetic,a,m.yes,m.no,r.yes,r.no,n,t\n"


def test_a_row_says_what_was_answered():
    (row,) = rows(ANSWERS)
    assert list(row.values()) == ["1", "dk", "1", "0", "2", "1", "2.5", ""]


def test_a_question_that_was_not_asked_says_so():
    (row,) = rows({})
    assert set(row.values()) == {"1", "not_asked"}


def test_a_line_of_json_is_marked_synthetic():
    line = json_writer(FORM)({"a": "yes"})
    assert json.loads(line) == {"is_synthetic": True, "answers": {"a": "yes"}}


def test_equal_numbers_are_written_as_they_are():
    """What is remembered of a closed set of answers is not of numbers."""
    made = [{"n": Decimal(text)} for text in ("2", "2.0", "2.00")]
    assert [row["n"] for row in rows(*made, {"n": 2})] == ["2", "2.0", "2.00", "2"]


def test_words_are_quoted_and_answers_repeat():
    made = [{"t": 'a, "b"', "a": "yes"}, {"t": "", "a": "yes"}, {"a": "no"}]
    assert [(row["t"], row["a"]) for row in rows(*made)] == [
        ('a, "b"', "yes"),
        ("", "yes"),
        ("not_asked", "no"),
    ]
