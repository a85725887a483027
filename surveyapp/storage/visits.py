"""Visits: those that were left, by a hash of their random number, until no cookie can be alive.

A visit lives in its cookie only. Of one that was left, a hash and a day are kept; neither leads to
a draft, a code or a person. All processes of a server know at once of those that were left there,
also of one that could not be written; of those of another server within a second.
"""

import hashlib
from datetime import date, timedelta
from threading import Lock
from time import monotonic
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, delete, select

from surveyapp.storage.contacts_tables import ended_visit
from surveyapp.storage.database import CONTACTS, db, insert_once, reading, writing
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
        """Ends a visit at once; also for after a restart. Raises DatabaseError when not written."""
        with self._lock:
            self._unwritten[_hash(number)] = today + KEPT
            to_write = dict(self._unwritten)
        with self._ended.held():
            self._ended.keep(_name(number), [monotonic()])
        with writing(CONTACTS) as connection:
            connection.execute(delete(ended_visit).where(ended_visit.c.forget_after < today))
            for id_hash, forget_after in to_write.items():
                row = {"id_hash": id_hash, "forget_after": forget_after}
                insert_once(connection, ended_visit, row)
        with self._lock:
            for id_hash in to_write:
                self._unwritten.pop(id_hash, None)

    def has(self, number: str) -> bool:
        """Whether the visit of this number was left."""
        with self._ended.held():
            if self._ended.moments(_name(number)):
                return True
        return _hash(number) in self._all_written()

    def _all_written(self) -> frozenset[bytes]:
        """Read once in a while, for every page asks."""
        engine = db.engines[CONTACTS]
        hashes, looked_at = self._written.get(engine, (frozenset[bytes](), -LOOK_AGAIN_SECONDS))
        if monotonic() - looked_at >= LOOK_AGAIN_SECONDS:
            with reading(CONTACTS) as connection:
                hashes = frozenset(connection.execute(_ALL).scalars())
            self._written[engine] = hashes, monotonic()
        return hashes


def _name(number: str) -> str:
    return _hash(number).hex()


def _hash(number: str) -> bytes:
    """What is kept of a number: a stolen database opens nothing."""
    return hashlib.sha256(number.encode()).digest()
