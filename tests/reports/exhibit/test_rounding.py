"""Rounding is told where a reader who subtracts or adds up gets another figure, nowhere else."""

from surveyapp.reports.exhibit.rounding import rounding_words
from tests.reports.banded import labels, options

TOLD = "Percentages are rounded; differences are taken before rounding."


def test_the_ends_of_a_range_that_do_not_follow_from_what_is_printed_are_told():
    # 0–4 of 14 (0–29%) and 8–14 of 14 (57–100%): 29 to 100 points, and 57 less 29 is 28
    assert rounding_words(options(((0, 4), (8, 14)), n=14), labels()) == TOLD


def test_the_same_holds_of_numbers():
    assert rounding_words(options((4, 8), n=14), labels()) == TOLD  # 57% less 29%, and 29 points


def test_nothing_is_told_where_all_adds_up_as_it_is_printed():
    assert rounding_words(options(((0, 4), (16, 20)), (3, 9), n=20), labels()) == ""
