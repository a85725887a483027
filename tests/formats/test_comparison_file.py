"""The CSV of a comparison: one figure a line, safe to open in a spreadsheet."""

import csv

import pytest

from surveyapp.analysis.comparison import compare
from surveyapp.formats.comparison_file import comparison_csv, guarded
from tests.analysis.study import COLOUR, RATING, RULES, countries, plan, snapshot

ANSWERS = countries("colour", [("red", 3), ("green", 9)], [("red", 9), ("blue", 9)])


def lines(*columns, only=None):
    made = compare(snapshot(*ANSWERS), plan(*columns), RULES)
    return list(csv.DictReader(comparison_csv(made, only).splitlines()))


def figure(code, group="country=RO"):
    (found,) = [
        line
        for line in lines(COLOUR)
        if (line["figure"], line["code"], line["group"]) == ("count", code, group)
    ]
    return found


def test_every_line_says_that_the_answers_are_synthetic():
    assert {line["synthetic"] for line in lines(COLOUR)} == {"1"}


def test_a_shown_count_has_its_base():
    shown = figure("red", "country=NO")
    assert (shown["n_asked"], shown["n"], shown["value"], shown["hidden"]) == ("18", "18", "9", "0")


def test_a_hidden_count_has_no_value():
    assert (figure("red")["value"], figure("red")["hidden"]) == ("", "1")


def test_only_the_columns_named_are_in_the_file():
    found = lines(COLOUR, RATING, only={"colour"})
    assert {line["question"] for line in found} == {"colour"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded(text):
    assert guarded(text) == f"'{text}"


def test_a_negative_number_stays_a_number():
    assert guarded(-0.25) == -0.25
