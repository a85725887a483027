"""Ids and names of picked rows, and of two questions in one table."""

import re
from dataclasses import replace

import pytest
from flask import get_template_attribute

from surveyapp.web.respondent.page_form import CheckView, QuestionState, lines_of
from surveyapp.web.respondent.question_words import Label
from tests.web.test_question_markup import CODES, WORDS, Elements, field_names, question

BOTH = ["grid_select_one", "select_multiple"]
SELECTS = ("row-1", "answer-1", "row-2", "answer-2", "no-row")


def state(asked, errors=(), fields=None):
    check = CheckView(
        f"check-{asked.name}-v",
        ("?",),
        False,
        why_field=f"{asked.name}__why_v",
        ok_field=f"{asked.name}__ok_v",
    )
    rows = tuple(row.value for row in asked.rows)
    found = dict.fromkeys((*field_names(asked), *errors), "What is wrong")
    return QuestionState(fields=fields or {}, errors=found, checks=[check], rows=rows)


def picked(name, fields=None):
    """Two of many rows may be picked."""
    asked = replace(
        question("grid_select_one", name),
        widget="picked_rows",
        pick_rows=2,
        places=tuple(range(1, len(CODES) + 1)),
    )
    return asked, state(asked, [f"{name}.{part}" for part in SELECTS], fields)


@pytest.fixture
def show(app):
    """Prints questions with everything that can be wrong at them."""

    def print_them(name, macro, *arguments):
        with app.test_request_context("/?lang=en"):
            printed = get_template_attribute(f"questions/{name}.html", macro)
            return Elements("".join(printed(*each) for each in arguments))

    return print_them


def joined(kind, first, second):
    """What the table of two questions is printed from."""
    parts = [(asked, state(asked)) for asked in (question(kind, first), question(kind, second))]
    return parts, lines_of(parts[0][0], parts[1][0])


def pairs(kind):
    """Tables of two, in which the names are odd and no question stands twice."""
    return [joined(kind, f"{name}_x", f"{name}_y") for name in WORDS]


@pytest.mark.parametrize("kind", BOTH)
def test_no_two_elements_share_an_id(show, kind):
    for shown in (
        show("joined", "joined", *pairs(kind)),
        show("question", "question", *map(picked, WORDS)),
    ):
        ids = shown.values("id")
        assert len(ids) > len(WORDS)
        assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("kind", BOTH)
def test_whatever_is_pointed_at_is_there(show, kind):
    for shown in (
        show("joined", "joined", joined(kind, "p", "q")),
        show("question", "question", picked("q")),
    ):
        pointers = [*shown.values("aria-describedby"), *shown.values("aria-labelledby")]
        wanted = {name for pointer in pointers for name in pointer.split()}
        assert wanted | set(shown.values("for")) <= set(shown.values("id"))


@pytest.mark.parametrize("kind", BOTH)
def test_each_control_of_a_table_of_two_is_read_by_its_own_question(show, kind):
    own = re.compile(r"[pq](\.\w+)?(__other)?|[pq]__(why|ok)_v")
    names = show("joined", "joined", joined(kind, "p", "q")).values("name")
    assert [name for name in names if not own.fullmatch(name)] == []
    assert {name[0] for name in names} == {"p", "q"}


@pytest.mark.parametrize("kind", BOTH)
def test_what_is_wrong_with_a_question_has_a_place_and_its_number(show, kind):
    shown = show("joined", "joined", joined(kind, "p", "q"))
    assert {"p", "q", "question-p", "question-q", "p:error", "q:error"} <= set(shown.values("id"))


def test_two_lines_stand_there_and_more_where_more_are_filled(show):
    few = show("question", "question", picked("q")).values("name")
    assert [n for n in few if n.startswith("q.")] == [f"q.{part}" for part in SELECTS]
    filled = {"q.row-4": ("a",), "q.answer-7": ("label",)}
    more = show("question", "question", picked("q", filled)).values("name")
    lines = [n for n in more if re.match(r"q\.(row|answer)-", n)]
    assert [int(n.rsplit("-", 1)[1]) for n in lines] == [1, 1, 2, 2, 4, 4, 7, 7]


def test_a_row_that_is_hidden_now_is_still_seen_where_it_is_chosen(show):
    asked, here = picked("q", {"q.row-1": ("label",)})
    here.rows = ("a",)
    shown = show("question", "question", (asked, here))
    options = [given["value"] for tag, given in shown.found if tag == "option"]
    assert options.count("label") == 1 + len([n for n in shown.values("name") if ".answer-" in n])


def test_a_row_that_one_question_lacks_has_no_control_for_it(show):
    parts, lines = joined("grid_select_one", "p", "q")
    parts[1][1].rows = tuple(row for row in parts[0][1].rows if row != "a")
    names = show("joined", "joined", (parts, lines)).values("name")
    assert "p.a" in names
    assert "q.a" not in names


def test_lines_of_both_stand_in_the_order_of_the_longer_list():
    first = replace(question("select_multiple", "p"), rows=(), choices=labels("b", "d"))
    second = replace(question("select_multiple", "q"), rows=(), choices=labels("a", "b", "c"))
    assert [line.value for line in lines_of(first, second)] == ["a", "b", "c", "d"]


def labels(*codes):
    return tuple(Label(code, code) for code in codes)
