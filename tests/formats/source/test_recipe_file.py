"""A recipe is read, or refused with the place of each problem."""

import pytest

from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused, load_release
from surveyapp.formats.source.recipe_file import load_recipe, read_recipe

FLAGSHIP = load_release("service_provision")


@pytest.fixture
def refused(tmp_path):
    """Problems of a recipe for the flagship: (line, column, code)."""

    def read(text):
        path = tmp_path / "synthetic.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(QuestionnaireRefused) as found:
            read_recipe(path, FLAGSHIP)
        return [(each.line, each.column, each.code) for each in found.value.problems]

    return read


def test_the_recipe_of_the_flagship_tells_48_institutions():
    assert load_recipe("service_provision").size == 48


def test_a_questionnaire_without_a_recipe_has_none():
    assert load_recipe("gallery/select_one") is None


def test_a_question_that_there_is_not_has_a_place(refused):
    text = "questions:\n  contry:\n    - {answer: RO}\n"
    assert refused(text) == [(3, 5, "unknown-question")]


def test_a_code_that_there_is_not_has_a_place(refused):
    text = "questions:\n  country:\n    - {answer: SE}\n"
    assert refused(text) == [(3, 16, "unknown-code")]


def test_a_key_that_there_is_not_has_a_place(refused):
    text = "questions:\n  country:\n    - {anser: RO}\n"
    assert refused(text) == [(3, 8, "unknown-key")]


def test_a_share_below_zero_is_refused(refused):
    text = "questions:\n  country:\n    - {shares: {RO: -1}}\n"
    assert refused(text) == [(3, 21, "out-of-range")]
