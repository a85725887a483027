"""The mark of a closely protected question: once, after its text, before its answers, in words."""

from dataclasses import replace

import pytest
from flask import get_template_attribute

from surveyapp.questions.registry import QUESTION_TYPES
from surveyapp.web.respondent.page_form import QuestionState, lines_of
from tests.web.test_question_markup import Elements, question

KINDS = pytest.mark.parametrize("kind", [kind for kind in QUESTION_TYPES if kind != "note"])
BOTH = pytest.mark.parametrize("kind", ["grid_select_one", "select_multiple"])
CONTROLS = ("input", "select", "textarea")
MARK = {
    "en": ("Closely protected", "Small numbers appear only as ranges."),
    "ro": ("Protecție sporită", "Numerele mici apar numai ca intervale."),
    "nb": ("Særlig beskyttet", "Små tall vises bare som intervaller."),
}


@pytest.fixture
def show(app):
    """Prints what a macro of the questions makes of something, in a language."""

    def print_it(name, *given, language="en"):
        with app.test_request_context(f"/?lang={language}"):
            return str(get_template_attribute(f"questions/{name}.html", name)(*given))

    return print_it


def stated(asked, is_sensitive=True):
    rows = tuple(row.value for row in asked.rows)
    cells = frozenset(f"{asked.name}.{row}.{c.value}" for row in rows for c in asked.columns)
    return replace(asked, is_sensitive=is_sensitive), QuestionState(rows=rows, cells=cells)


def tables_of_two(kind, *marked):
    parts = [stated(question(kind, name), name in marked) for name in ("one", "two")]
    return parts, lines_of(parts[0][0], parts[1][0])


def pointed_at(html, attribute, tags):
    found = [given.get(attribute) or "" for tag, given in Elements(html).found if tag in tags]
    return [name for names in found for name in names.split()]


@KINDS
@pytest.mark.parametrize("language", MARK)
def test_the_mark_stands_once_after_the_question_and_before_its_answers(show, kind, language):
    html = show("question", *stated(question(kind, "q")), language=language)
    assert [html.count(words) for words in MARK[language]] == [1, 1]
    first_control = min(html.index(f"<{tag}") for tag in CONTROLS if f"<{tag}" in html)
    assert html.index("Label of q") < html.index(MARK[language][0]) < first_control


@KINDS
def test_the_mark_is_told_with_the_group_and_with_none_of_its_fields(show, kind):
    html = show("question", *stated(question(kind, "q")))
    assert pointed_at(html, "aria-describedby", ["fieldset"]) == ["q:hint", "q:protection"]
    assert "q:protection" in Elements(html).values("id")
    for attribute in ("aria-describedby", "aria-labelledby"):
        assert "q:protection" not in pointed_at(html, attribute, [*CONTROLS, "table", "div"])


@KINDS
def test_a_question_that_is_not_marked_says_nothing_of_it(show, kind):
    html = show("question", *stated(question(kind, "q"), is_sensitive=False))
    assert "protect" not in html.lower()


@BOTH
def test_of_two_questions_in_one_table_each_has_its_own_mark(show, kind):
    html = show("joined", *tables_of_two(kind, "two"))
    assert html.count("Closely protected") == 1
    assert pointed_at(html, "aria-describedby", ["div"]) == ["two:protection"]
    before = html[: html.index("Closely protected")]
    assert before.rstrip().endswith('two1</span> <span class="protection__mark">')
    html = show("joined", *tables_of_two(kind, "one", "two"))
    assert pointed_at(html, "aria-describedby", ["div"]) == ["one:protection", "two:protection"]
    assert html.count("Closely protected") == 2


@BOTH
def test_two_questions_that_are_not_marked_say_nothing_of_it(show, kind):
    html = show("joined", *tables_of_two(kind))
    assert "protect" not in html.lower()
    assert pointed_at(html, "aria-describedby", ["div"]) == []
