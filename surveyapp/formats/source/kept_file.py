"""Kept file: what was made of files, for the life of the process, and anew when they change."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import RLock
from typing import TypeVar, cast

from surveyapp.analysis.collection_pause import collection_pause

LOOK_AGAIN_SECONDS = 1.0
State = tuple[int, int, int] | None
"""Of a file: time of its content and of its entry in nanoseconds, bytes; None when there is none.

A copy may bring the time of its content along; that of its entry nobody sets.
"""
Source = TypeVar("Source")
Made = TypeVar("Made")


@dataclass(slots=True)
class Kept:
    """What was made, what from, and when that was last looked at."""

    source: object
    made: object
    looked_at: float = 0.0

    @property
    def is_fresh(self) -> bool:
        """Whether it was looked at so short ago that it is taken as it is."""
        return time.monotonic() - self.looked_at < LOOK_AGAIN_SECONDS


@cache
def _shelf() -> dict[object, Kept]:
    """What was made before."""
    return {}


@cache
def _one_makes() -> dict[object, RLock]:
    """Key -> what keeps threads from making the same at once. What is made of what has no cycle."""
    return {}


def kept(key: object, look: Callable[[], Source], make: Callable[[Source], Made]) -> Made:
    """What `make` makes, made anew when what `look` sees is another than last time."""
    before = _shelf().get(key)
    if before is None or not before.is_fresh:
        with _one_makes().setdefault(key, RLock()):
            before = _renewed(key, look, make)
    return cast("Made", before.made)  # the key decides what was made


def _renewed(key: object, look: Callable[[], Source], make: Callable[[Source], Made]) -> Kept:
    """By one thread at a time; who waited for it takes what that one has made."""
    before = _shelf().get(key)
    if before is not None and before.is_fresh:
        return before
    source = look()
    if before is None or before.source != source:
        with collection_pause():
            _shelf()[key] = before = Kept(source, make(source))
    before.looked_at = time.monotonic()
    return before


def look_afresh() -> None:
    """Looks at every file again when it is next asked for, however short ago that was."""
    for each in _shelf().values():
        each.looked_at = -LOOK_AGAIN_SECONDS


def state(path: Path) -> State:
    """What tells one content of a file from another. Raises OSError when it cannot be looked at."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size
