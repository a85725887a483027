"""Soundness: whether an instance can be worked on, and if not, what is wrong and the way out.

Every command asks here before it touches a database, and the server before it answers anybody.
"""

import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, String, column, create_engine, inspect, select, table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from surveyapp.instance import (
    CONFIG,
    DEMO,
    MADE_BY_USE,
    SECRETS,
    Instance,
    InstanceUnsafe,
    load_instance,
    parts_of,
)
from surveyapp.settings.lost_part import missing_words
from surveyapp.settings.settings_file import DESK
from surveyapp.storage.answers_tables import wave
from surveyapp.storage.database import ANSWERS, CONTACTS, only_existing
from surveyapp.storage.failure import FailureKind, failure_of
from surveyapp.storage.revisions import revisions
from surveyapp.storage.schema import tables_of
from surveyapp.storage.waves import wave_of

VERSION_TABLE = "alembic_version"
BACKUP = "Stop the server, move the folder aside as it is, and put it back from a backup."
STRANGE = "it is damaged, or the database of something else"
FAILURE_WORDS: Mapping[FailureKind, str] = {
    FailureKind.FULL: "The disk is full. Make room and run it again; nothing was half done.",
    FailureKind.LOCKED: "Another program writes to the databases. Run it again when it is done.",
    FailureKind.READ_ONLY: (
        "The databases cannot be written to. Check that the folder and its files belong to the"
        " account that runs surveyapp, and that the disk is not mounted read-only."
    ),
    FailureKind.BROKEN_DISK: (
        "The disk did not read or write. Check the disk and its free space before anything else."
    ),
    FailureKind.DAMAGED: f"A database is damaged. {BACKUP}",
    FailureKind.MISSING: "A database cannot be opened. Check that it is there and readable.",
    FailureKind.REPLACED: "Another file lies where a database was. Look at it, and run it again.",
}


class InstanceUnsound(InstanceUnsafe):
    """A part of the instance is missing, damaged, of another version or open to others."""


def sound_instance(path: Path, *, is_thorough: bool = False) -> Instance:
    """The instance of a directory, when it can be worked on as it is.

    is_thorough: every page of the databases is looked at. Raises InstanceMissing, InstanceUnsafe
    with the way out, OSError.
    """
    instance = load_instance(path)
    check_files(instance)
    revisions = {bind: _revision_of(instance, bind) for bind in (CONTACTS, ANSWERS)}
    for bind, revision in revisions.items():
        _check_revision(instance, bind, revision)
        _check_content(instance, bind, is_thorough=is_thorough)
    return instance


def check_files(instance: Instance) -> None:
    """Database files are there and not empty beside full ones, and everything is the owner's only.

    Raises InstanceUnsound, OSError.
    """
    files = [path for path in map(_file_of, _urls(instance).values()) if path is not None]
    for file in files:
        if not file.exists():
            raise InstanceUnsound(missing_words(file.parent, file.name))
    empty = [file for file in files if file.stat().st_size == 0]
    used = sorted(parts_of(instance.path) & MADE_BY_USE)
    if empty and (used or len(empty) < len(files)):
        beside = f"{used[0]} is there" if used else "the other database is not"
        raise InstanceUnsound(
            f"{empty[0]} is empty, while {beside}. {BACKUP} If nothing was ever"
            f" answered here, move {instance.path} away and run: surveyapp init"
        )
    _check_modes(instance, files)


def check_upgradable(instance: Instance) -> None:
    """Whether `init` may bring the databases up to date. Raises InstanceUnsound, OSError."""
    check_files(instance)
    for bind in (CONTACTS, ANSWERS):
        revision = _revision_of(instance, bind)
        if revision is not None and revision not in revisions(bind):
            _check_revision(instance, bind, revision)


def failure_words(error: BaseException) -> str | None:
    """What to do about a failure of disk or database; None when it is something else."""
    kind = failure_of(error)
    return FAILURE_WORDS[kind] if kind else None


def _urls(instance: Instance) -> dict[str, str]:
    return {CONTACTS: instance.contacts_url, ANSWERS: instance.answers_url}


def _file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for a server. Raises InstanceUnsound."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError) as problem:
        raise InstanceUnsound(f"{url!r} in {CONFIG} is no address of a database.") from problem
    if parts.get_backend_name() != "sqlite":
        return None
    if parts.database in (None, "", ":memory:"):
        raise InstanceUnsound(f"{url!r} in {CONFIG} names no file; what is saved would be lost.")
    return Path(str(parts.database))


def _check_modes(instance: Instance, databases: list[Path]) -> None:
    path, keys = instance.path, instance.keys
    beside = [file.with_name(f"{file.name}-{end}") for file in databases for end in ("wal", "shm")]
    written = [path / each for each in (CONFIG, SECRETS, DEMO, DESK)]
    files = [*written, *databases, *beside, *_content_of(keys)]
    folders = [each for each in (path, keys) if each.exists()]
    wanted = [*((folder, "700") for folder in folders), *((f, "600") for f in files if f.exists())]
    for each, mode in wanted:
        if each.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise InstanceUnsound(
                f"{each} can be read or written by others. Mend it with: chmod {mode} {each}"
            )


