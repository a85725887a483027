"""Gathering: the bytes of a connection, put together to whole requests before work begins.

A thread of the server works only on a request whose head and body are here. Whoever sends slowly,
or never ends a request, keeps a few bytes of memory busy and no thread.
"""

import re
import socket
from enum import Enum, auto

from surveyapp.web.amounts import MOST_BYTES

MOST_HEAD = 64 * 1024
MOST_AT_ONCE = 64 * 1024
CHUNKING = 64 * 1024
"""What the sizes of chunks may add to a body."""
END_OF_HEAD, END_OF_LINE = b"\r\n\r\n", b"\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_LENGTH = re.compile(rb"[0-9]{1,18}")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(;[^\r\n]*)?")


class Gathered(Enum):
    """How far a request has come."""

    HEAD_MISSING = auto()
    BODY_MISSING = auto()
    WHOLE = auto()
    HEAD_TOO_LARGE = auto()


class GatheredSocket:
    """A socket that gives exactly one gathered request to read, and never makes a writer wait."""

    def __init__(self, plain: socket.socket) -> None:
        plain.setblocking(False)
        self._plain = plain
        self._came, self._to_read, self._to_send = bytearray(), b"", bytearray()
        self._head: bytes | None = None
        self._end: int | None = None
        self._chunk = 0
        self.is_cut = False
        """The body was not read to its end, so that nothing can follow on this connection."""
        self.is_too_large = False

    @property
    def has_more_to_send(self) -> bool:
        """Whether the other side has not taken everything yet."""
        return bool(self._to_send)

    @property
    def has_begun(self) -> bool:
        """Whether something of the next request is here."""
        return bool(self._came)

    def fill(self) -> bool:
        """Takes what has come; False when the other side sends no more."""
        try:
            data = self._plain.recv(MOST_AT_ONCE)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._came += data
        return bool(data)

    def discard(self) -> bool:
        """Takes what has come and forgets it; False when the other side sends no more."""
        is_open = self.fill()
        self._came.clear()
        return is_open

    def gather(self) -> Gathered:
        """Whether a request is whole; then it can be read, and the rest waits for the next turn.

        What was looked at before is not looked at again, however small the pieces are that come.
        """
        if self._head is None:
            head_ends = self._came.find(END_OF_HEAD, 0, MOST_HEAD + len(END_OF_HEAD))
            if head_ends < 0:
                is_over = len(self._came) > MOST_HEAD
                return Gathered.HEAD_TOO_LARGE if is_over else Gathered.HEAD_MISSING
            self._head = bytes(self._came[:head_ends])
            self._chunk = head_ends + len(END_OF_HEAD)
            self._end = self._end_by_length(self._head, self._chunk)
        end = self._end or self._end_of_chunks()
        if end is None or end > len(self._came):
            return Gathered.BODY_MISSING
        self._to_read, self._came = bytes(self._came[:end]), self._came[end:]
        self._head = self._end = None
        return Gathered.WHOLE

    def waits_for_continue(self) -> bool:
        """Whether the other side wants to be told before it sends a body."""
        return b"100-continue" in _values(self._head or b"", b"expect")

    def _end_by_length(self, head: bytes, body: int) -> int | None:
        """Where the request ends; None when its chunks will tell.

        What is framed oddly, or larger than anything that is taken, is passed on without its rest:
        whoever reads it refuses it.
        """
        codings, lengths = _values(head, b"transfer-encoding"), _values(head, b"content-length")
        if codings == [b"chunked"] and not lengths:
            return None
        if not codings and not lengths:
            return body
        if codings or len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0]):
            return self._cut(body)
        self.is_too_large = int(lengths[0]) > MOST_BYTES
        return self._cut(body) if self.is_too_large else body + int(lengths[0])

    def _end_of_chunks(self) -> int | None:
        """The same of a body in chunks, from the first chunk on that was not whole last time."""
        most = MOST_HEAD + MOST_BYTES + CHUNKING
        while (line_ends := self._came.find(END_OF_LINE, self._chunk)) >= 0:
            found = _CHUNK.fullmatch(self._came[self._chunk : line_ends])
            if found is None:
                return self._cut(len(self._came))
            if self._chunk > most:
                break
            if int(found[1], 16) == 0:
                last = self._came.find(END_OF_HEAD, line_ends)
                return last + len(END_OF_HEAD) if last >= 0 else self._unless_too_much(most)
            self._chunk = line_ends + 2 * len(END_OF_LINE) + int(found[1], 16)
        return self._unless_too_much(most)

    def _unless_too_much(self, most: int) -> int | None:
        self.is_too_large = len(self._came) > most
        return self._cut(most) if self.is_too_large else None

    def _cut(self, end: int) -> int:
        self.is_cut = True
        return end

    def flush(self) -> bool:
        """Sends what the other side takes now; False when it takes nothing any more."""
        try:
            del self._to_send[: self._plain.send(self._to_send)]
        except BlockingIOError:
            return True
        except OSError:
            return False
        return True

    def end_sending(self) -> bool:
        """Says that nothing follows; False when the other side is gone."""
        try:
            self._plain.shutdown(socket.SHUT_WR)
        except OSError:
            return False
        return True

    # What gunicorn asks of a socket.

    def recv(self, size: int) -> bytes:
        """Of the gathered request only; nothing after its end."""
        data, self._to_read = self._to_read[:size], self._to_read[size:]
        return data

    def sendall(self, data: bytes) -> None:
        """Sends what fits and keeps the rest; never waits."""
        is_first = not self._to_send
        self._to_send += data
        if is_first and not self.flush():
            raise BrokenPipeError

    def send(self, data: bytes) -> int:
        """The same."""
        self.sendall(data)
        return len(data)

    def setblocking(self, _is_blocking: bool) -> None:
        """Never blocks, whatever is asked."""

    def settimeout(self, _seconds: float | None) -> None:
        """Nothing waits, so there is nothing to limit."""

    def gettimeout(self) -> float:
        """As of a socket that does not block."""
        return 0.0

    def fileno(self) -> int:
        """Of the socket itself."""
        return self._plain.fileno()

    def getsockname(self) -> object:
        """Of the socket itself."""
        return self._plain.getsockname()

    def close(self) -> None:
        """Closes the socket."""
        self._plain.close()


def _values(head: bytes, name: bytes) -> list[bytes]:
    """Values of a header in small letters; the first line of a head is no header."""
    found = []
    for line in head.split(END_OF_LINE)[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == name:
            found.append(value.strip().lower())
    return found
