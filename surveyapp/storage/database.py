"""Database: two databases that share no key, and what every connection must promise.

SQLite runs in WAL with ``synchronous=FULL``: whatever a page called saved survives a crash. The
settings are read back on every connection, because a silent refusal would break the promise.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError
from typing import cast
from urllib.parse import quote

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, Insert, Table, event, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

from surveyapp.instance import Instance
from surveyapp.storage.database_file import DatabaseFile, database_file
from surveyapp.storage.turns import Turns

CONTACTS, ANSWERS = "contacts", "answers"
BUSY_MILLISECONDS, BRIEF_SECONDS = 5000, 0.25
# Setting -> (as it is written, what reading it back must give).
SQLITE_SETTINGS: Mapping[str, tuple[str, str | int]] = {
    "busy_timeout": (str(BUSY_MILLISECONDS), BUSY_MILLISECONDS),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "secure_delete": ("ON", 1),
    "foreign_keys": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "cache_size": ("-256", -256),  # KiB; each thread has two, and the system keeps the file
}

FILES = "surveyapp_database_files"
DatabaseFiles = dict[str, DatabaseFile]
"""Of the databases that have one; an application keeps them as its extension `FILES`."""

db = SQLAlchemy()
_turns: dict[str, Turns] = {}
"""Made when the first instance is bound: before a server forks, for all its processes."""


class UnsafeDatabase(RuntimeError):
    """A connection does not keep what was set, so that saved answers might be lost."""


def configure(app: Flask, instance: Instance) -> None:
    """Binds the two databases of an instance to an application."""
    app.config["SQLALCHEMY_BINDS"] = {
        CONTACTS: only_existing(instance.contacts_url),
        ANSWERS: only_existing(instance.answers_url),
    }
    db.init_app(app)
    for bind in (CONTACTS, ANSWERS):
        _turns.setdefault(bind, Turns())
    files: DatabaseFiles = app.extensions.setdefault(FILES, {})
    with app.app_context():
        for name, engine in db.engines.items():
            file = database_file(engine.url)
            if name is not None and file is not None:
                files[name] = file
                event.listen(engine, "begin", partial(_look, files, name))
            make_durable(engine)


def same_files(known: Flask, made: Flask) -> None:
    """Lets an application work on the files alone that lay there when another one was made."""
    made.extensions[FILES].update(known.extensions[FILES])


def only_existing(url: str) -> URL:
    """The address under which SQLite opens a file that is there and never makes an empty one."""
    parts = make_url(url)
    is_plain_file = parts.get_backend_name() == "sqlite" and "uri" not in parts.query
    if not is_plain_file or not parts.database or parts.database == ":memory:":
        return parts
    name = f"file:{quote(str(Path(parts.database).absolute()))}"
    return parts.set(database=name).update_query_dict({"mode": "rw", "uri": "true"})


@contextmanager
def connected(instance: Instance) -> Iterator[None]:
    """The databases for a command on the terminal; closed again at its end.

    The application has no address, not even Flask's own for files: Werkzeug compiles an address
    with ``ast``, which CPython 3.11 cannot do safely in several threads (gh-106905).
    """
    app = Flask("surveyapp.storage", static_folder=None)
    configure(app, instance)
    with app.app_context():
        try:
            yield
        finally:
            for engine in db.engines.values():
                engine.dispose()


def make_durable(engine: Engine) -> None:
    """Sets and reads back what SQLite must keep; PostgreSQL keeps it by itself."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_and_read_back)
        event.listen(engine, "begin", _begin)


def set_and_read_back(connection: DBAPIConnection, _record: object = None) -> None:
    """Makes one connection durable. Raises UnsafeDatabase when a setting is not kept."""
    # SQLAlchemy calls it with the connection of whatever driver it uses; this one is sqlite3's.
    plain = cast("SqliteConnection", connection)
    plain.isolation_level = None  # `_begin` begins, not the driver
    for name, (written, wanted) in SQLITE_SETTINGS.items():
        plain.execute(f"PRAGMA {name}={written}")
        (kept,) = plain.execute(f"PRAGMA {name}").fetchone()
        if kept != wanted:
            raise UnsafeDatabase(f"PRAGMA {name} is {kept!r}, not {wanted!r}")


