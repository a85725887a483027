"""What a question looks like in HTML: its ids, its descriptions, and how its answer is emptied."""

import re
from html.parser import HTMLParser

import pytest
from flask import get_template_attribute

from surveyapp.questions.cell import MissingReason
from surveyapp.questions.registry import QUESTION_TYPES
from surveyapp.web.respondent.page_form import CheckView, QuestionState, SumView
from surveyapp.web.respondent.question_words import Label, QuestionWords

# Lawful names and codes that are called like what the form itself speaks of.
WORDS = ("label", "hint", "error", "row", "column", "reasons", "longest", "question", "a", "a_b")
CODES = tuple(Label(code, f"Words of {code}") for code in (*WORDS, "A", "r1"))
REASONS = tuple(Label(reason.value, f"Because {reason.value}") for reason in MissingReason)
EVERY = pytest.mark.parametrize("kind", QUESTION_TYPES)


class Elements(HTMLParser):
    """All elements as (tag, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def values(self, attribute):
        return [given[attribute] for _, given in self.found if given.get(attribute) is not None]


def question(kind, name):
    """A question with everything that any type can show."""
    return QuestionWords(
        name=name, kind=kind, number="A1", label=f"Label of {name}", hint=f"Hint of {name}",
        guidance=None, terms=(), is_required=False, choices=CODES, reasons=REASONS, rows=CODES,
        columns=CODES, other="a", max_choices=None, max_length=9, places=(1, 2, 3),
    )  # fmt: skip


def field_names(asked):
    """Every name that something could be wrong at."""
    rows = [f"{asked.name}.{row.value}" for row in asked.rows]
    cells = [f"{row}.{column.value}" for row in rows for column in asked.columns]
    return [asked.name, f"{asked.name}__other", f"{asked.name}.1", *rows, *cells]


@pytest.fixture
def show(app):
    """Prints questions of a type with all errors, answered where `answers` says so."""

    def print_them(kind, *names, answers=None, language="en"):
        with app.test_request_context(f"/?lang={language}"):
            macro = get_template_attribute("questions/question.html", "question")
            html = ""
            for name in names:
                asked = question(kind, name)
                html += macro(asked, state(asked, answers or {}))
        return Elements(html)

    return print_them


def state(asked, answers):
    rows = tuple(row.value for row in asked.rows)
    names = [] if asked.kind == "note" else field_names(asked)
    errors = dict.fromkeys(names, "What is wrong")
    check = CheckView(
        f"check-{asked.name}-label",
        ("?",),
        False,
        why_field=f"{asked.name}__why_v",
        ok_field=f"{asked.name}__ok_v",
    )
    cells = frozenset(
        f"{asked.name}.{row}.{column.value}" for row in rows for column in asked.columns
    )
    sums = {
        f"{asked.name}.{row}.{column}": SumView((f"{asked.name}.{row}.r1",), "7", column == "label")
        for row in rows
        for column in ("label", "hint")
    }
    return QuestionState(answers, errors, [check], rows, cells, sums)


@EVERY
def test_no_two_elements_of_any_questions_share_an_id(show, kind):
    ids = show(kind, *WORDS, answers={"a": ["label"], "a.label": ["a"]}).values("id")
    assert len(ids) > len(WORDS)
    assert sorted(ids) == sorted(set(ids))


@EVERY
def test_whatever_is_pointed_at_is_there(show, kind):
    shown = show(kind, "q", answers={"q": ["a"], "q.a": ["a"]})
    pointers = [*shown.values("aria-describedby"), *shown.values("aria-labelledby")]
    wanted = {name for pointer in pointers for name in pointer.split()} | set(shown.values("for"))
    assert wanted <= set(shown.values("id"))


@EVERY
def test_the_hint_and_what_is_wrong_are_told_with_the_question(show, kind):
    ((_, fieldset),) = [e for e in show(kind, "q").found if e[0] == "fieldset"]
    assert fieldset["aria-describedby"] == "q:hint" + (" q:error" if kind != "note" else "")


@pytest.mark.parametrize("kind", ["integer", "decimal", "text"])
def test_the_hint_and_what_is_wrong_are_told_with_the_field(show, kind):
    ((_, field),) = [e for e in show(kind, "q").found if e[1].get("name") == "q"]
    assert field["aria-describedby"].split()[0] == "q:hint"
    assert field["aria-describedby"].split()[-1] == "q:error"
    assert field["aria-invalid"] == "true"


@EVERY
def test_no_browser_cuts_what_is_pasted(show, kind):
    assert show(kind, "q").values("maxlength") == []


@EVERY
def test_every_control_has_a_name_that_its_type_reads_or_a_check_does(show, kind):
    own = re.compile(r"q|q(\.\w+){0,2}(__missing|__other)?|q__(why|ok)_v|form-(aside|zeros|undo)")
    names = show(kind, "q").values("name")
    assert [name for name in names if not own.fullmatch(name)] == []


@pytest.mark.parametrize(("language", "marks"), [("en", ".,,"), ("ro", ",.."), ("nb", ",.\u00a0")])
@pytest.mark.parametrize("kind", ["integer", "decimal", "grid_integer"])
def test_a_script_is_told_how_the_page_writes_numbers(show, kind, language, marks):
    assert show(kind, "q", language=language).values("data-marks") == [marks]


@pytest.mark.parametrize(("kind", "name"), [("select_one", "q"), ("grid_select_one", "q.row")])
def test_a_radio_button_can_be_emptied_where_one_is_chosen(show, kind, name):
    def empty(answers):
        shown = show(kind, "q", answers=answers).found
        return [e for e in shown if e[1].get("name") == name and e[1].get("value") == ""]

    assert len(empty({name: ["a"]})) == 1
    assert empty({}) == empty({name: [""]}) == []


def test_a_choice_is_emptied_without_scripts(respondent):
    for value, kept in (("no", ["no"]), ("", [])):
        respondent.go("/answer/page/conditions")
        assert value in respondent.page.form("answer-form").values("assistance_conditional")
        respondent.send({"assistance_conditional": [value]}, form="answer-form")
        respondent.go("/answer/page/conditions")
        assert (
            respondent.page.form("answer-form").initial().get("assistance_conditional", []) == kept
        )
