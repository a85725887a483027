"""Plain file: read only where it is one.

A pipe or a device that stands in a file's place would be waited for without end.
"""

import errno
import io
import os
import stat
from pathlib import Path


def open_plain(path: Path) -> io.BufferedReader:
    """A file to read bytes from. Raises OSError, also for what is no regular file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    kind = os.fstat(descriptor).st_mode
    if stat.S_ISREG(kind):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    number = errno.EISDIR if stat.S_ISDIR(kind) else errno.EINVAL
    words = os.strerror(number) if stat.S_ISDIR(kind) else "Not a file"
    raise OSError(number, words, str(path))


def os_words(problem: OSError) -> str:
    """What the system said, in words alone: no number, and no library's words around them."""
    said = str(problem.strerror or problem)
    if problem.errno and "[errno" in said.casefold():
        return os.strerror(problem.errno)
    return said or type(problem).__name__


def bytes_in(path: Path) -> bytes:
    """Everything in a file. Raises OSError."""
    with open_plain(path) as file:
        return file.read()


def text_in(path: Path, encoding: str = "utf-8") -> str:
    """The same as text, with line ends as newlines. Raises OSError, UnicodeDecodeError."""
    with io.TextIOWrapper(open_plain(path), encoding=encoding) as file:
        return file.read()
