"""Every question type has what a type needs: widget, example and documentation."""

import re

import pytest

from surveyapp.questions.registry import QUESTION_TYPES
from tests.architecture.source import PACKAGE, ROOT

TYPE_DOCS = ROOT / "docs/researcher/question-types.md"


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_question_type_has_a_widget(kind):
    template = (PACKAGE / f"web/templates/questions/{kind}.html").read_text(encoding="utf-8")
    assert re.search(r"{%-?\s*macro widget\(", template)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_question_type_has_an_example_questionnaire(kind):
    example = ROOT / f"questionnaires/gallery/{kind}/questionnaire.yaml"
    assert re.search(rf"type: *{kind}\b", example.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_question_type_has_a_heading_in_the_docs(kind):
    assert re.search(rf"^#+ `?{kind}`?\b", TYPE_DOCS.read_text(encoding="utf-8"), re.MULTILINE)


def test_a_question_type_is_registered_under_its_own_kind():
    assert all(kind == question_type.kind for kind, question_type in QUESTION_TYPES.items())
