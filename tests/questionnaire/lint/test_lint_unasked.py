"""Routing on an answer that some were not asked for."""

import pytest

from tests.questionnaire.lint.written import GRID, ask, at, codes, judged

ROUTED = ask("places", type="integer", relevant="${shelter} = 'yes'")
NUMBERS = ask("beds", **GRID, relevant="${shelter} = 'yes'")
SHELTER = ask("shelter")


def follow_up(relevant, *sources):
    return judged(SHELTER, *(sources or (ROUTED,)), ask("more", relevant=relevant))


def test_a_comparison_of_a_number_that_some_were_not_asked_is_warned_of():
    (found,) = follow_up("${places} > 10")
    assert (found.code, found.path) == ("asked-without-source", at(2, "relevant"))
    assert found.message == "more is also asked of those who were not asked places"
    assert found.mend == "write ${places} != '' and … where this is not meant"


@pytest.mark.parametrize("missing", ["${beds.a.y} != '' and ", "${shelter} = 'yes' and "])
def test_what_is_advised_for_a_grid_can_be_read_and_helps(missing):
    (cell,) = follow_up("${beds.a.y} > 3", NUMBERS)
    (whole,) = follow_up("sum-col(${beds}, 'y') > 3", NUMBERS)
    assert cell.mend == "write ${beds.a.y} != '' and … where this is not meant"
    assert whole.mend == "write the condition of beds before it and … where this is not meant"
    assert follow_up(f"{missing}${{beds.a.y}} > 3", NUMBERS) == ()


@pytest.mark.parametrize(
    "relevant",
    [
        "not(${places} > 10)",
        "${places} > 10 or ${shelter} = 'yes'",
        "${places} + 1 = 3",
        "${places} != 10",
        "${shelter} = 'no' and ${places} > 10",
    ],
)
def test_every_comparison_of_numbers_may_be_open(relevant):
    assert codes(follow_up(relevant)) == ["asked-without-source"]


@pytest.mark.parametrize("relevant", ["sum-col(${beds}, 'y') > 3", "${beds.a.y} > 3"])
def test_cells_and_sums_of_a_grid_may_be_open(relevant):
    assert codes(follow_up(relevant, NUMBERS)) == ["asked-without-source"]


@pytest.mark.parametrize(
    "relevant",
    [
        "${places} != '' and ${places} > 10",
        "${shelter} = 'yes' and ${places} > 10",
        "${shelter} = 'yes' and (${places} > 10 or ${places} = 1)",
        "${places} = ''",
        "${shelter} = 'yes'",
    ],
)
def test_a_condition_that_says_when_its_source_was_asked_is_clean(relevant):
    assert follow_up(relevant) == ()


def test_a_count_of_rows_is_never_open():
    assert follow_up("count-answered(${beds}) > 1", NUMBERS) == ()


def test_a_source_that_everybody_is_asked_is_clean():
    assert follow_up("${places} > 10", ask("places", type="integer")) == ()


def test_the_routing_of_the_question_itself_holds_for_its_rows():
    grid = ask("grid", **GRID, relevant="${shelter} = 'yes'", row_filter="${places} > 1")
    assert judged(SHELTER, ROUTED, grid) == ()
    free = ask("grid", **GRID, row_filter="${places} > 1")
    assert codes(judged(SHELTER, ROUTED, free)) == ["asked-without-source"]


def test_a_cell_of_a_row_that_may_be_hidden_may_be_missing():
    source = ask("beds", **GRID, row_filter="@row = 'a' or ${shelter} = 'yes'")
    assert codes(follow_up("${beds.b.y} > 1", source)) == ["asked-without-source"]
