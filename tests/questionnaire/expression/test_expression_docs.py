"""The page for researchers knows the whole language."""

from pathlib import Path

import pytest

from surveyapp.questionnaire.expression import FUNCTIONS, ErrorCode
from surveyapp.questionnaire.expression.call import AMOUNTS, CONDITIONS
from surveyapp.questionnaire.expression.phrases import ENGLISH

PAGE = (Path(__file__).parents[3] / "docs/researcher/expressions.md").read_text("utf-8")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_documented(name):
    assert f"`{name}(" in PAGE


@pytest.mark.parametrize("code", ErrorCode)
def test_every_problem_is_documented(code):
    assert f"`{code.value}`" in PAGE


def test_every_function_can_be_evaluated():
    assert {*AMOUNTS, *CONDITIONS, "int"} == set(FUNCTIONS)


def test_every_function_can_be_said():
    merged_as_choices = {"selected", "any-of"}
    assert {*ENGLISH.counts, *ENGLISH.calls} | merged_as_choices == set(FUNCTIONS)
