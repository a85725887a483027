import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.statistics.agreement import (
    cohens_kappa,
    nominal_alpha,
    percentage_agreement,
)

MEASURES = [percentage_agreement, cohens_kappa, nominal_alpha]
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
