"""The form's own fields can be taken for no question's."""

import re

import pytest
from wtforms.fields.core import UnboundField

from surveyapp.questionnaire.definition import Name
from surveyapp.web.respondent.page_form import PageForm
from tests.architecture.source import ROOT

TEMPLATES = ROOT / "surveyapp/web/templates"
ANSWERING = [
    *sorted((TEMPLATES / "questions").glob("*.html")),
    TEMPLATES / "respondent/page.html",
    TEMPLATES / "parts/form.html",
]
(LAWFUL,) = (re.compile(each.pattern) for each in Name.__metadata__)


def names_in(path):
    return re.findall(r'(?:\bname=|enter\()"([^"{]+)"', path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", ANSWERING, ids=lambda path: path.name)
def test_a_field_of_a_page_is_called_like_no_question(path):
    assert [name for name in names_in(path) if LAWFUL.match(name)] == []


def test_the_page_of_answers_has_fields_of_its_own():
    assert "form-continue" in names_in(TEMPLATES / "respondent/page.html")


def test_the_hidden_fields_of_a_page_are_called_like_no_question():
    hidden = [part.name for part in vars(PageForm).values() if isinstance(part, UnboundField)]
    assert [name for name in hidden if LAWFUL.match(name)] == []
