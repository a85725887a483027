import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.statistics import agreement
from surveyapp.analysis.statistics.agreement import (
    cohens_kappa,
    nominal_alpha,
    ordinal_alpha,
    percentage_agreement,
    with_interval,
)

MEASURES = [percentage_agreement, cohens_kappa, nominal_alpha, ordinal_alpha]
JOINT = np.array([[20, 10], [5, 15]])
JOINTS = st.lists(st.integers(0, 9), min_size=9, max_size=9).map(
    lambda counts: np.array(counts).reshape(3, 3)
)
SAME = st.lists(st.integers(1, 9), min_size=2, max_size=5).map(np.diag)


@pytest.mark.parametrize("measure", MEASURES)
def test_no_texts_have_no_agreement(measure):
    assert measure(np.zeros((3, 3), int)) is None


def test_one_code_alone_is_agreed_on_by_chance():
    assert percentage_agreement(np.array([[7, 0], [0, 0]])) == 1.0
    assert cohens_kappa(np.array([[7, 0], [0, 0]])) is None
    assert nominal_alpha(np.array([[7, 0], [0, 0]])) is None


def test_far_apart_codes_weigh_more_on_a_scale():
    near, far = np.diag([5, 5, 5]), np.diag([5, 5, 5])
    near[0, 1], far[0, 2] = 2, 2
    assert ordinal_alpha(far) < ordinal_alpha(near)


@pytest.mark.parametrize("measure", MEASURES)
@given(joint=SAME)
def test_coders_that_always_agree_reach_one(measure, joint):
    assert measure(joint) == pytest.approx(1)


@pytest.mark.parametrize("measure", MEASURES)
@given(joint=JOINTS)
def test_it_does_not_matter_which_coder_is_first(measure, joint):
    assert measure(joint.T) == pytest.approx(measure(joint))


@pytest.mark.parametrize("measure", [percentage_agreement, cohens_kappa])
@given(joint=JOINTS, copies=st.integers(2, 4))
def test_the_same_texts_again_leave_the_measure_as_it_is(measure, joint, copies):
    assert measure(joint * copies) == pytest.approx(measure(joint))


@given(JOINTS)
def test_no_measure_exceeds_one(joint):
    assert all(value is None or value <= 1 for value in (m(joint) for m in MEASURES))


def test_two_codes_are_a_scale_without_a_middle():
    assert ordinal_alpha(JOINT) == pytest.approx(nominal_alpha(JOINT))


@pytest.mark.parametrize("measure", MEASURES)
def test_the_same_seed_gives_the_same_interval(measure):
    first, again = (with_interval(measure, JOINT, np.random.default_rng(7)) for _ in range(2))
    assert first == again
    assert first.interval[0] <= first.value <= first.interval[1]
    assert first.n == 50


def test_the_interval_narrows_with_more_texts():
    few = with_interval(cohens_kappa, JOINT, np.random.default_rng(7)).interval
    many = with_interval(cohens_kappa, JOINT * 9, np.random.default_rng(7)).interval
    assert (few[1] - few[0]) / 4 < many[1] - many[0] < (few[1] - few[0]) / 2


def test_complete_agreement_has_no_interval_to_speak_of():
    agreed = with_interval(percentage_agreement, np.diag([9, 8]), np.random.default_rng(7))
    assert agreed.interval == (1.0, 1.0)


def test_too_many_resamples_without_the_measure_leave_no_interval():
    # The one text outside the first code is missing from more than a third of all resamples.
    agreed = with_interval(cohens_kappa, np.diag([9, 1]), np.random.default_rng(7))
    assert agreed.value == 1.0
    assert agreed.interval is None


def test_nothing_is_made_of_no_texts():
    assert with_interval(cohens_kappa, np.zeros((2, 2), int), np.random.default_rng(7)) is None


@pytest.mark.parametrize("measure", [percentage_agreement, cohens_kappa, nominal_alpha])
def test_the_interval_of_sixty_texts_holds_nineteen_times_in_twenty(measure, monkeypatch):
    monkeypatch.setattr(agreement, "RESAMPLES", 400)
    random = np.random.default_rng(3)
    chances = np.array([[0.35, 0.1], [0.1, 0.45]])
    truth = measure((chances * 1_000_000).astype(int))
    tables = random.multinomial(60, chances.ravel(), 120).reshape(-1, 2, 2)
    intervals = [with_interval(measure, table, random).interval for table in tables]
    held = np.mean([low <= truth <= high for low, high in intervals])
    assert 0.91 <= held <= 0.99
