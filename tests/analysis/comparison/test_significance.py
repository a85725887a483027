from dataclasses import replace

import pytest

from surveyapp.analysis.comparison.comparison import view
from surveyapp.analysis.comparison.sampling_frame import SamplingFrame
from surveyapp.analysis.result import SignificanceTest
from tests.analysis.study import (
    COLOUR,
    PLACES,
    RATING,
    compared,
    countries,
    guarded,
    joined,
    snapshot,
)

SAMPLE = SamplingFrame(is_sample=True)
COLOURS = countries("colour", [("red", 12), ("green", 6)], [("red", 5), ("green", 9)])


def computed(answers, *columns, frame=SAMPLE):
    return view(guarded(answers, *columns), snapshot(*answers), frame).tests


def test_a_study_that_is_no_sample_has_no_tests():
    assert computed(COLOURS, COLOUR, frame=SamplingFrame()) == ()


def test_codes_are_tested_by_fisher():
    # R: fisher.test(matrix(c(5, 12, 9, 6), 2))$p.value is 0.1527
    (found,) = computed(COLOURS, COLOUR)
    assert found.test is SignificanceTest.FISHER
    assert found.p_value == pytest.approx(0.1527, abs=0.0002)


def test_scales_are_tested_by_ranks():
    answers = countries("rating", [("1", 9), ("5", 6)], [("1", 5), ("5", 9)])
    (found,) = computed(answers, RATING)
    assert found.test is SignificanceTest.RANK_SUM
    assert 0.1 < found.p_value < 0.5


def test_numbers_are_tested_by_ranks():
    answers = countries("places", [(n, 1) for n in range(9)], [(n, 1) for n in range(20, 29)])
    (found,) = computed(answers, PLACES)
    assert found.p_value < 0.001


def test_a_column_that_is_closely_protected_has_no_test():
    answers = countries("colour", [("red", 12), ("green", 2)], [("red", 5), ("green", 9)])
    assert len(computed(answers, COLOUR)) == 1
    assert computed(answers, replace(COLOUR, is_sensitive=True)) == ()


def test_a_protected_column_has_no_test_even_where_all_its_counts_are_numbers():
    answers = countries("colour", [("red", 12), ("green", 11), ("blue", 11)] * 2, [("red", 30)])
    careful = replace(COLOUR, is_sensitive=True)
    counts = [value.count for value in compared(answers, careful).groups[0].values]
    assert counts == [24, 22, 22]
    assert computed(answers, careful) == ()


def test_a_group_below_the_threshold_has_no_test():
    assert computed(countries("places", [(5, 4)], [(6, 9)]), PLACES) == ()


def test_the_columns_of_one_question_are_adjusted_together():
    answers = joined(COLOURS)
    (alone,) = computed(answers, COLOUR)
    assert alone.p_adjusted == alone.p_value


def test_a_tiny_p_value_is_never_rounded_to_nought():
    answers = countries("colour", [("red", 90)], [("green", 90)])
    (found,) = computed(answers, COLOUR)
    assert 0 < found.p_value < 1e-9
    answers = countries("places", [(n, 1) for n in range(900)], [(n, 1) for n in range(2000, 2900)])
    (found,) = computed(answers, PLACES)
    assert 0 < found.p_adjusted < 1e-9


@pytest.mark.parametrize("column", [COLOUR, RATING, PLACES])
def test_a_table_too_small_for_a_test_has_none_or_one_that_finds_nothing(column):
    value = {"colour": "red", "rating": "3", "places": 4}[column.question]
    for n in (0, 1, 5, 9):
        answers = countries(column.question, [(value, 9)], [(value, n)])
        assert all(found.p_value == 1 for found in computed(answers, column))
