"""A shown answer is read back: every type, every language."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.questions.cell import Missing, answers_from_json, answers_to_json
from surveyapp.questions.registry import QUESTION_TYPES
from surveyapp.questions.text import tidy, tidy_line
from tests.questions.make import DK, LANGUAGES, question

ROWS = ("r1", "r2")
REASON = st.just(Missing(DK))
SEVERAL = st.sets(st.sampled_from("abc"), min_size=1).map(lambda ticked: tuple(sorted(ticked)))
NOTABLE = [Decimal(text) for text in ("1.5", "0.001", "1000.001", "-0.5", "0.0000001", "12000.25")]
WHOLE = st.integers(-(10**12), 10**12)
DECIMALS = st.sampled_from(NOTABLE) | st.decimals(-(10**9), 10**9, places=4)
WORDS = st.text(min_size=1).map(tidy).filter(bool)
CELLS = {
    "select_one": st.sampled_from("abc"),
    "select_multiple": SEVERAL,
    "integer": WHOLE,
    "decimal": DECIMALS.filter(lambda number: Decimal(repr(float(number))) == number),
    "text": WORDS,
    "date": st.dates(min_value=date(1900, 1, 1)).map(date.isoformat),
    "rank": st.permutations("abc").map(tuple),
    "grid_select_one": st.sampled_from("abc"),
    "grid_select_multiple": SEVERAL,
    "grid_integer": WHOLE,
}
ANSWERED = sorted(set(QUESTION_TYPES) - {"note"})


def test_every_type_that_is_answered_is_tried():
    assert sorted(CELLS) == ANSWERED


@pytest.mark.parametrize("kind", ANSWERED)
@given(drawn=st.data(), language=st.sampled_from(LANGUAGES))
def test_a_shown_answer_is_read_back(kind, drawn, language):
    asked = question(kind, missing=(DK,))
    addresses = st.sets(st.sampled_from(asked.cells(ROWS)))
    cells = {address: drawn.draw(CELLS[kind] | REASON) for address in drawn.draw(addresses)}
    assert asked.read(asked.shown(cells, language), language, ROWS).cells == cells


@pytest.mark.parametrize("kind", ANSWERED)
@given(drawn=st.data(), language=st.sampled_from(LANGUAGES))
def test_a_stored_answer_is_read_back_too(kind, drawn, language):
    asked = question(kind, missing=(DK,))
    address = asked.cells(ROWS)[0]
    cells = {address: drawn.draw(CELLS[kind] | REASON)}
    stored = answers_from_json(answers_to_json(cells))
    assert asked.read(asked.shown(stored, language), language, ROWS).cells == cells


@pytest.mark.parametrize("kind", ["select_one", "select_multiple"])
@given(words=st.text(min_size=1, max_size=200).map(tidy_line).filter(bool))
def test_the_words_of_other_are_read_back(kind, words):
    asked = question(kind, other="c")
    cells = {"q": "c" if kind == "select_one" else ("a", "c"), "q__other": words}
    assert asked.read(asked.shown(cells, "en"), "en", ()).cells == cells
