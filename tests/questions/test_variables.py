"""Which columns an answer fills, and what they say."""

from random import Random

import pytest

from surveyapp.questions.cell import Missing, answers_from_json, answers_to_json
from surveyapp.questions.column import Level, Role
from surveyapp.questions.registry import QUESTION_TYPES
from surveyapp.questions.response_propensity import ResponsePropensity
from tests.questions.make import DK, question


def names(asked):
    return [column.name for column in asked.variables()]


def test_several_answers_fill_one_column_an_option():
    asked = question("select_multiple")
    assert names(asked) == ["q.a", "q.b", "q.c"]
    assert [column.read({"q": ("a", "c")}) for column in asked.variables()] == ["1", "0", "1"]


def test_a_reason_is_the_value_of_every_option():
    asked = question("select_multiple", missing=(DK,))
    assert {column.read({"q": Missing(DK)}) for column in asked.variables()} == {Missing(DK)}


def test_what_was_not_asked_is_none_in_every_column():
    for kind in QUESTION_TYPES:
        assert {column.read({}) for column in question(kind).variables()} <= {None}


def test_a_ranking_fills_places():
    asked = question("rank")
    assert [column.read({"q": ("b", "a")}) for column in asked.variables()] == ["2", "1", "0"]
    assert {column.role for column in asked.variables()} == {Role.RANK}


def test_a_number_grid_fills_one_column_a_cell():
    assert names(question("grid_integer")) == ["q.r1.x", "q.r1.y", "q.r2.x", "q.r2.y"]


def test_levels_follow_from_the_type_unless_said_otherwise():
    assert next(question("integer").variables()).level is Level.RATIO
    assert next(question("select_one", level=Level.ORDINAL).variables()).level is Level.ORDINAL


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_simulated_answer_survives_json_and_fits_its_cells(kind):
    asked = question(kind)
    for seed in range(20):
        cells = asked.simulate(Random(seed), ResponsePropensity(), asked.row_codes())
        assert answers_from_json(answers_to_json(cells)) == cells
        assert set(cells) <= set(asked.cells(asked.row_codes()))


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_simulated_answer_would_be_taken_from_a_form(kind):
    asked = question(kind)
    for seed in range(20):
        cells = asked.simulate(Random(seed), ResponsePropensity(), asked.row_codes())
        given = {a: c for a, c in cells.items() if not isinstance(c, Missing)}
        assert asked.read(asked.shown(cells, "ro"), "ro", asked.row_codes()).cells == given


def test_an_unsound_definition_is_named():
    assert list(question("select_one", choices=()).problems()) == [("choices", "missing-key")]
    assert ("exclusive", "unknown-code") in list(
        question("select_multiple", exclusive=("z",)).problems()
    )
