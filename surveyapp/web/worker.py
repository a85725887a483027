"""Worker: gunicorn's threads, given to whole requests only; everything that waits, waits here.

gunicorn's own worker reads from the socket in a thread, so that eight clients that send slowly, or
take an answer slowly, stop a server of eight threads. Here one loop gathers requests, sends what is
left of answers and closes connections, each by a deadline of its own.
"""

import errno
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from selectors import EVENT_READ, EVENT_WRITE
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from surveyapp.web.gathering import CONTINUE, Gathered, GatheredSocket

HEAD_SECONDS, BODY_SECONDS, ANSWER_SECONDS, LAST_SECONDS = 15.0, 60.0, 60.0, 2.0
MOST_CONNECTIONS = 400
ORPHAN_SECONDS = 5
NONE_LEFT = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
GONE_AGAIN = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED, errno.EINTR})
WORDS = b"This request was refused.\n"


class Connection(TConn):
    """One client: what is done when its socket is ready, and until when that is waited for."""

    sock: GatheredSocket
    deadline: float = 0.0
    on_ready: Callable[["Connection"], None]
    on_late: Callable[["Connection"], None]
    event: int = 0
    has_head = False
    is_kept = False
    is_gone = False


class PatientWorker(ThreadWorker):
    """Threads work; the loop waits. A client that is slow costs no thread."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.waiting: dict[Connection, None] = {}

    def accept(self, listener: Any) -> None:
        """Takes a new client; for one too many the one that waits longest for nothing goes."""
        try:
            plain, address = listener.accept()
        except OSError as problem:
            if problem.errno in NONE_LEFT:
                self._make_room()
            elif problem.errno not in GONE_AGAIN:
                raise
            return
        if self.nr_conns >= MOST_CONNECTIONS:
            self._make_room()
        self.nr_conns += 1
        conn = Connection(self.cfg, GatheredSocket(plain), address, listener.getsockname())
        conn.data_ready = True
        self._await_request(conn, HEAD_SECONDS)

    def finish_request(self, conn: Connection, done: "Future[bool]") -> None:
        """After a thread has worked: sends what is left, then takes the next request or ends."""
        is_sound = not done.cancelled() and done.exception() is None
        conn.is_kept = is_sound and bool(done.result()) and not conn.sock.is_cut
        if conn.sock.has_more_to_send:
            self._wait(conn, EVENT_WRITE, self._send_rest, ANSWER_SECONDS, self._drop)
        else:
            self._go_on(conn)

    def murder_keepalived(self, force: bool = False) -> None:
        """Ends every wait whose deadline is over."""
        now = monotonic()
        for conn in [each for each in self.waiting if force or each.deadline <= now]:
            end = self._drop if force else conn.on_late
            end(conn)

    def murder_pending(self) -> None:
        """Nothing is pending beside what waits."""

    def is_parent_alive(self) -> bool:
        """Whether somebody starts workers; one that is left alone makes room for another server.

        It looks once a second at least. What was sent to it by then is answered, for some seconds.
        """
        if super().is_parent_alive():
            return True
        self.alive = False
        self.cfg.set("graceful_timeout", ORPHAN_SECONDS)
        self.set_accept_enabled(False)
        for listener in self.sockets:
            listener.close()
        return False

    def _cap_keepalive(self, deadline: float) -> None:
        """A server that stops waits for nobody who has not sent a whole request by then."""
        for conn in self.waiting:
            if conn.event == EVENT_READ:
                conn.deadline = min(conn.deadline, deadline)

    def _keepalive_after(self, _conn: Connection, keepalive: bool) -> bool:
        """The rest of a body was never given to the parser, so that there is nothing to drain."""
        return keepalive

    def handle_error(self, req: Any, client: GatheredSocket, addr: Any, exc: BaseException) -> None:
        """gunicorn's refusal with our headers, and without the words that were sent."""
        refusal = RequestRefusal()
        super().handle_error(req, refusal, addr, exc)
        if refusal.status:
            client.sendall(self._refusal(refusal.status))

    def _refusal(self, status: bytes) -> bytes:
        lines = [b"HTTP/1.1 " + status, b"Connection: close", b"Content-Type: text/plain"]
        lines += [b"Content-Length: %d" % len(WORDS)]
        said: dict[str, str] = self.app.said_always
        lines += [f"{name}: {value}".encode() for name, value in said.items()]
        return b"\r\n".join(lines) + b"\r\n\r\n" + WORDS

    def _await_request(self, conn: Connection, seconds: float) -> None:
        conn.has_head = False
        self._wait(conn, EVENT_READ, self._take, seconds, self._too_slow)

    def _take(self, conn: Connection) -> None:
        """Something came, or the client went away."""
        has_begun = conn.sock.has_begun
        if not conn.sock.fill():
            self._drop(conn)
            return
        if not has_begun:
            conn.deadline = monotonic() + HEAD_SECONDS
        self._look(conn)

    def _look(self, conn: Connection) -> None:
        """Gives a whole request to a thread; else waits on."""
        found = conn.sock.gather()
        if found is Gathered.WHOLE:
            self._wait_no_more(conn)
            conn.initialized, conn.parser = False, None
            self.enqueue_req(conn)
        elif found is Gathered.HEAD_TOO_LARGE:
            self._refuse(conn, b"431 Request Header Fields Too Large")
        elif found is Gathered.BODY_MISSING and not conn.has_head:
            conn.has_head, conn.deadline = True, monotonic() + BODY_SECONDS
            if conn.sock.waits_for_continue():
                self._say(conn, CONTINUE)

    def _send_rest(self, conn: Connection) -> None:
        if not conn.sock.flush():
            self._drop(conn)
        elif not conn.sock.has_more_to_send:
            self._go_on(conn)

    def _go_on(self, conn: Connection) -> None:
        if conn.is_kept and self.alive:
            seconds = HEAD_SECONDS if conn.sock.has_begun else self.cfg.keepalive
            self._await_request(conn, seconds)
            self._look(conn)
        elif conn.sock.end_sending():
            self._wait(conn, EVENT_READ, self._forget_rest, LAST_SECONDS, self._drop)
        else:
            self._drop(conn)

    def _forget_rest(self, conn: Connection) -> None:
        """Closing at once would take the answer away from a client that still sends."""
        if not conn.sock.discard():
            self._drop(conn)

    def _too_slow(self, conn: Connection) -> None:
        if conn.sock.has_begun:
            self._refuse(conn, b"408 Request Timeout")
        else:
            self._drop(conn)

    def _refuse(self, conn: Connection, status: bytes) -> None:
        conn.is_kept = False
        self._say(conn, self._refusal(status))
        if not conn.is_gone:
            self._go_on(conn)

    def _say(self, conn: Connection, words: bytes) -> None:
        """A few bytes that a client takes at once or never."""
        try:
            conn.sock.sendall(words)
        except BrokenPipeError:
            self._drop(conn)

    def _make_room(self) -> None:
        """Ends the wait that has lasted longest for a request."""
        idle = next((conn for conn in self.waiting if conn.event == EVENT_READ), None)
        if idle is not None:
            self._drop(idle)

    def _wait(
        self,
        conn: Connection,
        event: int,
        on_ready: Callable[[Connection], None],
        seconds: float,
        on_late: Callable[[Connection], None],
    ) -> None:
        self._wait_no_more(conn)
        conn.on_ready, conn.on_late, conn.event = on_ready, on_late, event
        conn.deadline = monotonic() + seconds
        self.poller.register(conn.sock, event, partial(self._ready, conn))
        self.waiting[conn] = None

    def _ready(self, conn: Connection, _socket: object) -> None:
        if conn in self.waiting:
            conn.on_ready(conn)

    def _wait_no_more(self, conn: Connection) -> None:
        if conn in self.waiting:
            del self.waiting[conn]
            self.poller.unregister(conn.sock)

    def _drop(self, conn: Connection) -> None:
        if not conn.is_gone:
            conn.is_gone = True
            self._wait_no_more(conn)
            self.nr_conns -= 1
            conn.sock.close()


class RequestRefusal:
    """Takes gunicorn's own refusal and keeps its status, such as ``414 URI Too Long``."""

    def __init__(self) -> None:
        self.status = b""

    def sendall(self, data: bytes) -> None:
        """The first line says it."""
        self.status = data.split(b"\r\n", 1)[0].partition(b" ")[2]

    def gettimeout(self) -> float:
        """As of a socket that does not block."""
        return 0.0
