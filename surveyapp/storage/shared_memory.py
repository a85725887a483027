"""Shared memory: what all processes of one server know together.

It is made before the server forks and lies in no file. Whoever holds it may be killed: the lock
goes with the process, and a row that was half written is one that nobody asks for.
"""

import errno
import fcntl
import hashlib
import mmap
import secrets
import struct
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import inf
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

KEY_BYTES, PROBES = 16, 16
PAUSE_SECONDS = 0.0005


class SharedMemory:
    """Some bytes, zero at first, and a lock for all threads of all processes."""

    def __init__(self, n_bytes: int) -> None:
        self._memory = mmap.mmap(-1, n_bytes)
        self._here, self._everywhere = Lock(), _nameless_file()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Until it ends nobody else reads or writes what is shared."""
        self.acquire()
        try:
            yield
        finally:
            self.release()

    def acquire(self, timeout: float = -1) -> bool:
        """Takes the lock; whether it came within these seconds, -1 for as long as it takes.

        Seconds are those of a wait for this process' own threads, and of one for a process that
        waits for this one as well. Which process comes next among several that have come that far
        is the kernel's choice.
        """
        ends = inf if timeout < 0 else monotonic() + timeout
        if not self._here.acquire(timeout=timeout):
            return False
        is_taken = False
        try:
            is_taken = _has_locked(self._everywhere, ends)
        finally:
            if not is_taken:
                self._here.release()
        return is_taken

    def release(self) -> None:
        """Gives the lock back; whoever took it does."""
        fcntl.lockf(self._everywhere, fcntl.LOCK_UN)
        self._here.release()


class SharedMark:
    """Whether something has happened in any of the processes; once and for good, so unlocked."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 1)

    def set(self) -> None:
        """It has."""
        self._memory[0] = 1

    @property
    def is_set(self) -> bool:
        """Whether it has."""
        return bool(self._memory[0])


class SharedKey(SharedMemory):
    """A random key of 32 bytes that is another one after some seconds, for everybody at once."""

    _KEPT = struct.Struct("32sd")

    def __init__(self, seconds: float) -> None:
        super().__init__(self._KEPT.size)
        self._seconds = seconds

    def now(self) -> bytes:
        """The key of this moment; the one before is gone for good."""
        with self.held():
            key, born = self._KEPT.unpack_from(self._memory)
            if not born or monotonic() - born > self._seconds:
                key = secrets.token_bytes(32)
                self._KEPT.pack_into(self._memory, 0, key, monotonic())
        return bytes(key)


class SharedTable(SharedMemory):
    """Key -> moments, at most `n_moments` of each, the last ones where there are more.

    A row is found by the hash of its key, close to the place that the hash names; where all rows
    there are taken, the one that was written first goes.
    """

    def __init__(self, n_rows: int, n_moments: int) -> None:
        self._row = struct.Struct(f"{KEY_BYTES}s{n_moments}d")
        super().__init__(n_rows * self._row.size)
        self._n_rows, self._n_moments = n_rows, n_moments

    def moments(self, key: str) -> list[float]:
        """Those that are kept of a key, in the order in which they were written."""
        digest = _digest(key)
        for place in self._places(digest):
            held, *moments = self._row.unpack_from(self._memory, place)
            if held == digest:
                return [each for each in moments if each]
        return []

    def keep(self, key: str, moments: Sequence[float]) -> None:
        """Keeps these moments of a key in place of those before; [] forgets it."""
        digest = _digest(key)
        kept = list(moments)[-self._n_moments :]
        padded = [*kept, *[0.0] * (self._n_moments - len(kept))]
        self._row.pack_into(
            self._memory, self._place_of(digest), digest if kept else bytes(KEY_BYTES), *padded
        )

    def clear(self) -> None:
        """Forgets everything."""
        self._memory[:] = bytes(len(self._memory))

    def _places(self, digest: bytes) -> Iterator[int]:
        first = int.from_bytes(digest[:8]) % self._n_rows
        return (((first + n) % self._n_rows) * self._row.size for n in range(PROBES))

    def _place_of(self, digest: bytes) -> int:
        """Its own row, a free one, or the one whose latest moment is the oldest."""
        rows = {each: self._row.unpack_from(self._memory, each) for each in self._places(digest)}
        own = (place for place, row in rows.items() if row[0] == digest)
        return next(own, min(rows, key=lambda place: max(rows[place][1:])))


def _nameless_file() -> int:
    """An empty file whose lock alone is used; it goes with the last process that holds it."""
    descriptor, name = tempfile.mkstemp()
    Path(name).unlink()
    return descriptor


def _has_locked(descriptor: int, ends: float) -> bool:
    """Waits until no other process has the lock of this file; whether it came to it.

    The kernel knows of processes only: where one thread of each waits for what another thread of
    the other has, it sees two that wait for each other for ever, and refuses one. Mostly they do
    not, so that it asks again; where they do, it gives up when its time ends.
    """
    while True:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX)
        except OSError as refused:
            if refused.errno != errno.EDEADLK:
                raise
            if monotonic() >= ends:
                return False
            sleep(PAUSE_SECONDS)
        else:
            return True


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()[:KEY_BYTES]
