"""Visits: those that were left, by a hash of their random number, until no cookie can be alive.

A visit lives in its cookie only. Of one that was left, a hash and a day are kept; neither leads to
a draft, a code or a person. Of one that could not be written all processes of a server know until
it stops.
"""

import hashlib
from datetime import date, timedelta
from threading import Lock

from sqlalchemy import bindparam, delete, select

from surveyapp.storage.contacts_tables import ended_visit
from surveyapp.storage.database import CONTACTS, insert_once, reading, writing
from surveyapp.storage.shared_memory import SharedTable

MOST_UNWRITTEN = 10_000
KEPT = timedelta(days=2)
"""Longer than any visit, which ends within a day, and than clocks differ."""

# Asked by every page: a statement that is built once costs a third of one built each time.
_ENDED = select(ended_visit.c.id_hash).where(ended_visit.c.id_hash == bindparam("id_hash"))


class EndedVisits:
    """What the processes of this server know of visits that were left."""

    def __init__(self) -> None:
        self._lock, self._unwritten = Lock(), dict[bytes, date]()
        self._ended = SharedTable(MOST_UNWRITTEN, 1)

    def end(self, number: str, today: date) -> None:
        """Ends a visit at once; also for after a restart. Raises DatabaseError when not written."""
        with self._lock:
            self._unwritten[_hash(number)] = today + KEPT
            to_write = dict(self._unwritten)
        self._tell(number, [float(today.toordinal())])
        with writing(CONTACTS) as connection:
            connection.execute(delete(ended_visit).where(ended_visit.c.forget_after < today))
            for id_hash, forget_after in to_write.items():
                row = {"id_hash": id_hash, "forget_after": forget_after}
                insert_once(connection, ended_visit, row)
        with self._lock:
            for id_hash in to_write:
                self._unwritten.pop(id_hash, None)
        self._tell(number, [])

    def has(self, number: str) -> bool:
        """Whether the visit of this number was left."""
        with self._ended.held():
            if self._ended.moments(_name(number)):
                return True
        with reading(CONTACTS) as connection:
            return connection.execute(_ENDED, {"id_hash": _hash(number)}).first() is not None

    def _tell(self, number: str, days: list[float]) -> None:
        with self._ended.held():
            self._ended.keep(_name(number), days)


def _name(number: str) -> str:
    return _hash(number).hex()


def _hash(number: str) -> bytes:
    """What is kept of a number: a stolen database opens nothing."""
    return hashlib.sha256(number.encode()).digest()
