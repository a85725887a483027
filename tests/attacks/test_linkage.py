"""Who has every byte links nobody; the same attacks on a store that keeps an order link everybody.

A few runs here; ``make test-slow`` runs two hundred.
"""

import os
import shutil

import pytest

from surveyapp.study import mixing
from tests.attacks.linkage import (
    ATTACKS,
    EVERY,
    N,
    draft_lengths,
    hits,
    most_by_chance,
    readable,
    sealed_lengths,
    sent_and_mixed,
    sent_long_and_short,
    stored_when_sent,
)
from tests.study.conftest import made_empty
from tests.study.waves import copy_of

__all__ = ["made_empty"]

RUNS = int(os.environ.get("SURVEYAPP_LINKAGE_RUNS", "4"))


@pytest.fixture(scope="module")
def home(made_empty):
    """The home of a study whose wave is open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made_empty)
        yield made_empty


def trails(home, folder, act, n=RUNS):
    """One after the other; that of the run before is gone from the disk, for all are many GiB."""
    for run in range(n):
        shutil.rmtree(folder / f"run{run - 1}", ignore_errors=True)
        place = folder / f"run{run}"
        place.mkdir()
        yield act(copy_of(home, place), place / "copies")


def tally(trails, attacks, truth=lambda words: words):
    """Name of an attack -> (guesses, right ones) over all trails."""
    counts = {attack.__name__: (0, 0) for attack in attacks}
    for words, trail in trails:
        for attack in attacks:
            guess, (n, right) = attack(trail), counts[attack.__name__]
            counts[attack.__name__] = n + len(guess), right + hits(guess, truth(words))
    return counts


@pytest.mark.slow
@pytest.mark.parametrize("is_killed", [False, True], ids=["whole", "killed before it is rewritten"])
def test_what_is_mixed_is_linked_no_better_than_by_chance(home, tmp_path, monkeypatch, is_killed):
    if is_killed:
        monkeypatch.setattr(mixing, "rewrite", lambda _bind: False)
    found = tally(trails(home, tmp_path, sent_and_mixed), ATTACKS)
    for name, (n, right) in found.items():
        assert n == RUNS * (N - N % EVERY)
        assert right <= most_by_chance(n), name


def test_what_waits_can_be_read_in_no_copy(home, tmp_path):
    ((words, trail),) = trails(home, tmp_path, sent_and_mixed, 1)
    for place, n_sent in trail.copies:
        n_mixed = len(readable(place, words))
        assert n_mixed % EVERY == 0
        assert n_sent - n_mixed <= EVERY


@pytest.mark.slow
def test_a_store_that_keeps_what_is_sent_at_once_falls_to_the_same_attacks(home, tmp_path):
    ((words, trail),) = trails(home, tmp_path, stored_when_sent, 1)
    for attack in ATTACKS:
        assert hits(attack(trail), words) >= 0.95 * N, attack.__name__


def test_nothing_of_what_was_sent_differs_in_length(home, tmp_path):
    """An old copy cannot be matched with answers by how long they are, nor can the drafts' copies.

    Beside the copy of what was sent a draft has here one short row only, its index.
    """
    ((_texts, trail),) = trails(home, tmp_path, sent_long_and_short, 1)
    places = [place for place, _n in trail.copies]
    assert len({length for place in places for length in sealed_lengths(place)}) == 1
    assert {frozenset(draft_lengths(place)) for place in places} == {
        frozenset(draft_lengths(places[0]))
    }
