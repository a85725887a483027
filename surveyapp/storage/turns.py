"""Turns: writers of one database take turns, and only a few may wait for another program.

A writer that waits holds a thread of the server. When another program holds the database for
seconds, all threads would wait, and with them every page that needs no database at all. A writer
that has the file only needs its disk; for that all wait, for it ends by itself.

Turns are those of all processes that a server forked from the one that made them. SQLite alone
lets the writer of another process ask again and again, with longer and longer pauses, while
threads that are close to the file take it from each other: under load it never comes to its turn.
"""

import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import monotonic

from sqlalchemy.exc import OperationalError

from surveyapp.storage.shared_memory import SharedMemory

SHORT_SECONDS = 0.5
LONG_SECONDS = 5.0
MOST_LONG_WAITS = 2


class Turns(SharedMemory):
    """Whose turn it is to write; it takes milliseconds unless another program holds the file.

    Shared are how many turns have ended, and whether the writer of this turn has the file.
    """

    _STATE = struct.Struct("Q?")

    def __init__(self) -> None:
        super().__init__(self._STATE.size)
        self._long_waits = BoundedSemaphore(MOST_LONG_WAITS)

    @contextmanager
    def taken(self) -> Iterator[Callable[[], None]]:
        """A turn, given back at the end; what it gives is called when the writer has the file.

        Raises OperationalError (locked) when it did not come.
        """
        if not (self._came_while_others_move() or self._came_after_all()):
            locked = sqlite3.OperationalError("database is locked")
            raise OperationalError("BEGIN IMMEDIATE", None, locked)
        n_ended, _left_by_one_that_was_killed = self._state()
        self._tell(n_ended, has_file=False)
        try:
            yield lambda: self._tell(n_ended, has_file=True)
        finally:
            self._tell(n_ended + 1, has_file=False)
            self.release()

    def _state(self) -> tuple[int, bool]:
        n_ended, has_file = self._STATE.unpack_from(self._memory)
        return n_ended, has_file

    def _tell(self, n_ended: int, *, has_file: bool) -> None:
        self._STATE.pack_into(self._memory, 0, n_ended, has_file)

    def _came_while_others_move(self) -> bool:
        """Waits as long as turns end or one writes; whether it came before they stood still."""
        ends = monotonic() + LONG_SECONDS
        while monotonic() < ends:
            before, _has_file = self._state()
            if self.acquire(timeout=SHORT_SECONDS):
                return True
            n_ended, has_file = self._state()
            if n_ended == before and not has_file:
                return False
        return False

    def _came_after_all(self) -> bool:
        """Whether the turn came to one of the few that wait where nothing moves."""
        if not self._long_waits.acquire(blocking=False):
            return False
        try:
            return self.acquire(timeout=LONG_SECONDS - SHORT_SECONDS)
        finally:
            self._long_waits.release()
