"""PostgreSQL's own traces link nobody; the same attacks on rows that are kept as they come do."""

import os

import pytest
from sqlalchemy import create_engine, select, text

from surveyapp.storage.answers_tables import response
from surveyapp.storage.database import ANSWERS, connected, reading
from surveyapp.storage.responses import response_count
from tests.attacks.linkage import EVERY, N, hits, most_by_chance
from tests.attacks.linkage_postgresql import (
    ATTACKS,
    Trail,
    new_instance,
    rows,
    sent_and_mixed,
    stored_when_sent,
    withdrawn_after_a_mixing,
)
from tests.attacks.postgresql import cluster, programs
from tests.reports.small_report import WAVE
from tests.study.conftest import made_empty

__all__ = ["made_empty"]

RUNS = max(1, int(os.environ.get("SURVEYAPP_LINKAGE_RUNS", "4")) // 4)
pytestmark = pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed")


@pytest.fixture(scope="module")
def server():
    """(address, folder) of a server of our own."""
    with cluster() as made:
        yield made


@pytest.fixture
def attacked(server, made_empty, tmp_path, monkeypatch):
    """Lets institutions send to a database of its own: (words, instance, trail)."""
    monkeypatch.chdir(made_empty)
    address, folder = server

    def act(way, number=0):
        database = f"{way.__name__}_{number}"
        engine = create_engine(address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {database}"))
        engine.dispose()
        instance = new_instance(address, tmp_path / database, database)
        trail = Trail(folder, database)
        return way(instance, trail), instance, trail

    return act


@pytest.mark.slow
def test_no_trace_of_postgresql_links_better_than_chance(attacked):
    found = [attacked(sent_and_mixed, number) for number in range(RUNS)]
    for attack in ATTACKS:
        guesses = [(attack(trail), words) for words, _instance, trail in found]
        n = sum(len(guess) for guess, _words in guesses)
        assert n == RUNS * (N - N % EVERY)
        assert sum(hits(*each) for each in guesses) <= most_by_chance(n), attack.__name__


@pytest.mark.slow
def test_rows_that_are_kept_as_they_come_fall_to_the_same_attacks(attacked):
    words, _instance, trail = attacked(stored_when_sent)
    for attack in ATTACKS:
        assert hits(attack(trail), words) >= 0.95 * N, attack.__name__


def test_all_rows_of_a_wave_are_of_one_transaction_and_lie_by_their_random_ids(attacked):
    words, instance, trail = attacked(sent_and_mixed, RUNS)
    with connected(instance), reading(ANSWERS) as connection:
        found = rows()
        classes = connection.execute(select(response.c.split_code)).scalars().all()
    assert len(found) == N - N % EVERY
    assert len({row[2] for row in found}) == 1
    by_chunk = [row[4] for row in sorted(found, key=lambda row: row[3])]
    assert by_chunk == sorted(by_chunk)
    assert min(row[3] for row in found) > 0
    assert {*classes} == {"town"}
    log = (trail.folder / "log").read_text(encoding="utf-8")
    assert not [word for word in words if word in log]


def test_what_is_withdrawn_is_in_no_file_of_a_table(attacked):
    words, instance, trail = attacked(withdrawn_after_a_mixing)
    tables = (trail.folder / "data" / "base").rglob("*")
    held = b"".join(path.read_bytes() for path in sorted(tables) if path.is_file())
    assert [word for word in words if word.encode() in held] == words[1:]
    with connected(instance):
        assert response_count(WAVE) == len(words) - 1
