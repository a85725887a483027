"""Databases: what every connection promises."""

import sqlite3
import threading

import pytest
from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from surveyapp.storage.answers_tables import grant
from surveyapp.storage.database import (
    ANSWERS,
    CONTACTS,
    SQLITE_SETTINGS,
    UnsafeDatabase,
    connected,
    db,
    insert_once,
    make_durable,
    reading,
    set_and_read_back,
    writing,
)

ROW = {"locator": b"l" * 16, "blob": b"sealed"}


def insert_twice():
    with writing(ANSWERS) as transaction:
        transaction.execute(insert(grant).values(ROW))
        transaction.execute(insert(grant).values(ROW))


def setting(connection, name):
    return connection.execute(text(f"PRAGMA {name}")).scalar()


@pytest.mark.parametrize("bind", [CONTACTS, ANSWERS])
@pytest.mark.parametrize("name", SQLITE_SETTINGS)
def test_every_pooled_connection_keeps_its_settings(database, bind, name):
    pooled = [db.engines[bind].connect() for _ in range(5)]
    kept = [setting(each, name) for each in pooled]
    for each in pooled:
        each.close()
    assert kept == [SQLITE_SETTINGS[name][1]] * 5


def test_a_connection_without_write_ahead_log_is_refused():
    # A database in memory has none.
    with sqlite3.connect(":memory:") as plain, pytest.raises(UnsafeDatabase, match="journal_mode"):
        set_and_read_back(plain)


def test_a_block_that_fails_writes_nothing(database):
    with pytest.raises(IntegrityError):
        insert_twice()
    with reading(ANSWERS) as transaction:
        assert transaction.execute(select(grant)).first() is None


def test_the_second_insert_of_a_key_changes_nothing(database):
    with writing(ANSWERS) as transaction:
        done = [insert_once(transaction, grant, {**ROW, "blob": blob}) for blob in (b"1", b"2")]
        kept = transaction.execute(select(grant.c.blob)).scalar()
    assert (done, kept) == ([True, False], b"1")


def test_two_writers_wait_for_each_other(database):
    order = []

    def write_later(engine):
        with engine.connect().execution_options(writes=True) as other, other.begin():
            order.append("second")

    with writing(ANSWERS):
        second = threading.Thread(target=write_later, args=[db.engines[ANSWERS]])
        second.start()
        second.join(timeout=0.2)
        order.append("first")
    second.join()
    assert order == ["first", "second"]


def test_a_reader_is_not_kept_waiting_by_a_writer(database):
    with writing(ANSWERS) as transaction:
        transaction.execute(insert(grant).values(ROW))
        with reading(ANSWERS) as other:
            assert other.execute(select(grant)).first() is None


def test_a_read_only_file_refuses_to_be_written(instance):
    url = instance.answers_url.replace("sqlite:///", "sqlite:///file:") + "?mode=ro&uri=true"
    engine = create_engine(url)
    make_durable(engine)
    with pytest.raises(OperationalError), engine.connect() as connection:
        connection.execute(insert(grant).values(ROW))
    engine.dispose()


def test_the_files_are_let_go_at_the_end_of_a_command(instance):
    with connected(instance):
        engine = db.engines[ANSWERS]
        with engine.connect():
            pass
    assert engine.pool.checkedin() == 0
