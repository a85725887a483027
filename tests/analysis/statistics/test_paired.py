import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.statistics import paired
from surveyapp.analysis.statistics.estimates import Distribution, NothingCounted
from surveyapp.analysis.statistics.paired import changes, mcnemar, median_change, signed_rank

K = 5
CHANGES = st.dictionaries(st.integers(-6, 6), st.integers(1, 6), min_size=1, max_size=8)
TABLES = st.lists(st.integers(0, 12), min_size=4, max_size=4).map(
    lambda counts: np.array(counts).reshape(2, 2)
)


def distribution(count_by_change):
    return Distribution.of({float(change): n for change, n in count_by_change.items()})


def turned(differences):
    return Distribution(-differences.values[::-1], differences.counts[::-1])


def test_changes_are_counted_from_the_joint_table():
    found = changes(np.array([[3, 2, 0], [0, 4, 1], [5, 0, 0]]), (1, 2, 3))
    assert found.values.tolist() == [-2, 0, 1]
    assert found.counts.tolist() == [5, 7, 3]


def test_the_median_change_counts_those_who_stayed():
    assert median_change(distribution({0: 5, 1: 2, 3: 2})) == 0


def test_there_is_no_change_of_nobody():
    with pytest.raises(NothingCounted):
        median_change(distribution({}))


def test_nobody_changed_and_nothing_is_unlikely():
    assert mcnemar(np.array([[6, 0], [0, 7]]), K).p_value == 1.0
    assert signed_rank(distribution({0: 8}), K).p_value == 1.0


@pytest.mark.parametrize("n", [0, 4])
def test_tests_of_few_pairs_are_withheld(n):
    assert mcnemar(np.array([[0, n], [0, 0]]), K) is None
    assert signed_rank(distribution({1: n}), K) is None


def test_six_rises_alone_are_unlikely():
    # Two of the 64 ways to toss six signs are as one-sided.
    assert mcnemar(np.array([[0, 6], [0, 0]]), K).p_value == pytest.approx(2 / 64)
    outcome = signed_rank(distribution({1: 3, 2: 3}), K)
    assert outcome.p_value == pytest.approx(2 / 64)
    assert outcome.is_exact


def test_many_changes_take_the_normal_distribution():
    assert not signed_rank(distribution({1: 30, -1: 25}), K).is_exact


@given(TABLES)
def test_mcnemar_does_not_ask_which_came_first(joint):
    outcome, back = mcnemar(joint, 0), mcnemar(joint.T, 0)
    assert outcome.p_value == pytest.approx(back.p_value)
    assert 0 <= outcome.p_value <= 1


@pytest.mark.parametrize("exact_below", [0, 99])
@given(count_by_change=CHANGES)
def test_signed_ranks_do_not_ask_which_came_first(exact_below, count_by_change):
    differences = distribution(count_by_change)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paired, "EXACT_BELOW", exact_below)
        outcome, back = signed_rank(differences, 0), signed_rank(turned(differences), 0)
    assert outcome.p_value == pytest.approx(back.p_value)
    assert 0 <= outcome.p_value <= 1
    n = sum(n for change, n in count_by_change.items() if change)
    assert outcome.statistic + back.statistic == n * (n + 1) / 2
