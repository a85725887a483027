"""A load of visitors on loopback: each keeps a connection and cookies, and follows redirects."""

import http.client
import re
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urlsplit

INPUT = re.compile(r"<input [^>]*>")
ATTRIBUTE = re.compile(r'(type|name|value)="([^"]*)"')


@dataclass
class Visitor:
    """One browser: address, cookie, last page."""

    port: int
    cookie: str = ""
    body: bytes = b""
    path: str = ""
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> bytes:
        """A page; redirects are followed."""
        return self._ask("GET", path, None)

    def post(self, path: str, values: dict[str, object]) -> bytes:
        """Sends a form with what the last page carries by itself."""
        return self._ask("POST", path, urlencode({**self._carried(), **values}, doseq=True))

    def _carried(self) -> dict[str, str]:
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
        if response.status in (301, 302, 303):
            parts = urlsplit(response.headers["Location"])
            return self._ask(
                "GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, None
            )
        if response.status >= 400:
            raise RuntimeError(f"{method} {path} gave {response.status}: {self.body[:300]!r}")
        return self.body


@dataclass(frozen=True)
class Load:
    """What a load measured."""

    per_second: float
    p95_milliseconds: float


def measure(
    job: Callable[[int, int], tuple[int, list[float]]], port: int, visitors: int, n: int
) -> Load:
    """Runs `job(port, n)` in as many processes as visitors; n visits each."""
    with ProcessPoolExecutor(visitors) as pool:
        list(pool.map(_warm, [port] * visitors))
        start = time.perf_counter()
        results = list(pool.map(job, [port] * visitors, [n] * visitors))
        seconds = time.perf_counter() - start
    times = [second for _count, each in results for second in each]
    done = sum(count for count, _each in results)
    return Load(done / seconds, statistics.quantiles(times, n=20)[-1] * 1000)


def _warm(port: int) -> None:
    http.client.HTTPConnection("127.0.0.1", port, timeout=10).connect()