def _content_of(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


@contextmanager
def _opened(instance: Instance, bind: str) -> Iterator[Connection]:
    """A connection that changes nothing. Raises InstanceUnsound in words."""
    url = _urls(instance)[bind]
    try:
        engine = create_engine(only_existing(url), poolclass=NullPool)
        with engine.connect() as connection:
            yield connection
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as problem:
        raise InstanceUnsound(f"{url!r} in {CONFIG} is no address of a database.") from problem
    except DatabaseError as problem:
        raise InstanceUnsound(f"{_name(url)}: {_words_for(problem)}") from problem


def _words_for(problem: DatabaseError) -> str:
    kind = failure_of(problem)
    if kind is FailureKind.DAMAGED:
        return f"it is damaged, or no database at all. {BACKUP}"
    return FAILURE_WORDS[kind] if kind else f"it cannot be used ({problem.orig}). {BACKUP}"


def _revision_of(instance: Instance, bind: str) -> str | None:
    """Where the database is in its migrations; None for an empty one. Raises InstanceUnsound."""
    with _opened(instance, bind) as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        found: Sequence[str | None] = ()
        if VERSION_TABLE in tables:
            query = select(column("version_num", String)).select_from(table(VERSION_TABLE))
            found = connection.execute(query).scalars().all()
    return _the_revision(_name(_urls(instance)[bind]), found, _foreign(bind) & set(tables))


def _foreign(bind: str) -> set[str]:
    """The tables of the other database."""
    other = ANSWERS if bind == CONTACTS else CONTACTS
    return {each.name for each in tables_of(other)}


def _the_revision(name: str, found: Sequence[str | None], foreign: set[str]) -> str:
    """The only one of a database that is what its name says. Raises InstanceUnsound."""
    if not found or found[0] is None:
        raise InstanceUnsound(
            f"{name} was not made by surveyapp, for it has other tables and no revision. Put the"
            " right file back from a backup."
        )
    if len(found) > 1 or foreign:
        why = f"the tables {', '.join(sorted(foreign))}" if foreign else "several revisions"
        raise InstanceUnsound(f"{name} has {why}: {STRANGE}. {BACKUP}")
    return found[0]


def _check_revision(instance: Instance, bind: str, revision: str | None) -> None:
    known, name = revisions(bind), _name(_urls(instance)[bind])
    if revision is None:
        raise InstanceUnsound(f"{name} is empty. Make its tables with: surveyapp init")
    if revision not in known:
        raise InstanceUnsound(
            f"{name} is at revision {revision}, which this version of surveyapp does not know; a"
            f" newer one wrote it. Install that version again, or put back the backup from before."
        )
    if revision != known[0]:
        raise InstanceUnsound(
            f"{name} is at revision {revision}, older than {known[0]}. Make a backup, then bring it"
            " up to date with: surveyapp init"
        )


def _are_readable(connection: Connection) -> bool:
    """Whether every row is a wave; not where something else wrote into the database."""
    try:
        for row in connection.execute(select(wave)):
            wave_of(row)
    except (TypeError, ValueError):
        return False
    return True


def _check_content(instance: Instance, bind: str, *, is_thorough: bool) -> None:
    name = _name(_urls(instance)[bind])
    with _opened(instance, bind) as connection:
        lacking = _lacking(connection, bind)
        if lacking:
            raise InstanceUnsound(f"{name} lacks {lacking}: {STRANGE}. {BACKUP}")
        if bind == ANSWERS and not _are_readable(connection):
            raise InstanceUnsound(
                f"{name} holds a wave that cannot be read, as if something else wrote it. {BACKUP}"
            )
        if is_thorough and connection.dialect.name == "sqlite":
            (found,) = connection.exec_driver_sql("PRAGMA quick_check(1)").one()
            if found != "ok":
                raise InstanceUnsound(f"{name} is damaged. {BACKUP}")


def _lacking(connection: Connection, bind: str) -> str:
    """Tables and columns that are not there, in words; "" when all are."""
    inspector, wanted = inspect(connection), tables_of(bind)
    there = set(inspector.get_table_names())
    tables = sorted(each.name for each in wanted if each.name not in there)
    if tables:
        return f"the tables {', '.join(tables)}"
    columns: list[str] = []
    for each in wanted:
        held = {column["name"] for column in inspector.get_columns(each.name)}
        wanted_columns = {one.name for one in each.columns}
        columns += [f"{each.name}.{name}" for name in sorted(wanted_columns - held)]
    return f"the columns {', '.join(columns)}" if columns else ""


def _name(url: str) -> str:
    """A database in words; never its password."""
    file = _file_of(url)
    return str(file) if file else make_url(url).render_as_string(hide_password=True)
