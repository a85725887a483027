"""Whole file: written beside and renamed, so that what stood there stays until the new is whole."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

OWNER_WRITES, AS_USUAL = 0o600, 0o666


@contextmanager
def whole_file(path: Path, mode: int | None = None) -> Iterator[Path]:
    """Where to write what becomes the file at the end; nothing of it is left when that fails.

    mode: who may use it; None for those who may use the file that is there, or as usual. A link
    goes on leading to the file; a pipe or a device is written into as it stands. Raises OSError.
    """
    real = _behind_links(path)
    if real.exists() and not real.is_file():
        yield path
        return
    unfinished = real.with_name(f".{real.name}.{token_hex(4)}.unfinished")
    before = stat.S_IMODE(real.stat().st_mode) if mode is None and real.exists() else None
    try:
        unfinished.touch(mode=mode or (AS_USUAL if before is None else OWNER_WRITES))
        yield unfinished
        if before is not None:
            unfinished.chmod(before)
        unfinished.replace(real)
    finally:
        unfinished.unlink(missing_ok=True)


def _behind_links(path: Path) -> Path:
    """The file that links lead to. Raises OSError where they lead round in a circle."""
    real = Path(os.path.realpath(path))
    if real.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return real