@contextmanager
def writing(bind: str) -> Iterator[Connection]:
    """One transaction that writes; committed, and on disk, when the block ends.

    SQLite has one writer: those of one server take turns, and few of them wait for long. Raises
    OperationalError (locked) when it did not come to its turn.
    """
    engine = db.engines[bind]
    is_sqlite = engine.dialect.name == "sqlite"
    with _turns[bind].taken() if is_sqlite else nullcontext(_nothing) as began:
        connection = engine.connect().execution_options(writes=True)
        with connection, connection.begin():
            began()
            yield connection


@contextmanager
def writing_at_once(bind: str, seconds: float = BRIEF_SECONDS) -> Iterator[Connection]:
    """The same for what can be written later too, where nobody may be kept waiting.

    seconds: how long it waits for SQLite's other writers at most; it takes no turn, for that may
    take longer.
    """
    milliseconds = round(seconds * 1000)
    connection = db.engines[bind].connect()
    options = {"writes": True, "busy_milliseconds": milliseconds}
    with connection.execution_options(**options), connection.begin():
        yield connection


@contextmanager
def rewriting(bind: str) -> Iterator[Connection]:
    """A connection to SQLite outside of any transaction, when it is its turn to write."""
    with _turns[bind].taken() as began, db.engines[bind].connect() as connection:
        began()
        yield connection.execution_options(rewrites=True)


@contextmanager
def reading(bind: str) -> Iterator[Connection]:
    """One transaction that reads."""
    with db.engines[bind].connect() as connection, connection.begin():
        yield connection


def insert_once(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Inserts a row unless one of its keys is there already; whether it was inserted."""
    return connection.execute(_insert_into(table, connection.dialect.name), row).rowcount == 1


@cache
def _insert_into(table: Table, dialect: str) -> Insert:
    """Built once for each table. Without the option PostgreSQL's count is lost on the way."""
    statement: Insert = (
        import_module(f"sqlalchemy.dialects.{dialect}").insert(table).on_conflict_do_nothing()
    )
    return statement.execution_options(preserve_rowcount=True)


def lock(connection: Connection, key: bytes) -> None:
    """Until the transaction ends nobody else locks this key; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(key[:8], signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def _nothing() -> None:
    """Who writes to PostgreSQL waits for nobody's turn."""


def _look(files: DatabaseFiles, bind: str, _connection: Connection) -> None:
    """Before a transaction: the file must still be there. Raises OperationalError."""
    try:
        files[bind].check()
    except SqliteError as error:
        raise DBAPIError.instance(None, None, error, SqliteError) from error


def _begin(connection: Connection) -> None:
    """Deferred for reading; a write takes its lock at once and waits for it, see `writing`."""
    options = connection.get_execution_options()
    if not options.get("rewrites", False):
        # The driver's own, for SQLAlchemy's way to say it takes longer than many a query.
        plain = cast("SqliteConnection", connection.connection.dbapi_connection)
        begin = "BEGIN IMMEDIATE" if options.get("writes") else "BEGIN"
        try:
            with _waiting(plain, options.get("busy_milliseconds", BUSY_MILLISECONDS)):
                plain.execute(begin)
        except SqliteError as error:
            raise DBAPIError.instance(begin, None, error, SqliteError) from error


@contextmanager
def _waiting(plain: SqliteConnection, milliseconds: int) -> Iterator[None]:
    """Waits for another writer no longer than that, and afterwards as long as before."""
    if milliseconds >= BUSY_MILLISECONDS:
        yield
        return
    (before,) = plain.execute("PRAGMA busy_timeout").fetchone()
    plain.execute(f"PRAGMA busy_timeout={milliseconds}")
    try:
        yield
    finally:
        plain.execute(f"PRAGMA busy_timeout={before}")
