"""What can stand in one table, and what is said of what cannot."""

import pytest

from surveyapp.questionnaire.build import build
from surveyapp.questionnaire.lint import lint
from tests.questionnaire.lint.written import (
    GRID,
    GRID_OF_CODES,
    ROWS,
    YES_NO,
    ask,
    at,
    code_list,
    judged,
    written,
)

TICKS = {"type": "select_multiple", "choices": YES_NO}
PLACES = code_list("place", "bed", "room", "flat")
OTHER_ROWS = [*ROWS, {"code": "c", "label": "Yonder"}]


def pair(first, second, *, between=()):
    """Findings on a question `two` that is said to stand beside `one`."""
    questions = (ask("gate"), ask("one", **first), *between, ask("two", **second, beside="one"))
    return judged(*questions, lists=[PLACES])


def rows(**more):
    return {**GRID_OF_CODES, "rows": {"list": "place", **more}}


@pytest.mark.parametrize("both", [GRID_OF_CODES, TICKS, rows()])
def test_two_questions_of_a_type_with_the_same_lines_stand_in_one_table(both):
    assert pair(both, both) == ()


def test_the_answers_of_two_grids_may_differ():
    assert pair(GRID_OF_CODES, {**GRID_OF_CODES, "choices": ROWS}) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [(rows(), rows(only=["bed"])), (rows(without=["bed"]), rows(without=["room"]))],
)
def test_either_may_leave_out_lines_of_the_list_that_they_share(first, second):
    assert pair(first, second) == ()


@pytest.mark.parametrize(
    ("first", "second", "key", "said"),
    [
        (GRID_OF_CODES, TICKS, "beside", "a grid_select_one and a select_multiple have no table"),
        (GRID, GRID, "beside", "a grid_integer and a grid_integer have no table"),
        (GRID_OF_CODES, {**GRID_OF_CODES, "rows": OTHER_ROWS}, "rows", "rows of two is not that"),
        (TICKS, {**TICKS, "choices": ROWS}, "choices", "choices of two is not that of one"),
        (rows(), GRID_OF_CODES, "rows", "rows of two is not that of one"),
        ({**TICKS, "relevant": "${gate} = 'yes'"}, TICKS, "beside", "relevant of two"),
        (TICKS, {**TICKS, "relevant": "${gate} = 'yes'"}, "relevant", "relevant of two"),
        (
            {**GRID_OF_CODES, "row_filter": "@row = 'a' or ${gate} = 'yes'"},
            {**GRID_OF_CODES, "row_filter": "@row = 'b' or ${gate} = 'yes'"},
            "row_filter",
            "row_filter of two",
        ),
        ({**GRID_OF_CODES, "pick_rows": 1}, GRID_OF_CODES, "beside", "of one only a few rows"),
        (GRID_OF_CODES, {**GRID_OF_CODES, "pick_rows": 1}, "beside", "of two only a few rows"),
    ],
)
def test_what_does_not_fit_is_told_at_its_key_with_a_mend(first, second, key, said):
    (found,) = [each for each in pair(first, second) if each.code != "key-not-allowed"]
    assert (found.code, found.path) == ("beside-unfit", at(2, key))
    assert said in found.message
    assert found.mend


def test_the_question_must_stand_directly_before():
    (found,) = pair(TICKS, TICKS, between=[ask("third")])
    assert (found.code, found.path) == ("beside-unfit", at(3, "beside"))
    assert "one does not stand directly before two on its page" in found.message


def test_the_question_must_stand_on_the_same_page():
    definition = written(ask("one", **TICKS))
    (section,) = definition.model_dump(exclude_none=True)["sections"]
    later = {"name": "later", "questions": [ask("two", **TICKS, beside="one")]}
    found = lint(written(sections=[{**section, "pages": [*section["pages"], later]}]), {})
    assert [each.code for each in found] == ["beside-unfit"]


def test_a_table_holds_two_questions():
    found = judged(ask("a", **TICKS), ask("b", **TICKS, beside="a"), ask("c", **TICKS, beside="b"))
    assert [(each.code, each.path) for each in found] == [("beside-unfit", at(2, "beside"))]
    assert "b already stands in one table with a" in found[0].message


def test_a_question_that_does_not_exist_comes_with_the_nearest_one():
    (found,) = judged(ask("sum_in", **TICKS), ask("sum_out", **TICKS, beside="sum_on"))
    assert (found.code, found.mend) == ("unknown-question", "did you mean sum_in?")


@pytest.mark.parametrize("key", ["beside", "pick_rows"])
def test_a_type_that_knows_no_such_key_refuses_it(key):
    found = judged(ask("one"), ask("two", **{key: "one" if key == "beside" else 1}))
    assert "key-not-allowed" in [each.code for each in found]


@pytest.mark.parametrize("most", [3, 9])
def test_no_more_rows_can_be_picked_than_there_are(most):
    (found,) = judged(ask("one", **GRID_OF_CODES, pick_rows=most))
    assert (found.code, found.message) == (
        "out-of-range",
        "pick_rows must be between 1 and the number of rows",
    )


def test_picked_rows_have_no_order():
    (found,) = judged(ask("one", **GRID_OF_CODES, pick_rows=1, level="ordinal"))
    assert (found.code, found.mend) == ("level-unfit", "write nominal")


def test_what_is_joined_and_picked_is_known_where_it_is_asked():
    picked = ask("most", **GRID_OF_CODES, pick_rows=1)
    form = build(written(ask("one", **TICKS), ask("two", **TICKS, beside="one"), picked), {})
    assert (form.questions["two"].beside, form.questions["one"].beside) == ("one", None)
    assert form.questions["most"].question.pick_rows == 1


def test_rows_that_were_not_named_may_be_asked_about_in_conditions():
    picked = ask("most", **GRID_OF_CODES, pick_rows=1)
    assert judged(picked, ask("why", relevant="${most.a} != 'not_named'")) == ()
    assert judged(ask("all", **GRID_OF_CODES), ask("why", relevant="${all.a} = 'not_named'"))
