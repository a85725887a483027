"""Which form fields make up a cell; what is wrong in one cell leaves the others alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from surveyapp.questionnaire.definition import AnswerCode, Name
from surveyapp.questions.registry import QUESTION_TYPES
from tests.questions.make import DK, question

EVERY = pytest.mark.parametrize("kind", QUESTION_TYPES)
NASTY = ["", "a", "b", "c", "zzz", "dk", "7", "1.000", "12o", "31", "2014", "x" * 20_000, "\x00"]


def full(kind):
    """A question of a type with everything that the type allows."""
    more = {"other": "c", "exclusive": ("b",), "max_choices": 2, "max_length": 9}
    allowed = QUESTION_TYPES[kind].allows
    return question(kind, missing=(DK,), **{k: v for k, v in more.items() if k in allowed})


@EVERY
@pytest.mark.parametrize("rows", [("r1", "r2"), ("r2",), ()])
def test_every_field_belongs_to_one_cell_and_every_cell_has_fields(kind, rows):
    asked = full(kind)
    cells, fields = asked.cells(rows), asked.fields(rows)
    assert len(set(fields)) == len(fields)
    assert {asked.cell_of(name) for name in fields} == set(cells)
    for cell in cells:
        assert asked.fields_of(cell) == tuple(f for f in fields if asked.cell_of(f) == cell)
        assert asked.cell_of(cell) == cell


@pytest.mark.parametrize(
    ("kind", "cell", "fields"),
    [
        ("select_one", "q", ("q",)),
        ("select_multiple", "q__other", ("q__other",)),
        ("integer", "q", ("q", "q__missing")),
        ("text", "q", ("q", "q__missing")),
        ("date", "q", ("q.day", "q.month", "q.year", "q__missing")),
        ("rank", "q", ("q.1", "q.2", "q__missing")),
        ("grid_select_one", "q.r1", ("q.r1",)),
        ("grid_integer", "q.r1.x", ("q.r1.x", "q.r1.x__missing")),
    ],
)
def test_the_fields_of_a_cell_are_these(kind, cell, fields):
    assert full(kind).fields_of(cell) == fields


@EVERY
def test_a_field_of_another_question_belongs_to_none_of_its_cells(kind):
    asked = full(kind)
    assert asked.cell_of("other.day") not in asked.cells(asked.row_codes())


@EVERY
@given(drawn=st.data())
def test_a_cell_is_read_or_refused_or_empty_whatever_stands_in_the_others(kind, drawn):
    asked, rows = full(kind), ("r1", "r2")
    fields = asked.fields(rows)
    values = st.lists(st.sampled_from(NASTY), min_size=1, max_size=2)
    posted = {name: drawn.draw(values) for name in fields}
    reading = asked.read(posted, "en", rows)
    refused = [asked.cell_of(refusal.field_name) for refusal in reading.refusals]
    cells = asked.cells(rows)
    assert set(refused) <= set(cells)
    assert set(reading.cells) <= set(cells)
    assert not set(refused) & set(reading.cells)
    assert len(set(refused)) == len(refused)


@pytest.mark.parametrize("kind", ["grid_select_one", "grid_select_multiple", "grid_integer"])
@given(drawn=st.data())
def test_each_cell_of_a_grid_is_read_as_if_it_stood_alone(kind, drawn):
    asked, rows = full(kind), ("r1", "r2")
    values = st.lists(st.sampled_from(NASTY), max_size=2)
    posted = {name: drawn.draw(values) for name in asked.fields(rows)}
    together = asked.read(posted, "en", rows)
    for cell in asked.cells(rows):
        alone = asked.read({f: posted[f] for f in asked.fields_of(cell)}, "en", rows)
        assert alone.cells.get(cell) == together.cells.get(cell)
        assert alone.refusals == tuple(r for r in together.refusals if r.field_name == cell)


def test_an_unknown_reason_beside_a_number_is_refused_and_the_number_is_not_half_taken():
    reading = full("integer").read({"q": ["7"], "q__missing": ["zzz"]}, "en", ())
    assert (dict(reading.cells), reading.refusals[0].code) == ({}, "unknown-reason")


def test_a_reason_and_a_text_of_any_length_are_one_cell():
    posted = {"q": ["x" * 10], "q__missing": ["dk"]}
    assert [r.code for r in full("text").read(posted, "en", ()).refusals] == ["too-long"]


@pytest.mark.parametrize("kept", [Name, AnswerCode])
@pytest.mark.parametrize("text", ["r__missing", "a__other", "_a", "a_", "a:b", "a=b", "a.b", "a-b"])
def test_no_name_and_no_code_reads_like_a_field_or_an_id(kept, text):
    with pytest.raises(ValidationError):
        TypeAdapter(kept).validate_python(text)
