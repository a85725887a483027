"""The CSV of a comparison: one figure a line, safe to open in a spreadsheet."""

import csv
from dataclasses import replace

import pytest

from surveyapp.analysis.comparison.comparison import protected, view
from surveyapp.formats.comparison_file import comparison_csv, guarded
from tests.analysis.study import COLOUR, RATING, RULES, countries, plan, snapshot
from tests.attacks.study import DK

PROTECTED = replace(COLOUR, is_sensitive=True)
ANSWERS = countries("colour", [("red", 3), ("green", 9)], [("red", 9), ("blue", 9)])


def lines(*columns, only=None, answers=ANSWERS):
    read = snapshot(*answers)
    made = view(protected(read, plan(*columns), RULES), read)
    return list(csv.DictReader(comparison_csv(made, only).splitlines()))


def is_red(line, name, *groups):
    """Whether a line is this figure of the code red; of these groups when some are named."""
    is_there = not groups or line["group"] in groups
    return (line["figure"], line["code"]) == (name, "red") and is_there


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
    assert (shown["n_asked"], shown["n"], shown["value"], shown["closed"]) == ("18", "18", "9", "0")
    assert (figure("red")["value"], figure("red")["low"]) == ("3", "")


def test_a_share_has_its_bounds_beside_it():
    (share,) = (line for line in lines(COLOUR) if is_red(line, "share", "country=RO"))
    assert (share["value"], share["bound_low"], share["bound_high"]) == ("0.25", "0.25", "0.25")


@pytest.mark.parametrize(("n_silent", "size"), [(1, ""), (2, "3")])
def test_a_closed_group_has_no_value_and_its_size_where_five_were_asked(n_silent, size):
    few = countries("colour", [("red", 3), (DK, n_silent)], [("red", 9)])
    (count,) = (line for line in lines(COLOUR, answers=few) if is_red(line, "count", "country=RO"))
    assert (count["n"], count["value"], count["low"], count["closed"]) == (size, "", "", "1")


@pytest.mark.parametrize("figure", ["count", "share", "percentage points"])
def test_a_closely_protected_figure_has_two_ends_and_no_value(figure):
    found = [line for line in lines(PROTECTED) if is_red(line, figure)]
    ranges = [line for line in found if not line["value"]]
    assert ranges
    assert all(float(line["low"]) < float(line["high"]) for line in ranges)
    assert {line["closed"] for line in found} == {"0"}


def test_only_the_columns_named_are_in_the_file():
    found = lines(COLOUR, RATING, only={"colour"})
    assert {line["question"] for line in found} == {"colour"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded(text):
    assert guarded(text) == f"'{text}"


def test_a_negative_number_stays_a_number():
    assert guarded(-0.25) == -0.25
