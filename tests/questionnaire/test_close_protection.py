"""Close protection: a question says it, or its section for all that do not say otherwise."""

import json

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.questionnaire.build import build
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.model import CORE
from tests.questionnaire.forms import ask

SENSITIVE = {"sensitive": True}


def definition(*questions, **section):
    return QuestionnaireDefinition(
        questionnaire="tiny",
        version="1",
        title="Tiny",
        purpose="To be protected.",
        editions={"core": {"label": "Core"}, "full": {"label": "Full"}},
        sections=[
            {"name": "first", "label": "First", **section,
             "pages": [{"name": "page", "questions": questions}]},
            {"name": "last", "label": "Last",
             "pages": [{"name": "end", "questions": [ask("other", core=True)]}]},
        ],
    )  # fmt: skip


def form(*questions, **section):
    return build(definition(*questions, **section), {})


def marked(built):
    return [name for name, asked in built.questions.items() if asked.question.is_sensitive]


def test_a_section_marks_its_questions_and_no_others():
    assert marked(form(ask("a"), ask("b"), **SENSITIVE)) == ["a", "b"]


def test_a_question_says_otherwise_than_its_section():
    assert marked(form(ask("a", sensitive=False), ask("b"), **SENSITIVE)) == ["b"]
    assert marked(form(ask("a", **SENSITIVE), ask("b"), sensitive=False)) == ["a"]


def test_a_note_has_no_answers_to_protect():
    note = {"name": "note", "type": "note", "label": "Read this"}
    assert marked(form(note, ask("a"), **SENSITIVE)) == ["a"]


@pytest.mark.parametrize("key", [{}, {"sensitive": False}, {"sensitive": None}])
def test_a_section_that_marks_nothing_leaves_the_version_as_it_was(key):
    plain = definition(ask("a"))
    assert form(ask("a"), **key).version_hash == build(plain, {}).version_hash
    (section, _) = json.loads(plain.model_dump_json())["sections"]
    assert "sensitive" not in section


def test_the_version_says_which_questions_are_marked_and_not_where():
    by_section = form(ask("a"), **SENSITIVE).version_hash
    assert by_section == form(ask("a", **SENSITIVE)).version_hash
    assert by_section != form(ask("a")).version_hash
    assert by_section != form(ask("a", sensitive=False), **SENSITIVE).version_hash


def test_an_edition_speaks_of_marks_only_where_it_asks_a_marked_question():
    built = form(ask("a", **SENSITIVE))
    assert built.has_sensitive
    assert not built.in_edition(CORE).has_sensitive
    assert not form(ask("a")).has_sensitive


def test_the_example_marks_one_question_and_a_section_less_one():
    assert marked(load_release("close_protection")) == ["turned_away", "quality", "hindrance"]
