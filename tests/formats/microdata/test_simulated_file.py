"""Invented answers are marked synthetic in every line of their files."""

import csv
import json
from decimal import Decimal

from surveyapp.formats.microdata.simulated_file import as_csv, as_json_lines
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
    return list(csv.DictReader("".join(as_csv(FORM, respondents)).splitlines()))


def test_the_header_has_the_columns_of_the_questionnaire():
    (header,) = as_csv(FORM, [])
    assert header == "is_synthetic,a,m.yes,m.no,r.yes,r.no,n,t\n"


def test_a_row_says_what_was_answered():
    (row,) = rows(ANSWERS)
    assert list(row.values()) == ["1", "dk", "1", "0", "2", "1", "2.5", ""]


def test_a_question_that_was_not_asked_says_so():
    (row,) = rows({})
    assert set(row.values()) == {"1", "not_asked"}


def test_a_line_of_json_is_marked_synthetic():
    (line,) = as_json_lines(FORM, [{"a": "yes"}])
    assert json.loads(line) == {"is_synthetic": True, "answers": {"a": "yes"}}
