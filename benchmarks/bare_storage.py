"""Bare storage: drafts and responses of the floor in SQLite, as durable as those of the product."""

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import local

from benchmarks.asked import Answers

SCHEMA = """
CREATE TABLE IF NOT EXISTS draft (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
    draft TEXT NOT NULL REFERENCES draft ON DELETE CASCADE,
    number INTEGER NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (draft, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS response (receipt TEXT PRIMARY KEY, answers TEXT NOT NULL) WITHOUT ROWID;
"""
SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")


class DraftMissing(LookupError):
    """It was sent, or never begun."""


class BareStorage:
    """One file, and one connection for each thread, which stays open."""

    def __init__(self, path: Path) -> None:
        self.path, self._here = path, local()
        with closing(durable(path)) as connection:
            connection.executescript(SCHEMA)

    def begin(self) -> str:
        """A new draft; its id."""
        draft = secrets.token_hex(16)
        with self._writing() as connection:
            connection.execute("INSERT INTO draft VALUES (?)", (draft,))
        return draft

    def pages(self, draft: str) -> dict[int, Answers]:
        """Number -> answers of all pages that were saved."""
        query = "SELECT number, answers FROM page WHERE draft = ? ORDER BY number"
        return _by_number(self._connection.execute(query, (draft,)))

    def pages_around(self, draft: str, number: int) -> dict[int, Answers]:
        """The same of one page and the one before it, on which its condition rests."""
        query = "SELECT number, answers FROM page WHERE draft = ? AND number BETWEEN ? AND ?"
        return _by_number(self._connection.execute(query, (draft, number - 1, number)))

    def save(self, draft: str, number: int, answers: Answers) -> None:
        """On the disk when this returns. Raises DraftMissing."""
        with self._writing() as connection:
            self._check(connection, draft)
            row = draft, number, json.dumps(answers)
            connection.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", row)

    def send(self, draft: str) -> str:
        """The draft becomes a response; its receipt. Raises DraftMissing."""
        receipt = secrets.token_hex(8)
        with self._writing() as connection:
            self._check(connection, draft)
            answers: Answers = {}
            for page in self.pages(draft).values():
                answers |= page
            row = receipt, json.dumps(answers)
            connection.execute("INSERT INTO response VALUES (?, ?)", row)
            connection.execute("DELETE FROM draft WHERE id = ?", (draft,))
        return receipt

    @property
    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._here, "connection"):
            self._here.connection = durable(self.path)
        found: sqlite3.Connection = self._here.connection
        return found

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            yield connection

    def _check(self, connection: sqlite3.Connection, draft: str) -> None:
        if connection.execute("SELECT 1 FROM draft WHERE id = ?", (draft,)).fetchone() is None:
            raise DraftMissing(draft)


def _by_number(rows: Iterable[tuple[int, str]]) -> dict[int, Answers]:
    return {number: json.loads(answers) for number, answers in rows}


def durable(path: Path) -> sqlite3.Connection:
    """A connection that keeps what it commits; the transactions are ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection
