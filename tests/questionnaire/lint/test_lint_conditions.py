"""Expressions at their places."""

import pytest

from tests.questionnaire.lint.written import GRID, GRID_OF_CODES, ask, at, codes, judged

EDITIONS = {"core": {"label": "Short"}, "full": {"label": "Long"}}
FIRST = ask("works")


def check(**more):
    return {"name": "V1", "question": "Right?", **more}


def test_a_problem_says_where_in_the_expression_it_is():
    (found,) = judged(FIRST, ask("next", relevant="1 = 1 and ${works} = 'yess'"))
    assert (found.code, found.path) == ("unknown-code", at(1, "relevant"))
    assert (found.character, found.mend) == (22, "did you mean yes?")


@pytest.mark.parametrize("name", ["works", "later"])
def test_whether_a_question_is_asked_cannot_depend_on_itself_or_later_ones(name):
    first = ask("works", relevant=f"${{{name}}} = 'yes'")
    assert codes(judged(first, ask("later"))) == ["later-question"]


def test_the_rows_of_a_grid_may_depend_on_their_code():
    assert judged(ask("places", **GRID, row_filter="@row = 'a'")) == ()


def test_a_check_may_speak_of_its_own_answer():
    assert judged(ask("places", type="integer", warnings=[check(test=". > 0")])) == ()


def test_a_check_cannot_speak_of_a_later_answer():
    warned = ask("places", type="integer", warnings=[check(test="${later} = 'yes'")])
    assert codes(judged(warned, ask("later"))) == ["later-question"]


def test_a_constraint_on_a_grid_of_numbers_is_about_each_cell():
    assert judged(ask("places", **GRID, constraint=". >= 0", constraint_message="No.")) == ()


def test_a_constraint_on_a_grid_of_codes_is_about_the_whole_grid():
    rule = {"constraint": "count-answered(.) > 0", "constraint_message": "Answer one."}
    limited = ask("places", **GRID_OF_CODES, **rule)
    assert judged(limited) == ()


def test_a_cell_of_a_grid_of_codes_is_a_code():
    assert judged(ask("q", **GRID_OF_CODES, warnings=[check(each="cell", test=". != 'no'")])) == ()


def test_values_for_the_words_are_numbers():
    values = {"given": "${works}"}
    warned = ask("q", type="integer", warnings=[check(test=". > 0", values=values)])
    found = judged(FIRST, warned)
    assert [(f.code, f.path[-1]) for f in found] == [("not-a-number", "given")]


def test_a_shared_warning_is_tried_on_every_question_that_uses_it():
    shared = {"small": {"test": ". > 4", "question": "Right?"}}
    number, text = ask("n", type="integer"), ask("t", type="text")
    questions = [{**question, "warnings": ["small"]} for question in (number, text)]
    (found,) = judged(*questions, shared_warnings=shared)
    assert found.path == ("shared_warnings", "small", "test")
    assert found.message.startswith("for t, ")


def test_a_question_that_cannot_be_built_is_not_called_unknown():
    broken = {"name": "works", "type": "select_on", "label": "Words"}
    found = judged(broken, ask("next", relevant="${works} = 'yes'"))
    assert codes(found) == ["unknown-type"]


def test_a_core_question_depends_on_core_questions():
    found = judged(FIRST, ask("q", core=True, relevant="${works} = 'yes'"), editions=EDITIONS)
    assert codes(found) == ["core-needs-more"]


def test_a_soft_check_of_a_core_question_may_need_more():
    warned = ask("q", type="integer", core=True, warnings=[check(test="${works} = 'yes'")])
    assert judged(FIRST, warned, editions=EDITIONS) == ()


def test_without_editions_nothing_is_left_out():
    assert judged(FIRST, ask("q", core=True, relevant="${works} = 'yes'")) == ()


def test_what_is_compared_is_asked_in_every_edition():
    found = judged(FIRST, ask("q", core=True), editions=EDITIONS, compare_by="works")
    assert [(f.code, f.path) for f in found] == [("core-needs-more", ("compare_by",))]
