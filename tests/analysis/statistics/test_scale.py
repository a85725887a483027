import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.statistics.scale import ItemSums, ScaleItem, cronbachs_alpha, scale_score

RISING, FALLING = ScaleItem(1, 5), ScaleItem(5, 1)
ANSWERS = st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=3, max_size=20)


def sums_of(answers):
    table = np.array(answers, float)
    return ItemSums(
        n=len(table),
        sums=tuple(table.sum(axis=0)),
        squares=tuple((table**2).sum(axis=0)),
        total_squares=float((table.sum(axis=1) ** 2).sum()),
    )


def test_codes_become_scores_from_0_to_100():
    assert [RISING.rescaled(code) for code in (1, 2, 5)] == [0, 25, 100]
    assert [FALLING.rescaled(code) for code in (1, 4, 5)] == [100, 25, 0]


def test_the_score_is_the_mean_of_what_was_answered():
    assert scale_score([5, None, 2], [RISING] * 3, n_needed=2) == 62.5


def test_too_few_answers_make_no_score():
    assert scale_score([5, None, None], [RISING] * 3, n_needed=2) is None


def test_no_answer_never_makes_a_score():
    assert scale_score([None], [RISING], n_needed=0) is None


@pytest.mark.parametrize("answers", [[[1], [2]], [[1, 2]], [[1, 2], [2, 1]]])
def test_alpha_needs_items_and_institutions_that_differ(answers):
    assert cronbachs_alpha(sums_of(answers)) is None


def test_items_that_say_the_same_reach_one():
    assert cronbachs_alpha(sums_of([[1, 1, 1], [2, 2, 2], [4, 4, 4]])) == pytest.approx(1)


@given(ANSWERS)
def test_alpha_never_exceeds_one(answers):
    alpha = cronbachs_alpha(sums_of(answers))
    assert alpha is None or alpha <= 1 + 1e-9


@given(ANSWERS, st.integers(2, 4))
def test_the_same_institutions_again_leave_alpha_as_it_is(answers, copies):
    assert cronbachs_alpha(sums_of(answers * copies)) == pytest.approx(
        cronbachs_alpha(sums_of(answers))
    )
