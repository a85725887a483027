"""Database file: it stays the one that it was while somebody works on it.

SQLite goes on writing into a file that was moved away or removed, and nobody ever reads it again;
a connection that is opened later has the file that came in its place.
"""

from pathlib import Path
from sqlite3 import OperationalError
from time import monotonic
from urllib.parse import unquote

from sqlalchemy.engine import URL

LOOK_SECONDS = 1.0


class DatabaseFile:
    """The file of a SQLite database, as it was when a process, or the one before it, began."""

    def __init__(self, path: Path) -> None:
        self._path, self._looked = path, 0.0
        self._was = self._is_now()

    def check(self) -> None:
        """Looks at it once a second at most. Raises OperationalError when it is another one."""
        now = monotonic()
        if now - self._looked < LOOK_SECONDS:
            return
        found = self._is_now()
        if self._was not in (None, found):
            raise OperationalError("the file of the database was replaced")
        self._was, self._looked = found, now

    def _is_now(self) -> tuple[int, int] | None:
        """What tells it from every other file; None where there is none."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def database_file(url: URL) -> DatabaseFile | None:
    """The file that an address of SQLite names; None where it names none, and for a server."""
    name = url.database or ""
    is_file = name and ":memory:" not in name and url.query.get("mode") != "memory"
    if url.get_backend_name() != "sqlite" or not is_file:
        return None
    is_address = name.startswith("file:")
    return DatabaseFile(Path(unquote(name.removeprefix("file:")) if is_address else name))
