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
NAMING = ("th", "p")
FEW = CODES[:3], REASONS[:2]
EVERY = pytest.mark.parametrize("kind", QUESTION_TYPES)


class Elements(HTMLParser):
    """All elements as (tag, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.found, self.words, self._inside = [], {}, []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag in NAMING:
            self._inside.append(dict(attributes).get("id"))

    def handle_endtag(self, tag):
        if tag in NAMING:
            self._inside.pop()

    def handle_data(self, words):
        for inside in self._inside:
            self.words[inside] = self.words.get(inside, "") + words

    def named(self, attribute="name"):
        """(that attribute, accessible name by its heads) of every control of a table."""
        return [
            (given[attribute], " ".join(self.words[i] for i in given["aria-labelledby"].split()))
            for tag, given in self.found
            if tag in ("input", "select") and "aria-labelledby" in given
        ]

    def values(self, attribute):
        return [given[attribute] for _, given in self.found if given.get(attribute) is not None]


def question(kind, name, choices=CODES, reasons=REASONS):
    """A question with everything that any type can show."""
    return QuestionWords(
        name=name, kind=kind, number=f"{name}1", label=f"Label of {name}", hint=f"Hint of {name}",
        guidance=None, terms=(), is_required=False, choices=choices, reasons=reasons, rows=CODES,
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

    def print_them(kind, *names, answers=None, language="en", options=(CODES, REASONS)):
        with app.test_request_context(f"/?lang={language}"):
            macro = get_template_attribute("questions/question.html", "question")
            html = ""
            for name in names:
                asked = question(kind, name, *options)
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
    own = re.compile(
        r"q|q(\.\w+){0,2}(__missing|__other)?|q__(why|ok)_v|form-(aside|zeros|undo|sheet)"
    )
    names = show(kind, "q").values("name")
    assert [name for name in names if not own.fullmatch(name)] == []


@pytest.mark.parametrize(("language", "marks"), [("en", ".,,"), ("ro", ",.."), ("nb", ",.\u00a0")])
@pytest.mark.parametrize("kind", ["integer", "decimal", "grid_integer"])
def test_a_script_is_told_how_the_page_writes_numbers(show, kind, language, marks):
    assert show(kind, "q", language=language).values("data-marks") == [marks]


@pytest.mark.parametrize(("kind", "name"), [("select_one", "q"), ("grid_select_one", "q.row")])
def test_a_radio_button_can_be_emptied_where_one_is_chosen(show, kind, name):
    def empty(answers):
        shown = show(kind, "q", answers=answers, options=FEW).found
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


TABLES = pytest.mark.parametrize("kind", ["grid_select_one", "grid_select_multiple"])


@TABLES
def test_every_box_is_named_by_its_row_and_its_option(show, kind):
    options = [*FEW[0], *FEW[1]]
    named = show(kind, "q", options=FEW).named()
    expected = [(f"q.{row.value}", f"{row.text} {o.text}") for row in CODES for o in options]
    assert [(name, words) for name, words in named if name != "q__why_v"] == expected


def test_every_number_and_every_list_of_reasons_is_named_by_its_row_and_its_column(show):
    typed = [code for code in CODES if code.value != "label"]  # that total is added up
    cells = [(f"q.{r.value}.{c.value}", f"{r.text} {c.text}") for r in CODES for c in typed]
    named = show("grid_integer", "q").named()
    assert named[: len(cells)] == cells
    why = [(f"{cell}__missing", f"{words} Why there is no number") for cell, words in cells]
    assert named[len(cells) :] == why


def test_a_row_with_more_than_seven_options_has_one_list_that_can_be_emptied(show):
    shown = show("grid_select_one", "q", options=(CODES[:6], REASONS[:2]))
    lists = [given for tag, given in shown.found if tag == "select"]
    assert [given["name"] for given in lists] == [f"q.{row.value}" for row in CODES]
    labels = [given["for"] for tag, given in shown.found if tag == "label" and "for" in given]
    assert [each for each in labels if each.startswith("q.")] == [given["id"] for given in lists]
    empty = [g for tag, g in shown.found if tag == "option" and g["value"] == ""]
    assert len(empty) == len(CODES)


def test_a_row_with_seven_options_has_radios(show):
    shown = show("grid_select_one", "q", options=(CODES[:5], REASONS[:2]))
    assert [g for tag, g in shown.found if tag == "select"] == []
    assert sum(given.get("type") == "radio" for _, given in shown.found) == 7 * len(CODES)


@pytest.mark.parametrize("kind", ["grid_select_one", "grid_select_multiple", "grid_integer"])
def test_rows_stand_in_groups_of_at_most_nine(show, kind):
    tags = [(tag, given.get("class")) for tag, given in show(kind, "q", options=FEW).found]
    bodies = "".join(
        "|" if tag == "tbody" else "r" for tag, c in tags if tag == "tbody" or c == "grid-row"
    )
    assert bodies == "|" + "r" * 6 + "|" + "r" * 6


@pytest.mark.parametrize(
    ("kind", "field"), [("grid_select_one", "q.a"), ("grid_integer", "q.a.a_b")]
)
def test_what_is_wrong_stands_in_the_row_below_and_is_told_with_the_field(show, kind, field):
    found = show(kind, "q", options=FEW).found
    (place,) = [n for n, (_, given) in enumerate(found) if given.get("id") == f"{field}:error"]
    assert [given.get("class") for tag, given in found[:place] if tag == "tr"][-1] == "grid-error"
    told = [g["aria-describedby"] for _, g in found if g.get("name") == field]
    assert told
    assert all(f"{field}:error" in each.split() for each in told)


def test_reasons_are_folded_until_one_is_given(show):
    def folds(answers):
        found = show("grid_integer", "q", answers=answers, options=FEW).found
        return ["open" in g for tag, g in found if tag == "details"], found

    assert folds({})[0] == folds({"q.a.a": ["3"], "q.a.a__missing": [""]})[0] == [False]
    are_open, found = folds({"q.a.a__missing": [REASONS[0].value]})
    assert are_open == [True]
    (link,) = [given["href"] for tag, given in found if tag == "a"]
    (target,) = [given for _, given in found if given.get("id") == link[1:]]
    assert target["name"] == "q.a.a__missing"


def test_a_reason_that_was_given_is_told_with_its_field(show):
    shown = show("grid_integer", "q", answers={"q.a.a_b__missing": [REASONS[1].value]})
    (field,) = [given for _, given in shown.found if given.get("name") == "q.a.a_b"]
    assert field["aria-describedby"].split()[0] == "q.a.a_b:reason"
    assert shown.words["q.a.a_b:reason"].startswith(REASONS[1].text)


def test_why_a_check_is_answered_is_told_with_its_question(show):
    ((_, why),) = [e for e in show("text", "q").found if e[1].get("name") == "q__why_v"]
    assert why["aria-describedby"] == "check-q-label:words"
