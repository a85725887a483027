"""A few rows of many: what lines mean, what contradicts itself, and how it is shown again."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.questions.cell import NOT_NAMED, Missing, MissingReason
from surveyapp.questions.code_number import code_numbers
from surveyapp.questions.column import Level
from surveyapp.questions.picked import PickedRows
from surveyapp.questions.response_propensity import ResponsePropensity
from tests.questions.make import DK, NA, codes

ROWS = ("r1", "r2", "r3", "r4")
NASTY = st.sampled_from(["", "r1", "r2", "a", "b", "zzz", "dk", NOT_NAMED, "\x00", "x" * 20_000])


def picked(**more):
    """Two of four rows may be named, with answers a and b."""
    given_ = {"pick_rows": 2, "choices": codes("a", "b"), "rows": codes(*ROWS), "missing": (DK, NA)}
    return PickedRows(name="q", level=Level.NOMINAL, **{**given_, **more})


def lines(*pairs, **more):
    """Fields of lines, given as (row, answer), beside others."""
    fields = {f"q.row-{n}": [row] for n, (row, _) in enumerate(pairs, 1)}
    fields |= {f"q.answer-{n}": [answer] for n, (_, answer) in enumerate(pairs, 1)}
    return fields | {name.replace("none", "q.no-row").replace("why", "q__missing"): value
                     for name, value in more.items()}  # fmt: skip


def read(posted, rows=ROWS):
    return picked().read(posted, "en", rows)


def refused(posted, rows=ROWS):
    found = read(posted, rows)
    assert found.cells == {}
    return [(refusal.field_name, refusal.code) for refusal in found.refusals]


def test_named_rows_hold_their_answer_and_all_others_were_not_named():
    reading = read(lines(("r3", "a"), ("r1", "b")))
    assert reading.refusals == ()
    assert reading.cells == {"q.r1": "b", "q.r2": NOT_NAMED, "q.r3": "a", "q.r4": NOT_NAMED}


def test_rows_that_are_not_shown_stay_untouched():
    assert read(lines(("r3", "a")), ("r2", "r3")).cells == {"q.r2": NOT_NAMED, "q.r3": "a"}


def test_none_of_these_is_an_answer_to_every_row():
    assert read({"q.no-row": [NOT_NAMED]}).cells == {f"q.{row}": NOT_NAMED for row in ROWS}


def test_a_reason_stands_for_the_question_as_a_whole():
    assert read({"q__missing": ["dk"]}).cells == {f"q.{row}": Missing(DK) for row in ROWS}


def test_nothing_at_all_is_no_answer():
    assert (read({}).cells, read(lines(("", ""), ("", ""))).cells) == ({}, {})


@pytest.mark.parametrize(
    ("posted", "expected"),
    [
        (lines(("r1", "")), [("q.answer-1", "row-without-answer")]),
        (lines(("", "a")), [("q.row-1", "answer-without-row")]),
        (lines(("r1", "a"), ("r1", "b")), [("q.row-2", "named-twice")]),
        (lines(("r1", "a"), ("r1", "a")), [("q.row-2", "named-twice")]),
        (lines(("r1", "zzz")), [("q.answer-1", "unknown-code")]),
        (lines(("r1", NOT_NAMED)), [("q.answer-1", "unknown-code")]),
        (lines(("zzz", "a")), [("q.row-1", "unknown-code")]),
        (lines(("r1", "a"), none=["1"]), [("q.no-row", "none-beside-lines")]),
        (lines(("r1", "a"), why=["dk"]), [("q", "answer-and-reason")]),
        (lines(none=["1"], why=["dk"]), [("q", "answer-and-reason")]),
        (lines(why=["dk", "na"]), [("q", "one-reason")]),
        (lines(why=["zzz"]), [("q", "unknown-reason")]),
    ],
)
def test_what_contradicts_itself_is_refused_where_it_stands(posted, expected):
    assert refused(posted) == expected


def test_every_line_with_something_wrong_is_told():
    posted = lines(("r1", ""), ("", "b"), ("r2", "a"), ("r2", ""))
    assert [where for where, _ in refused(posted)] == [
        "q.answer-1", "q.row-2", "q.row-4", "q.answer-4",
    ]  # fmt: skip


def test_a_row_that_is_no_longer_asked_about_is_told_as_that():
    assert refused(lines(("r1", "a")), ("r2",)) == [("q.row-1", "row-not-shown")]


def test_more_lines_than_allowed_are_understood_for_a_check_tells_them():
    named = read(lines(("r1", "a"), ("r2", "a"), ("r3", "b"))).cells
    assert named == {"q.r1": "a", "q.r2": "a", "q.r3": "b", "q.r4": NOT_NAMED}


@given(
    st.dictionaries(st.sampled_from(ROWS), st.sampled_from("ab"), max_size=4)
    | st.sampled_from([DK, NA])
)
def test_a_shown_answer_is_read_back(answer):
    asked = picked()
    if isinstance(answer, MissingReason):
        cells = {f"q.{row}": Missing(answer) for row in ROWS}
    else:
        cells = {f"q.{row}": answer.get(row, NOT_NAMED) for row in ROWS}
    assert asked.read(asked.shown(cells, "ro"), "ro", ROWS).cells == cells


def test_an_answer_that_was_left_blank_shows_nothing():
    blank = {f"q.{row}": Missing(MissingReason.BLANK) for row in ROWS}
    assert picked().shown(blank, "en") == {}


@given(drawn=st.data())
def test_the_question_is_understood_or_refused_whatever_is_posted(drawn):
    asked = picked()
    posted = {name: [drawn.draw(NASTY)] for name in asked.fields(ROWS)}
    reading = asked.read(posted, "en", ROWS)
    assert not (reading.cells and reading.refusals)
    assert reading.cells.keys() in ({f"q.{row}" for row in ROWS}, set())
    assert {asked.cell_of(refusal.field_name) for refusal in reading.refusals} <= {"q"}


def test_all_cells_and_fields_are_one_unit():
    asked = picked()
    assert asked.units(("r1", "r2")) == {"q": ("q.r1", "q.r2")}
    assert asked.units(()) == {}
    assert asked.fields(ROWS) == asked.fields_of("q")
    assert {asked.cell_of(name) for name in asked.fields(ROWS)} == {"q"}
    assert asked.cell_of("other.row-1") == "other.row-1"


def test_no_field_of_a_line_can_be_called_like_a_cell():
    """Names and codes have no dash."""
    fields = set(picked(rows=codes("row", "row_1", "answer", "no", "no_row")).fields(ROWS))
    cells = {f"q.{row}" for row in ("row", "row_1", "answer", "no", "no_row")}
    assert not fields & cells
    assert all("-" in name or name == "q__missing" for name in fields)


def test_its_columns_are_those_of_the_rows_and_know_that_a_row_was_not_named():
    columns = list(picked().variables())
    assert [column.name for column in columns] == [f"q.{row}" for row in ROWS]
    assert {column.codes for column in columns} == {("a", "b", NOT_NAMED)}
    assert dict(columns[0].text_paths).keys() == {"a", "b"}
    assert code_numbers(columns[0]) == {"a": 1, "b": 2, NOT_NAMED: 3}


def test_codes_that_are_numbers_keep_their_own_beside_not_named():
    (column, *_) = picked(choices=codes("1", "2", "5")).variables()
    assert code_numbers(column) == {"1": 1, "2": 2, "5": 5, NOT_NAMED: 6}


def test_it_is_answered_when_every_row_shown_is():
    asked, named = picked(), {"q.r1": "a", "q.r2": NOT_NAMED}
    assert asked.is_answered(named, ("r1", "r2"))
    assert not asked.is_answered(named, ("r1", "r2", "r3"))
    assert not asked.is_answered({}, ())


@pytest.mark.parametrize("most", [None, 0, 5])
def test_a_number_of_lines_beyond_the_rows_is_unsound(most):
    assert list(picked(pick_rows=most).problems()) == [("pick_rows", "out-of-range")]


def test_a_simulated_respondent_names_as_many_rows_as_it_may_and_none_twice():
    asked = picked()
    for seed in range(50):
        cells = asked.simulate(Random(seed), ResponsePropensity(shares={"a": 1.0}), ROWS)
        assert sorted(cells.values()) == ["a", "a", NOT_NAMED, NOT_NAMED]


def test_lines_stay_empty_as_often_as_a_recipe_says():
    asked = picked()
    shares = {"a": 1.0, NOT_NAMED: 3.0}
    drawn = [
        asked.simulate(Random(seed), ResponsePropensity(shares=shares), ROWS) for seed in range(400)
    ]
    n_named = sum(cell == "a" for cells in drawn for cell in cells.values())
    assert 0.2 < n_named / 800 < 0.3
    assert any(set(cells.values()) == {NOT_NAMED} for cells in drawn)


def test_rows_are_named_by_the_sum_of_their_weights():
    wish = ResponsePropensity(shares={"b": 1.0}, row_shares={"r1": {"a": 90.0}, "r2": {"a": 0.0}})
    drawn = [picked(pick_rows=1).simulate(Random(seed), wish, ROWS) for seed in range(300)]
    assert sum(cells["q.r1"] == "a" for cells in drawn) > 250
    assert all(cells["q.r2"] == NOT_NAMED for cells in drawn)


def test_a_simulated_reason_stands_for_the_question_as_a_whole():
    cells = picked().simulate(Random(1), ResponsePropensity(missing={DK: 1.0}), ROWS)
    assert set(cells.values()) == {Missing(DK)}
