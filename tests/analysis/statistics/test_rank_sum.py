from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.statistics.rank_sum import doubled_ranks, rank_sum_chances, tail_chance

TIES = st.lists(st.integers(1, 4), min_size=1, max_size=4).map(tuple)


def test_tied_members_share_their_mean_rank():
    # Ranks 1, 2.5, 2.5, 4.
    assert doubled_ranks((1, 2, 1)) == [2, 5, 8]


def test_nobody_has_no_rank():
    assert doubled_ranks(()) == []


def test_the_tails_of_a_distribution_are_counted_on_both_sides():
    assert tail_chance(np.array([0.1, 0.2, 0.4, 0.2, 0.1]), 2, 2) == pytest.approx(0.2)


@given(TIES, st.integers(0, 5))
def test_every_way_to_draw_counts_once(ties, n):
    members = np.repeat(doubled_ranks(ties), ties).tolist()
    n = min(n, len(members))
    sums = [sum(drawn) for drawn in combinations(members, n)]
    expected = np.bincount(sums, minlength=len(rank_sum_chances(ties, n))) / len(sums)
    assert rank_sum_chances(ties, n) == pytest.approx(expected)
