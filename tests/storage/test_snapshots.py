"""Snapshots: made once however many ask, whole or not there, and anew when they are damaged."""

import multiprocessing
import threading

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.storage import snapshots
from surveyapp.storage.database import connected
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import WaveState, move_wave, wave
from tests.storage.submissions import store_many, submission

NAME = "service_provision"
AT_ONCE = 8


@pytest.fixture
def frozen(new_open_wave, database):
    """A frozen wave with some answers, in an instance of its own."""
    new_open_wave("spring")
    store_many(submission(answers={"sector": kind}) for kind in ("ngo", "ngo", "authority") * 9)
    move_wave("spring", WaveState.CLOSED)
    move_wave("spring", WaveState.FROZEN)
    return database


def files(instance):
    return {path.name: path.stat().st_ino for path in instance.snapshots.glob("*.parquet")}


def take(instance):
    with connected(instance):
        return snapshot_of_wave(instance, wave("spring"), load_release(NAME))


def all_at_once(start_one):
    made = [start_one() for _ in range(AT_ONCE)]
    for each in made:
        each.start()
    for each in made:
        each.join()
    return made


def test_threads_that_ask_at_once_get_one_snapshot_made_once(frozen, monkeypatch):
    writings, taken = [], []
    write = snapshots.write_snapshot

    def counted(*arguments):
        writings.append(1)
        return write(*arguments)

    monkeypatch.setattr(snapshots, "write_snapshot", counted)
    all_at_once(lambda: threading.Thread(target=lambda: taken.append(take(frozen))))
    assert len(writings) == 1
    assert len({each.source for each in taken}) == 1
    assert len(taken) == AT_ONCE


def test_processes_that_ask_at_once_all_succeed(frozen):
    forked = multiprocessing.get_context("spawn")
    made = [forked.Process(target=take, args=(frozen,)) for _ in range(3)]
    for each in made:
        each.start()
    for each in made:
        each.join()
    assert [each.exitcode for each in made] == [0, 0, 0]
    assert len(files(frozen)) == 1


@pytest.mark.parametrize("damage", [b"", b"PAR1 nonsense PAR1", None], ids=["empty", "text", "bit"])
def test_what_cannot_be_read_is_made_anew(frozen, damage):
    made = take(frozen)
    held = bytearray(made.source.read_bytes())
    held[len(held) // 3] ^= 0x01
    made.source.write_bytes(held if damage is None else damage)
    again = take(frozen)
    assert (again.sha256, again.n_responses) == (made.sha256, made.n_responses)
    assert again.source.read_bytes() != held


def test_what_a_crash_left_unfinished_is_removed(frozen):
    made = take(frozen)
    left = made.source.with_suffix(".0123456789abcdef.unfinished")
    made.source.rename(left)
    take(frozen)
    assert not left.exists()
    assert len(files(frozen)) == 1


def test_a_snapshot_is_not_made_again_while_nothing_changes(frozen):
    take(frozen)
    before = files(frozen)
    take(frozen)
    assert files(frozen) == before


def test_only_the_owner_may_read_what_lies_beside_the_answers(frozen):
    take(frozen)
    assert {path.stat().st_mode & 0o077 for path in frozen.snapshots.rglob("*")} == {0}
