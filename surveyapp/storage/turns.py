"""Turns: writers of one database take turns, and only a few may wait for another program.

A writer that waits holds a thread of the server. When another program holds the database for
seconds, all threads would wait, and with them every page that needs no database at all. A writer
that has the file only needs its disk; for that all wait, for it ends by itself.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from time import monotonic

from sqlalchemy.exc import OperationalError

SHORT_SECONDS = 0.5
LONG_SECONDS = 5.0
MOST_LONG_WAITS = 2


class Turns:
    """Whose turn it is to write; it takes milliseconds unless another program holds the file."""

    def __init__(self) -> None:
        self._writer, self._long_waits = Lock(), BoundedSemaphore(MOST_LONG_WAITS)
        self._n_ended, self._has_file = 0, False

    @contextmanager
    def taken(self) -> Iterator[Callable[[], None]]:
        """A turn, given back at the end; what it gives is called when the writer has the file.

        Raises OperationalError (locked) when it did not come.
        """
        if not (self._came_while_others_move() or self._came_after_all()):
            locked = sqlite3.OperationalError("database is locked")
            raise OperationalError("BEGIN IMMEDIATE", None, locked)
        try:
            yield self._take_file
        finally:
            self._n_ended, self._has_file = self._n_ended + 1, False
            self._writer.release()

    def _take_file(self) -> None:
        self._has_file = True

    def _came_while_others_move(self) -> bool:
        """Waits as long as turns end or one writes; whether it came before they stood still."""
        ends = monotonic() + LONG_SECONDS
        while monotonic() < ends:
            n_ended = self._n_ended
            if self._writer.acquire(timeout=SHORT_SECONDS):
                return True
            if self._n_ended == n_ended and not self._has_file:
                return False
        return False

    def _came_after_all(self) -> bool:
        """Whether the turn came to one of the few that wait where nothing moves."""
        if not self._long_waits.acquire(blocking=False):
            return False
        try:
            return self._writer.acquire(timeout=LONG_SECONDS - SHORT_SECONDS)
        finally:
            self._long_waits.release()
