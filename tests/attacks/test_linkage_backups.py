"""One stolen key and every backup link no institution with its answers; both keys link all."""

from itertools import count
from types import SimpleNamespace

import pytest

from surveyapp.storage import responses
from surveyapp.study import mixing
from tests.attacks.linkage import EVERY, N, hits, most_by_chance, readable
from tests.attacks.linkage_backups import (
    invited_and_mixed,
    with_both_keys,
    with_flag_key,
    with_order_of_sending,
    with_study_key,
)
from tests.attacks.test_linkage import RUNS, home, tally, trails
from tests.study.conftest import made_empty

__all__ = ["home", "made_empty"]
N_MIXED = N - N % EVERY


@pytest.fixture(scope="module")
def found(home, tmp_path_factory):
    """(answers, backups) of one study."""
    (found,) = trails(home, tmp_path_factory.mktemp("backups"), invited_and_mixed, 1)
    return found


@pytest.mark.slow
def test_one_key_and_all_backups_link_no_better_than_by_chance(home, tmp_path):
    attacks = [with_flag_key, with_order_of_sending, with_study_key]
    counts = tally(trails(home, tmp_path, invited_and_mixed), attacks)
    for name, (n, right) in counts.items():
        assert n == RUNS * N_MIXED
        assert right <= most_by_chance(n), name


def test_ids_that_count_up_in_the_order_of_the_pool_fall_to_who_opens_flags(
    home, tmp_path, monkeypatch
):
    """What the first attack is: with such ids it finds everybody."""
    number, due = count(), mixing.due
    counting = SimpleNamespace(token_bytes=lambda n_bytes: next(number).to_bytes(n_bytes))
    monkeypatch.setattr(responses, "secrets", counting)
    monkeypatch.setattr(mixing, "due", lambda *given: sorted(due(*given)))
    ((words, backups),) = trails(home, tmp_path, invited_and_mixed, 1)
    assert hits(with_flag_key(backups), words) == N_MIXED


def test_both_keys_and_a_backup_from_before_the_mixing_link_everybody(found):
    """It is said in the limits; what the attacks above lack is the other key."""
    words, backups = found
    assert with_both_keys(backups) == words


def test_no_name_on_the_list_and_no_word_that_waits_is_in_the_database_of_answers(found):
    words, backups = found
    for place in backups.copies:
        n_mixed = len(readable(place, words.values()))
        assert n_mixed % EVERY == 0
        assert readable(place, ["Institution"]) == []
        assert readable(place, [each.hex() for each in words]) == []
