"""Kept file: what is made again when it is missing, or kept for good; there whole or not at all."""

import fcntl
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from threading import Lock

SHORT = 16
ONLY_OWNER = 0o600
UNFINISHED = ".unfinished"

_made_here: defaultdict[Path, Lock] = defaultdict(Lock)


@contextmanager
def alone(folder: Path, mark: str) -> Iterator[None]:
    """One at a time makes the files of a mark, among threads and processes. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{mark}.lock"
    with _made_here[path]:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, ONLY_OWNER)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """The name appears only when the content is on the disk, and stays after a crash.

    Only the owner may read it. Raises OSError, after which nothing is left of it.
    """
    with _unfinished(path, content) as unfinished:
        unfinished.replace(path)
    to_disk(path.parent)


def write_once(path: Path, content: bytes) -> None:
    """The same, unless a file of that name is there, also one that somebody else just finished."""
    with _unfinished(path, content) as unfinished, suppress(FileExistsError):
        os.link(unfinished, path)
    to_disk(path.parent)


@contextmanager
def _unfinished(path: Path, content: bytes) -> Iterator[Path]:
    """The content on the disk under another name, which is gone at the end."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{token_hex(8)}{UNFINISHED}")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OWNER)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    """A file or folder is on the disk when this returns. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def mark_of(text: str) -> str:
    """A short hash that any text can be found by as a file."""
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]
