"""Visits: those that were left, by a hash of their random number, until no cookie can be alive.

A visit lives in its cookie only. Of one that was left, a hash and a day are kept; neither leads to
a draft, a code or a person. All processes of a server know at once of those that were left there,
also of one that could not be written, which is tried again; of those of another server within a
second. Sessions of staff are kept here where their row could not be deleted.
"""

import hashlib
from contextlib import suppress
from datetime import date, timedelta
from threading import Lock
from time import monotonic
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from surveyapp.storage.contacts_tables import ended_visit
from surveyapp.storage.database import (
    BRIEF_SECONDS,
    CONTACTS,
    db,
    insert_once,
    reading,
    writing_at_once,
)
from surveyapp.storage.shared_memory import SharedTable

MOST_KNOWN = 10_000
KEPT = timedelta(days=2)
"""Longer than any visit, which ends within a day, and than clocks differ."""
LOOK_AGAIN_SECONDS = 1.0

_ALL = select(ended_visit.c.id_hash)
_Seen = tuple[frozenset[bytes], float]
"""Hashes as they were written, and when that was looked at."""


class EndedVisits:
    """What the processes of this server know of visits that were left."""

    def __init__(self) -> None:
        self._lock, self._unwritten = Lock(), dict[bytes, date]()
        self._ended = SharedTable(MOST_KNOWN, 1)
        self._written = WeakKeyDictionary[Engine, _Seen]()

    def end(self, number: str, today: date) -> None:
        """Ends a visit at once; for after a restart once it is written, see `write`."""
        with self._lock:
            self._unwritten[_hash(number)] = today + KEPT
        with self._ended.held():
            self._ended.keep(_name(number), [monotonic()])

    def has(self, number: str) -> bool:
        """Whether the visit of this number was left; now and then it writes what was not."""
        with self._ended.held():
            if self._ended.moments(_name(number)):
                return True
        return _hash(number) in self._all_written()

    def _all_written(self) -> frozenset[bytes]:
        """Read once in a while, for every page asks."""
        engine = db.engines[CONTACTS]
        hashes, looked_at = self._written.get(engine, (frozenset[bytes](), -LOOK_AGAIN_SECONDS))
        if monotonic() - looked_at >= LOOK_AGAIN_SECONDS:
            with suppress(DatabaseError, NoConnectionFree):
                self.write(0)
            with reading(CONTACTS) as connection:
                hashes = frozenset(connection.execute(_ALL).scalars())
            self._written[engine] = hashes, monotonic()
        return hashes

    def write(self, seconds: float = BRIEF_SECONDS) -> None:
        """Writes all that this process has not written yet. seconds: as of `writing_at_once`.

        Raises DatabaseError, NoConnectionFree where it cannot; `has` tries it again.
        """
        with self._lock:
            to_write = dict(self._unwritten)
        if not to_write:
            return
        over = ended_visit.c.forget_after < min(to_write.values()) - KEPT
        with writing_at_once(CONTACTS, seconds) as connection:
            connection.execute(delete(ended_visit).where(over))
            for id_hash, forget_after in to_write.items():
                row = {"id_hash": id_hash, "forget_after": forget_after}
                insert_once(connection, ended_visit, row)
        with self._lock:
            for id_hash in to_write:
                self._unwritten.pop(id_hash, None)


def _name(number: str) -> str:
    return _hash(number).hex()


def _hash(number: str) -> bytes:
    """What is kept of a number: a stolen database opens nothing."""
    return hashlib.sha256(number.encode()).digest()
