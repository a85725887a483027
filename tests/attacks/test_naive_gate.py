"""The attack works: it breaks a gate that hides small cells only."""

import random

from surveyapp.analysis.disclosure.attack import Interval
from surveyapp.analysis.disclosure.published import known_cells
from tests.attacks.naive import naively_hidden
from tests.attacks.tables import K, exact, known_zeros, protected, rows_of


def recovered(table, gate):
    """Cells of one to four that the published figures give away exactly."""
    _, published = gate(table)
    return {
        (known.row, known.code): known.interval.least
        for known in known_cells(published, K)
        if known.interval.width == 1 and 0 < known.interval.least < K
    }


def is_broken(table, gate):
    found, published = gate(table)
    return any(
        known.width < K
        for known in known_cells(published, K)
        if (known.row, known.code) not in known_zeros(table, found)
    )


def random_tables(number, seed=4):
    """Small studies such as ours: two or three classes, up to six codes, up to 60 institutions."""
    rng = random.Random(seed)
    for _ in range(number):
        n_parts, n_codes = rng.choice([2, 3]), rng.randint(2, 6)
        counts = [[0] * n_codes for _ in range(n_parts)]
        for _ in range(rng.randint(20, 60)):
            counts[min(rng.randrange(4), n_parts - 1)][rng.randrange(n_codes)] += 1
        yield exact(rows_of(counts))


def test_a_planted_small_cell_is_computed_from_a_naive_gate():
    table = exact(rows_of([[12, 9, 3], [8, 7, 6]]))
    assert recovered(table, naively_hidden) == {(1, 2): 3}


def test_a_small_class_is_computed_from_a_naive_gate():
    table = exact(rows_of([[12, 9], [2, 1]]))
    assert recovered(table, naively_hidden) == {(2, 0): 2, (2, 1): 1}


def test_behind_our_gate_a_small_cell_may_be_anything_up_to_the_rest():
    _, published = protected(exact(((3, 20, 9),)))
    assert known_cells(published, K)[0].interval == Interval(0, 12)


def test_most_random_studies_are_broken_behind_a_naive_gate_and_none_behind_ours():
    tables = list(random_tables(150))
    assert sum(is_broken(table, naively_hidden) for table in tables) > 100
    assert not any(is_broken(table, protected) for table in tables)
