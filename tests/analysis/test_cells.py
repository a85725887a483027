"""Which cells of a table go, and what it costs. That it is enough is tried in tests/attacks."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure.cells import closed_rows, hidden_cells
from surveyapp.analysis.disclosure.hiding import bits, cheapest, greedy, mask
from surveyapp.analysis.disclosure.two_way import TwoWayTable

K = 5
SECONDS = 10.0
COUNT = st.one_of(st.just(0), st.integers(1, 6), st.integers(0, 25))
PARTS = st.lists(st.lists(COUNT, min_size=3, max_size=3).filter(any), min_size=2, max_size=2)


def table_of(rows, *, hides_zero=False):
    sums = [sum(row) for row in rows]
    closed = tuple(closed_rows(sums, sums, K))
    return TwoWayTable(tuple(map(tuple, rows)), closed, closed, K, hides_zero)


def hidden(rows, **rules):
    return [list(row) for row in hidden_cells(table_of(rows, **rules), SECONDS).cells]


def loss(table, cells):
    return sum(table.weights().get(cell, 0) for cell in bits(cells))


def cheapest_of_all(table):
    """By trying every set of cells."""
    first, free = table.first(), [*table.weights()]
    tried = (
        first | mask(chosen)
        for size in range(len(free) + 1)
        for chosen in combinations([cell for cell in free if not first >> cell & 1], size)
    )
    return min((loss(table, cells) for cells in tried if not table.attack(cells)), default=None)


@settings(max_examples=40)
@given(PARTS)
def test_no_set_of_cells_costs_less(parts):
    table = table_of([[sum(column) for column in zip(*parts, strict=True)], *parts])
    if table.closed[0]:
        return
    found = cheapest(table.weights(), table.first(), table.attack, SECONDS, table.alike)
    assert (None if found is None else loss(table, found)) == cheapest_of_all(table)


@settings(max_examples=40)
@given(PARTS)
def test_what_is_hidden_in_a_hurry_is_safe_too(parts):
    table = table_of([[sum(column) for column in zip(*parts, strict=True)], *parts])
    found = greedy(table.weights(), table.first(), table.attack, seconds=60)
    assert found is None or not table.attack(found)


def test_a_table_without_small_cells_is_shown_whole():
    assert hidden([[10, 5, 0]]) == [[False, False, False]]


def test_one_small_cell_takes_the_next_smallest_with_it():
    assert hidden([[3, 9, 20]]) == [[True, True, False]]


def test_nought_is_hidden_last():
    assert hidden([[3, 20, 9, 0]]) == [[True, False, True, False]]


def test_two_small_cells_that_are_too_few_together_take_a_third():
    assert hidden([[1, 2, 9, 20]]) == [[True, True, True, False]]


def test_two_cells_that_must_both_be_four_take_a_third():
    # Whoever is told that both are below five knows them from their sum of eight.
    assert hidden([[4, 4, 9, 20]]) == [[True, True, True, False]]


def test_a_row_that_hiding_cannot_save_is_closed():
    found = hidden_cells(table_of([[4, 4]]), SECONDS)
    assert found.closed == (True,)


def test_the_parts_are_closed_before_the_whole():
    found = hidden_cells(table_of([[30, 8], [26, 4], [4, 4]]), SECONDS)
    assert found.closed == (False, True, True)
    assert found.cells[0] == (False, False)


def test_a_cell_of_a_part_goes_before_one_of_the_whole():
    cells = hidden([[40, 33, 23], [20, 16, 3], [20, 17, 20]])
    assert cells[0] == [False, False, False]
    assert sum(map(sum, cells)) == 4


def test_nought_is_hidden_like_a_small_cell_where_it_tells_something():
    assert hidden([[10, 9, 0]], hides_zero=True) == [[False, True, True]]


def test_a_small_part_closes_the_other_part_too():
    assert closed_rows([30, 27, 3], [30, 27, 3], K) == [False, True, True]


def test_a_part_in_which_nobody_was_asked_closes_no_other():
    assert closed_rows([30, 30, 0], [30, 30, 0], K) == [False, False, True]


def test_a_cell_that_is_all_of_its_row_is_hidden_with_a_zero_beside_it():
    cells = hidden([[23, 10], [20, 0], [3, 10]])
    assert cells == [[False, False], [True, True], [True, True]]


@pytest.mark.parametrize("n", [0, 4])
def test_a_group_of_fewer_than_five_answers_is_closed(n):
    assert closed_rows([20], [n], K) == [True]
