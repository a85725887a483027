import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from surveyapp.analysis.statistics.estimates import Distribution, TableTooSmall
from surveyapp.analysis.statistics.inference import (
    benjamini_hochberg,
    fisher,
    mann_whitney,
)

K = 5
NUMBERS = st.lists(st.integers(-9, 9), min_size=5, max_size=25)


def distribution(numbers):
    return Distribution.of({float(n): numbers.count(n) for n in numbers})


def seeded():
    return np.random.default_rng(1)


def test_a_test_of_a_small_group_is_withheld():
    assert mann_whitney(distribution([1, 2, 3, 4]), distribution([1, 2, 3, 4, 5]), K) is None


def test_fisher_is_withheld_for_a_small_group():
    assert fisher(np.array([[4, 0], [9, 3]]), K, seeded()) is None


def test_fisher_of_one_answer_alone_is_refused():
    with pytest.raises(TableTooSmall):
        fisher(np.array([[5, 0], [6, 0]]), K, seeded())


def test_fisher_of_a_larger_table_is_the_same_for_the_same_seed():
    table = np.array([[5, 3, 1], [2, 6, 4]])
    assert fisher(table, K, seeded()) == fisher(table, K, seeded())


def test_a_million_answers_do_not_stop_fisher():
    table = np.array([[250_000, 250_000, 100], [250_000, 251_000, 90]])
    assert 0 < fisher(table, K, seeded()) < 1


def test_fisher_and_chi_squared_meet_where_the_one_takes_over(monkeypatch):
    table = np.array([[2600, 2400], [2500, 2499]])
    exact = fisher(table, K, seeded())
    monkeypatch.setattr("surveyapp.analysis.statistics.inference.LARGEST_TABLE", 100)
    assert fisher(table, K, seeded()) == pytest.approx(exact, abs=0.01)


def test_everybody_equal_is_not_unlikely():
    assert mann_whitney(distribution([1] * 5), distribution([1] * 6), K).p_value == 1.0
    assert mann_whitney(distribution([1] * 25), distribution([1] * 6), K).p_value == 1.0


def test_withheld_p_values_do_not_count_when_adjusted():
    assert benjamini_hochberg([0.01, None, 0.04]) == [0.02, None, 0.04]


def test_nothing_is_adjusted_in_an_empty_table():
    assert benjamini_hochberg([None]) == [None]


@given(a=NUMBERS, b=NUMBERS)
def test_swapping_the_groups_keeps_the_p_value(a, b):
    there, back = (mann_whitney(distribution(x), distribution(y), K) for x, y in ((a, b), (b, a)))
    assert there.p_value == pytest.approx(back.p_value)


@given(NUMBERS, NUMBERS)
def test_the_normal_mann_whitney_agrees_with_scipy(a, b):
    outcome = mann_whitney(distribution(a), distribution(b), K)
    other = stats.mannwhitneyu(a, b, method="asymptotic", use_continuity=False)
    assert outcome.statistic == other.statistic
    assert outcome.is_exact or outcome.p_value == pytest.approx(np.nan_to_num(other.pvalue, nan=1))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_values_agree_with_scipy(p_values):
    assert benjamini_hochberg(p_values) == pytest.approx(stats.false_discovery_control(p_values))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusting_never_makes_a_p_value_smaller(p_values):
    adjusted = benjamini_hochberg(p_values)
    assert all(a >= p - 1e-12 for a, p in zip(adjusted, p_values, strict=True))
    assert max(adjusted) <= 1
