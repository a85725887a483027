"""The comparison on a terminal: every difference has its sign, in whole points or as rounded."""

import re
from dataclasses import replace

from surveyapp.cli.comparison_text import comparison_text
from tests.analysis.study import COLOUR, COUNTRY, PEOPLE, PLACES, countries, guarded, snapshot, view


def said(answers, column):
    return comparison_text(view(guarded(answers, column), snapshot(*answers))).splitlines()


def test_a_difference_has_its_sign():
    answers = countries("places", [(n, 1) for n in range(12)], [(n, 1) for n in range(20, 32)])
    found = said(answers, PLACES)
    assert "  NO − RO, difference in median category: +2" in found
    assert "  NO − RO, Cliff's delta: +1" in found


def test_no_difference_has_none():
    same = countries("colour", [("red", 6), ("green", 6)], [("red", 6), ("green", 6)])
    found = [line for line in said(same, COLOUR) if "percentage points of red" in line]
    assert found == ["  NO − RO, percentage points of red: 0 (nonresponse bounds 0 to 0)"]


def test_a_small_number_of_a_standard_question_is_printed():
    answers = countries("colour", [("red", 1), ("green", 9)], [("red", 9)])
    assert "    red: 1 (10%)" in said(answers, COLOUR)


def test_a_closely_protected_number_is_a_range_with_both_ends():
    answers = countries("colour", [("red", 1), ("green", 15)], [("red", 16)])
    found = said(answers, replace(COLOUR, is_sensitive=True))
    assert "    red: 0 to 4 (0 to 25%)" in found
    (gap,) = (line for line in found if "percentage points of red" in line)
    assert re.search(r": \+\d+ to \+100$", gap)


def test_of_a_group_of_four_not_even_its_size_is_printed():
    answers = countries("colour", [("red", 4)], [("red", 9)])
    found = said(answers, COLOUR)
    assert "  RO: it is not told how many answered" in found
    assert "    too few answers" in found


def test_a_total_of_people_is_a_range_whose_upper_end_is_not_reached():
    answers = countries("people", [(2, 6)], [(0, 6)])
    assert [line for line in said(answers, PEOPLE) if "total" in line] == [
        "    total: 10 to 14",
        "    total: 0",
    ]


def test_of_the_question_that_makes_the_groups_only_their_sizes_are_printed():
    answers = countries("colour", [("red", 6)], [("red", 7)])
    found = said(answers, COUNTRY)
    assert found[-3:] == [
        "country (nominal)",
        "  RO: 6 of 6 asked answered",
        "  NO: 7 of 7 asked answered",
    ]
