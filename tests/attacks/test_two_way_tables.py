"""Every table of one column withstands a reader, a member of a cell, and one who is told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure.attack import Attacker, narrow
from surveyapp.analysis.disclosure.published import known_cells
from tests.attacks.tables import K, exact, known_zeros, parts, protected, rows_of


@settings(max_examples=150)
@given(parts(), st.booleans())
def test_every_hidden_cell_can_have_as_many_values_as_asked(counts, hides_zero):
    table = exact(rows_of(counts), hides_zero=hides_zero)
    found, published = protected(table)
    for known in known_cells(published, K):
        if (known.row, known.code) in known_zeros(table, found) and known.interval.most == 0:
            continue
        assert known.width >= K, (table, published, known)


@settings(max_examples=60)
@given(parts(), st.booleans())
def test_the_truth_lies_within_every_interval(counts, hides_zero):
    table = exact(rows_of(counts), hides_zero=hides_zero)
    _, published = protected(table)
    for known in known_cells(published, K):
        truth = table.rows[known.row][known.code]
        assert known.interval.least <= truth <= known.interval.most


@settings(max_examples=40)
@given(parts(most_codes=4))
def test_a_general_attack_knows_as_much_as_the_quick_one(counts):
    table = exact(rows_of(counts))
    _, published = protected(table)
    system, unknowns = published.system()
    attacker = Attacker(system)
    for known in known_cells(published, K):
        assert attacker.interval(unknowns[known.row][known.code]) == known.interval


@settings(max_examples=40)
@given(parts(most_codes=4))
def test_a_general_attack_by_members_finds_no_cell_too_narrow(counts):
    table = exact(rows_of(counts))
    found, published = protected(table)
    system, unknowns = published.system()
    hidden = [
        unknowns[row][code]
        for row, counts in enumerate(published.rows)
        for code, n in enumerate(counts)
        if n is None and (row, code) not in known_zeros(table, found)
    ]
    if published.n[0] is not None:
        assert not [*narrow(Attacker(system), hidden, hidden, K)]


@settings(max_examples=60)
@given(parts(most_codes=5))
def test_nothing_is_determined_for_one_who_knows_what_was_hidden_first(counts):
    table = exact(rows_of(counts))
    found, published = protected(table)
    system, unknowns = published.system()
    for row, masks in enumerate(found.cells):
        for code in range(len(masks)):
            if 0 < table.rows[row][code] < K and not found.closed[row]:
                unknown = unknowns[row][code]
                system.least[unknown], system.most[unknown] = 1, K - 1
    attacker = Attacker(system)
    for row, masks in enumerate(found.cells):
        for code, mask in enumerate(masks):
            if mask and not table.small[0] and (row, code) not in known_zeros(table, found):
                assert attacker.is_wide(unknowns[row][code], 2)


@settings(max_examples=100)
@given(parts())
def test_no_count_of_one_to_four_is_shown(counts):
    _, published = protected(exact(rows_of(counts)))
    assert not {1, 2, 3, 4}.intersection(n for row in published.rows for n in row if n is not None)


@settings(max_examples=100)
@given(parts())
def test_nought_of_a_sensitive_column_is_not_shown(counts):
    _, published = protected(exact(rows_of(counts), hides_zero=True))
    assert 0 not in {n for row in published.rows for n in row}


@pytest.mark.parametrize("k", [3, 11])
def test_another_threshold_asks_for_as_many_values(k):
    table = exact(((30, 14, 3, 2),), k=k)
    _, published = protected(replace(table, k=k))
    assert all(known.width >= k for known in known_cells(published, k))
