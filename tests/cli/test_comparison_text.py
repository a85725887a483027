"""The comparison on a terminal: every difference has its sign, in whole points or as rounded."""

from surveyapp.cli.comparison_text import comparison_text
from tests.analysis.study import COLOUR, PLACES, countries, guarded, snapshot, view


def said(answers, column):
    return comparison_text(view(guarded(answers, column), snapshot(*answers))).splitlines()


def test_a_difference_of_medians_has_its_sign():
    answers = countries("places", [(n, 1) for n in range(9)], [(n, 1) for n in range(20, 29)])
    assert "  NO − RO, difference in medians: +20" in said(answers, PLACES)
    assert "  NO − RO, probability of superiority: 1" in said(answers, PLACES)


def test_no_difference_has_none():
    same = countries("places", [(n, 1) for n in range(9)], [(n, 1) for n in range(9)])
    assert "  NO − RO, difference in medians: 0" in said(same, PLACES)
    same = countries("colour", [("red", 6), ("green", 6)], [("red", 6), ("green", 6)])
    found = [line for line in said(same, COLOUR) if "percentage points of red" in line]
    assert found == ["  NO − RO, percentage points of red: 0 (nonresponse bounds 0 to 0)"]
