"""Failure: what keeps a database from reading or writing, named by kind and never by content."""

import errno
import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as NoConnectionFree


class FailureKind(StrEnum):
    """Why a database did not do what was asked, in the words of a log."""

    FULL = "the disk is full"
    LOCKED = "the database is locked"
    READ_ONLY = "the database cannot be written to"
    BROKEN_DISK = "the disk does not read or write"
    DAMAGED = "the database is damaged"
    MISSING = "the database cannot be opened"
    REPLACED = "another file lies where the database was: restart the server"


# SQLite's primary codes (sqlite.org/rescode.html).
_BY_CODE = {
    sqlite3.SQLITE_FULL: FailureKind.FULL,
    sqlite3.SQLITE_BUSY: FailureKind.LOCKED,
    sqlite3.SQLITE_LOCKED: FailureKind.LOCKED,
    sqlite3.SQLITE_READONLY: FailureKind.READ_ONLY,
    sqlite3.SQLITE_PERM: FailureKind.READ_ONLY,
    sqlite3.SQLITE_IOERR: FailureKind.BROKEN_DISK,
    sqlite3.SQLITE_CORRUPT: FailureKind.DAMAGED,
    sqlite3.SQLITE_NOTADB: FailureKind.DAMAGED,
    sqlite3.SQLITE_CANTOPEN: FailureKind.MISSING,
}
# PostgreSQL says no number of SQLite's; its words, and those of a driver that gives no number.
_BY_WORDS = {
    "is full": FailureKind.FULL,
    "no space left": FailureKind.FULL,
    "is locked": FailureKind.LOCKED,
    "lock timeout": FailureKind.LOCKED,
    "deadlock": FailureKind.LOCKED,
    "readonly": FailureKind.READ_ONLY,
    "read-only": FailureKind.READ_ONLY,
    "i/o error": FailureKind.BROKEN_DISK,
    "malformed": FailureKind.DAMAGED,
    "not a database": FailureKind.DAMAGED,
    "unable to open": FailureKind.MISSING,
    "was replaced": FailureKind.REPLACED,
    "connection": FailureKind.MISSING,
}
_BY_NUMBER = {
    errno.ENOSPC: FailureKind.FULL,
    errno.EDQUOT: FailureKind.FULL,
    errno.EFBIG: FailureKind.FULL,
    errno.EROFS: FailureKind.READ_ONLY,
    errno.EACCES: FailureKind.READ_ONLY,
    errno.EPERM: FailureKind.READ_ONLY,
    errno.EIO: FailureKind.BROKEN_DISK,
}
_PRIMARY = 0xFF


def failure_of(error: BaseException) -> FailureKind | None:
    """The kind of a failure of disk or database; None when it is something else."""
    if isinstance(error, NoConnectionFree):
        return FailureKind.LOCKED
    if isinstance(error, DatabaseError):
        return _of_driver(error.orig) if error.orig is not None else None
    if isinstance(error, sqlite3.DatabaseError):
        return _of_driver(error)
    if isinstance(error, OSError):
        return _BY_NUMBER.get(error.errno or 0)
    return None


def _of_driver(error: BaseException) -> FailureKind | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _BY_CODE.get(code & _PRIMARY)
    words = str(error).casefold()
    return next((kind for part, kind in _BY_WORDS.items() if part in words), None)
