"""What hides in one table cannot be computed from what is shown: an attacker tries."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from surveyapp.analysis.disclosure.cells import closed_rows, hidden_cells

K = 5
COUNTS = st.lists(
    st.lists(st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 25)), min_size=3, max_size=3),
    min_size=1,
    max_size=3,
).filter(lambda parts: any(map(any, parts)))


def whole_and(parts):
    """The rows of a table; parts in which nobody was asked are left out, as the gate does."""
    occupied = [part for part in parts if any(part)]
    whole = [sum(column) for column in zip(*occupied, strict=True)]
    return [whole, *occupied] if len(parts) > 1 else [whole]


def protected(rows):
    sums = [sum(row) for row in rows]
    closed = closed_rows(sums, sums, K)
    return closed, hidden_cells(rows, closed, K)


def known(rows, closed, hidden):
    """Every published figure as an equation over all cells: (coefficients, result)."""
    n_rows, n_codes = len(rows), len(rows[0])
    cell = np.eye(n_rows * n_codes).reshape(n_rows, n_codes, -1)
    for row in range(n_rows):
        if not closed[row]:
            yield cell[row].sum(axis=0), sum(rows[row])
        for code in range(n_codes):
            if not hidden[row][code]:
                yield cell[row][code], rows[row][code]
    if n_rows > 1:
        for code in range(n_codes):
            yield cell[0][code] - cell[1:, code].sum(axis=0), 0


def bounds_of(rows, closed, hidden, row, code):
    """Smallest and largest count that a hidden cell can have, for somebody who knows the rest."""
    coefficients, results = zip(*known(rows, closed, hidden), strict=True)
    goal = np.zeros(len(rows) * len(rows[0]))
    goal[row * len(rows[0]) + code] = 1
    constraint = LinearConstraint(np.array(coefficients), results, results)
    ends = [
        milp(sign * goal, constraints=constraint, integrality=np.ones_like(goal), bounds=Bounds(0))
        for sign in (1, -1)
    ]
    return tuple(round(end.x @ goal) if end.x is not None else np.inf for end in ends)


@given(COUNTS)
@settings(max_examples=100)
def test_no_small_cell_can_be_computed(parts):
    rows = whole_and(parts)
    closed, hidden = protected(rows)
    assume(not closed[0])
    small = [(r, c) for r, row in enumerate(rows) for c, n in enumerate(row) if 0 < n < K]
    for row, code in small:
        low, high = bounds_of(rows, closed, hidden, row, code)
        assert low < high


@given(COUNTS)
def test_no_cell_of_one_to_four_is_shown(parts):
    rows = whole_and(parts)
    _, hidden = protected(rows)
    shown = [
        n
        for row, masks in zip(rows, hidden, strict=True)
        for n, mask in zip(row, masks, strict=True)
        if not mask
    ]
    assert not [n for n in shown if 0 < n < K]


@given(COUNTS)
def test_hidden_cells_of_an_open_row_are_at_least_five_together(parts):
    rows = whole_and(parts)
    closed, hidden = protected(rows)
    for row, shut, masks in zip(rows, closed, hidden, strict=True):
        concealed = [n for n, mask in zip(row, masks, strict=True) if mask]
        assert shut or not concealed or sum(concealed) >= K


def test_a_table_without_small_cells_is_shown_whole():
    assert protected([[10, 5, 0]]) == ([False], [[False, False, False]])


def test_one_small_cell_takes_the_next_smallest_with_it():
    assert protected([[3, 9, 20]])[1] == [[True, True, False]]


def test_two_small_cells_that_are_too_few_together_take_a_third():
    assert protected([[1, 2, 9, 20]])[1] == [[True, True, True, False]]


def test_a_small_part_closes_the_other_part_too():
    assert closed_rows([30, 27, 3], [30, 27, 3], K) == [False, True, True]


def test_a_part_in_which_nobody_was_asked_closes_no_other():
    assert closed_rows([30, 30, 0], [30, 30, 0], K) == [False, False, True]


def test_a_cell_that_is_all_of_its_row_is_hidden_with_a_zero_beside_it():
    rows = [[23, 10], [20, 0], [3, 10]]
    _, hidden = protected(rows)
    assert hidden == [[False, False], [True, True], [True, True]]


@pytest.mark.parametrize("n", [0, 4])
def test_a_group_of_fewer_than_five_answers_is_closed(n):
    assert closed_rows([20], [n], K) == [True]
