"""Database: two databases that share no key, and what every connection must promise.

SQLite runs in WAL with ``synchronous=FULL``: whatever a page called saved survives a crash. The
settings are read back on every connection, because a silent refusal would break the promise.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from surveyapp.instance import Instance

CONTACTS, ANSWERS = "contacts", "answers"
BUSY_MILLISECONDS = 5000
# Setting -> what reading it back must give.
SQLITE_SETTINGS = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
_WRITTEN_AS = {"synchronous": "FULL"}

db = SQLAlchemy(session_options={"expire_on_commit": False})


class UnsafeDatabase(RuntimeError):
    """A connection does not keep what was set, so that saved answers might be lost."""


def configure(app: Flask, instance: Instance) -> None:
    """Binds the two databases of an instance to an application."""
    app.config["SQLALCHEMY_BINDS"] = {
        CONTACTS: instance.contacts_url,
        ANSWERS: instance.answers_url,
    }
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            make_durable(engine)


@contextmanager
def connected(instance: Instance) -> Iterator[None]:
    """The databases for a command on the terminal."""
    app = Flask("surveyapp.storage")
    configure(app, instance)
    with app.app_context():
        yield


def make_durable(engine: Engine) -> None:
    """Sets and reads back what SQLite must keep; PostgreSQL keeps it by itself."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_and_read_back)
        event.listen(engine, "begin", _take_the_write_lock)


def _set_and_read_back(connection: DBAPIConnection, _record: object) -> None:
    sqlite: Any = connection
    sqlite.isolation_level = None  # we begin transactions ourselves
    cursor = sqlite.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    for name, wanted in SQLITE_SETTINGS.items():
        cursor.execute(f"PRAGMA {name}={_WRITTEN_AS.get(name, wanted)}")
        kept = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if kept != wanted:
            raise UnsafeDatabase(f"PRAGMA {name} is {kept!r}, not {wanted!r}")
    cursor.close()


def _take_the_write_lock(connection: Any) -> None:
    """Deferred for reading; a write takes its lock at once and waits for it, see `writing`."""
    is_write = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


@contextmanager
def writing(bind: str) -> Iterator[Any]:
    """One transaction that writes; committed, and on disk, when the block ends."""
    connection = db.engines[bind].connect().execution_options(writes=True)
    with connection, connection.begin():
        yield connection


@contextmanager
def reading(bind: str) -> Iterator[Any]:
    """One transaction that reads."""
    with db.engines[bind].connect() as connection, connection.begin():
        yield connection
