"""A load of visitors on loopback: each keeps a connection and cookies, and follows redirects."""

import http.client
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from multiprocessing import get_context
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

INPUT = re.compile(r"<input [^>]*>")
ATTRIBUTE = re.compile(r'(type|name|value)="([^"]*)"')
REDIRECTS = frozenset({301, 302, 303})
PATIENCE = 600


@dataclass
class Visitor:
    """One browser: address, cookie, last page and its status. follows: redirects, as they do."""

    port: int
    cookie: str = ""
    body: bytes = b""
    path: str = ""
    status: int = 0
    follows: bool = True
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def close(self) -> None:
        """Ends the connection; the next request opens another."""
        self.connection.close()

    def get(self, path: str) -> bytes:
        """A page; redirects are followed."""
        return self._ask("GET", path, None)

    def post(self, path: str, values: dict[str, object]) -> bytes:
        """Sends a form with what the last page carries by itself."""
        return self.send_form(path, {**self.carried(), **values})

    def send_form(self, path: str, values: dict[str, object]) -> bytes:
        """Sends these fields and no others."""
        return self._ask("POST", path, urlencode(values, doseq=True))

    def carried(self) -> dict[str, str]:
        """The hidden fields of the last page; of a name that stands twice the first."""
        carried: dict[str, str] = {}
        for written in INPUT.findall(self.body.decode()):
            given = dict(ATTRIBUTE.findall(written))
            if given.get("type") == "hidden":
                carried.setdefault(given["name"], unescape(given.get("value", "")))
        return carried

    def _ask(self, method: str, path: str, content: str | None) -> bytes:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if content is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self.connection.request(method, path, content, headers)
        response = self.connection.getresponse()
        self.body, self.path = response.read(), path
        self.seconds.append(time.perf_counter() - start)
        for value in response.headers.get_all("Set-Cookie") or []:
            self.cookie = value.split(";", 1)[0]
        self.status = response.status
        if self.follows and response.status in REDIRECTS:
            parts = urlsplit(response.headers["Location"])
            return self._ask(
                "GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, None
            )
        if response.status >= 400:
            raise RuntimeError(f"{method} {path} gave {response.status}: {self.body[:300]!r}")
        return self.body


class Job(Protocol):
    """What a visitor does again and again; made ready before the clock starts."""

    def __init__(self, port: int, n: int) -> None: ...

    def run(self) -> tuple[int, list[float]]:
        """How much was done; seconds of every request."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a load measured. spent: what `spends` grew by, for each that was done."""

    per_second: float
    p95_milliseconds: float
    spent: float


def measure(job: type[Job], port: int, visitors: int, n: int, spends: Callable[[], float]) -> Load:
    """Runs a job in as many processes as visitors, which begin together; n each."""
    context = get_context("fork")
    ready, told = context.Barrier(visitors + 1), context.SimpleQueue()
    workers = [
        context.Process(target=_work, args=(job, port, n, ready, told)) for _each in range(visitors)
    ]
    for worker in workers:
        worker.start()
    ready.wait(PATIENCE)
    start, spent_before = time.perf_counter(), spends()
    found = [told.get() for _each in workers]
    seconds, spent = time.perf_counter() - start, spends() - spent_before
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError(f"a visitor of {job.__name__} failed")
    done = sum(count for count, _each in found)
    times = [second for _count, each in found for second in each]
    return Load(done / seconds, statistics.quantiles(times, n=20)[-1] * 1000, spent / done)


def _work(job: type[Job], port: int, n: int, ready: Any, told: Any) -> None:
    """One visitor; where it fails it says so, and the others are let go."""
    try:
        made = job(port, n)
        ready.wait(PATIENCE)
        told.put(made.run())
    except BaseException:
        ready.abort()
        told.put((0, []))
        raise
