"""Batches: nothing is opened alone; who waits, waits for others of the group."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.fieldwork.batch import Stage, due

K = 5
STRATA = st.tuples(st.sampled_from(["RO", "NO", None]), st.sampled_from(["authority", "ngo", None]))
REVEALED = st.dictionaries(st.sampled_from(["RO", "NO"]), st.integers(0, 9))


def of(*strata):
    """So many sealed responses of each stratum."""
    listed = [stratum for stratum, n in strata for _ in range(n)]
    return dict(enumerate(listed))


def opened(waiting, stage, revealed=()):
    return Counter(waiting[each] for each in due(waiting, dict(revealed), K, stage))


RO_A, RO_N, NO_A = ("RO", "authority"), ("RO", "ngo"), ("NO", "authority")


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("n", range(K))
def test_fewer_than_k_of_a_group_stay_sealed(n, stage):
    assert not opened(of((RO_A, n)), stage)


def test_k_of_one_stratum_are_opened_while_answers_come_in():
    assert opened(of((RO_A, 5), (RO_N, 4), (NO_A, 6)), Stage.OPEN) == {RO_A: 5, NO_A: 6}


def test_four_of_one_group_and_one_of_another_are_not_enough():
    assert not opened(of((RO_A, 4), (NO_A, 1)), Stage.FINAL)


def test_once_closed_a_group_is_opened_whatever_the_classes():
    assert opened(of((RO_A, 3), (RO_N, 2), (NO_A, 4)), Stage.CLOSED) == {RO_A: 3, RO_N: 2}


def test_what_is_left_of_a_group_of_which_k_are_known_is_opened_at_the_end():
    left = of((RO_A, 2), (NO_A, 2))
    assert not opened(left, Stage.CLOSED, {"RO": 7, "NO": 2})
    assert opened(left, Stage.FINAL, {"RO": 7, "NO": 2}) == {RO_A: 2}


@given(
    st.lists(STRATA, max_size=40), st.dictionaries(st.sampled_from(["RO", "NO"]), st.integers(0, 9))
)
def test_whatever_waits_nobody_is_opened_alone(strata, revealed):
    waiting = dict(enumerate(strata))
    by_stage = [due(waiting, revealed, K, stage) for stage in Stage]
    assert by_stage[0] <= by_stage[1] <= by_stage[2]
    assert all(n >= K for n in Counter(waiting[each] for each in by_stage[0]).values())
    groups = [Counter(waiting[each][0] for each in found) for found in by_stage]
    assert all(n >= K for n in (groups[0] | groups[1]).values())
    assert all(n + revealed.get(group, 0) >= K for group, n in groups[2].items())
