"""Failures of a database are told apart by kind, as SQLite itself produces them."""

import errno
import os
import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from surveyapp.storage.database import ANSWERS, connected, reading, writing
from surveyapp.storage.failure import FailureKind, failure_of
from surveyapp.storage.turns import Turns
from tests.waiting import LONGEST

AT_ONCE = 0
"""Seconds that a connection waits for a lock."""

WAITERS = 6


def raised(call):
    with pytest.raises(sqlite3.DatabaseError) as caught:
        call()
    return caught.value


def test_a_full_disk_is_told(tmp_path):
    with closing(sqlite3.connect(tmp_path / "full.db")) as plain:
        plain.execute("create table t (x)")
        plain.execute("pragma max_page_count = 2")
        error = raised(lambda: plain.execute("insert into t values (zeroblob(100000))"))
    assert failure_of(error) is FailureKind.FULL


def test_a_lock_is_told(tmp_path):
    path = tmp_path / "locked.db"
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(path, AT_ONCE)) as two:
        one.execute("create table t (x)")
        one.execute("begin immediate")
        error = raised(lambda: two.execute("insert into t values (1)"))
    assert failure_of(error) is FailureKind.LOCKED


def test_a_read_only_database_is_told(tmp_path):
    path = tmp_path / "kept.db"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("create table t (x)")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as plain:
        error = raised(lambda: plain.execute("insert into t values (1)"))
    assert failure_of(error) is FailureKind.READ_ONLY


def test_what_is_no_database_is_told(tmp_path):
    path = tmp_path / "garbage.db"
    path.write_bytes(b"no database at all" * 500)
    with closing(sqlite3.connect(path)) as plain:
        error = raised(lambda: plain.execute("select * from sqlite_master"))
    assert failure_of(error) is FailureKind.DAMAGED


def test_a_page_that_was_destroyed_is_told(tmp_path):
    path = tmp_path / "torn.db"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("create table t (x)")
        plain.executemany("insert into t values (?)", [(os.urandom(900),)] * 50)
        plain.commit()
    held = bytearray(path.read_bytes())
    held[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    path.write_bytes(held)
    with closing(sqlite3.connect(path)) as plain:
        error = raised(lambda: plain.execute("select sum(length(x)) from t").fetchall())
    assert failure_of(error) is FailureKind.DAMAGED


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, FailureKind.FULL),
        (errno.EROFS, FailureKind.READ_ONLY),
        (errno.EIO, FailureKind.BROKEN_DISK),
        (errno.EPIPE, None),
    ],
)
def test_a_file_that_cannot_be_written_is_told(number, kind):
    assert failure_of(OSError(number, "")) is kind


def test_a_mistake_in_the_program_is_no_failure_of_the_disk():
    wrong = sqlite3.OperationalError("no such table: t")
    wrong.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert failure_of(OperationalError("", None, wrong)) is None
    assert failure_of(ValueError("x")) is None


def test_a_pool_without_a_free_connection_is_as_good_as_a_lock():
    assert failure_of(NoConnectionFree()) is FailureKind.LOCKED


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("could not extend file: No space left on device", FailureKind.FULL),
        ("deadlock detected", FailureKind.LOCKED),
        ("cannot execute INSERT in a read-only transaction", FailureKind.READ_ONLY),
        ("connection refused", FailureKind.MISSING),
        ("syntax error", None),
    ],
)
def test_a_driver_without_numbers_is_told_by_its_words(words, kind):
    assert failure_of(DatabaseError("", None, Exception(words))) is kind


@pytest.mark.parametrize("act", [reading, writing])
def test_a_database_that_is_missing_is_never_made(instance, act):
    for path in instance.path.glob("answers.db*"):
        path.unlink()
    with connected(instance), pytest.raises(OperationalError) as caught, act(ANSWERS) as connection:
        connection.execute(text("select 1 from wave"))
    assert failure_of(caught.value) is FailureKind.MISSING
    assert not list(instance.path.glob("answers.db*"))


def test_writers_take_turns_and_all_come_to_theirs(monkeypatch):
    monkeypatch.setattr("surveyapp.storage.turns.SHORT_SECONDS", LONGEST)
    monkeypatch.setattr("surveyapp.storage.turns.LONG_SECONDS", LONGEST)
    turns, done = Turns(), []

    def write(number):
        for _ in range(20):
            with turns.taken():
                done.append(number)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WAITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == sorted([*range(WAITERS)] * 20)


class CountedLock:
    """A lock that says each time somebody tries to take it."""

    def __init__(self, tried):
        self._lock, self._tried = threading.Lock(), tried

    def acquire(self, **wait):
        self._tried.release()
        return self._lock.acquire(**wait)

    def release(self):
        self._lock.release()


def test_all_wait_for_a_writer_whose_disk_is_slow(monkeypatch):
    """Whoever has the file ends by itself: nobody is turned away however long the disk takes."""
    monkeypatch.setattr("surveyapp.storage.turns.SHORT_SECONDS", 0.01)
    monkeypatch.setattr("surveyapp.storage.turns.LONG_SECONDS", LONGEST)
    turns, done, tried = Turns(), [], threading.Semaphore(0)
    turns._here = CountedLock(tried)

    def write(number):
        with turns.taken():
            done.append(number)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WAITERS)]
    with turns.taken() as began:
        began()
        for thread in threads:
            thread.start()
        for _ in range(3 * WAITERS):
            assert tried.acquire(timeout=LONGEST)
        assert done == []
    for thread in threads:
        thread.join()
    assert sorted(done) == [*range(WAITERS)]


def test_only_a_few_wait_for_a_writer_that_does_not_end():
    turns, refused, came, kinds = Turns(), threading.Semaphore(0), [], []

    def write(number):
        try:
            with turns.taken():
                came.append(number)
        except OperationalError as error:
            kinds.append(failure_of(error))
            refused.release()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WAITERS)]
    with turns.taken():
        for thread in threads:
            thread.start()
        for _ in range(WAITERS - 2):
            assert refused.acquire(timeout=LONGEST)
    for thread in threads:
        thread.join()
    assert len(came) <= 2
    assert set(kinds) == {FailureKind.LOCKED}
