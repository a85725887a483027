"""A number and its noun agree."""

import pytest

from surveyapp.questions.counted_noun import counted_noun


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 answers"), (1, "1 answer"), (2, "2 answers"), (1.0, "1 answer")]
)
def test_a_noun_has_an_s_unless_there_is_one(n, said):
    assert counted_noun(n, "answer") == said


def test_what_follows_the_noun_agrees_as_well():
    assert counted_noun(1, "answer fits", "answers fit") == "1 answer fits"
    assert counted_noun(3, "answer fits", "answers fit") == "3 answers fit"


def test_a_number_with_decimals_is_written_short():
    assert counted_noun(1.5, "value") == "1.5 values"
