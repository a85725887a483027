"""A browser without scripts that follows no redirect by itself, and notes every status."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

from tests.journeys.plain_client import Page
from tests.waiting import LONGEST

ALLOWED = frozenset({200, 302, 303, 403, 409, 503})
FORM = "application/x-www-form-urlencoded"


class Unanswered(ConnectionError):
    """The server went away before it answered: what was sent may be stored, or not."""


class Unsent(Unanswered):
    """There was no server to send it to."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; location: where a redirect leads, "" without one."""

    status: int
    location: str
    html: str

    @property
    def path(self):
        """The address of a redirect without its query."""
        return urlsplit(self.location).path


def in_process(app):
    """Asks an application in this process."""
    client = app.test_client(use_cookies=False)

    def ask(method, address, content, headers):
        reply = client.open(
            address, method=method, data=content, headers=headers, content_type=FORM
        )
        cookies = reply.headers.getlist("Set-Cookie")
        return reply.status_code, reply.headers.get("Location", ""), cookies, reply.get_data()

    return ask


def over_http(port):
    """Asks a server on this machine, with a connection for every request."""

    def ask(method, address, content, headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
        try:
            _connect(connection)
            connection.request(method, address, content, {**headers, "Content-Type": FORM})
            reply = connection.getresponse()
            cookies = reply.headers.get_all("Set-Cookie") or []
            return reply.status, reply.headers.get("Location", ""), cookies, reply.read()
        except Unsent:
            raise
        except (OSError, http.client.HTTPException) as problem:
            raise Unanswered(f"{method} {address}: {type(problem).__name__}") from problem
        finally:
            connection.close()

    return ask


def _connect(connection):
    try:
        connection.connect()
    except OSError as problem:
        raise Unsent(type(problem).__name__) from problem


class Browser:
    """Cookies, the page it shows and its address. seen: every status beside its request."""

    def __init__(self, ask):
        self._ask, self._cookies = ask, {}
        self.address, self.page = "/", None
        self.seen = []

    def go(self, address):
        """Follows a link to its end; the page that is shown then."""
        for _ in range(10):
            self.address = urljoin(self.address, address)
            reply = self.request("GET", self.address, None)
            if not reply.location:
                self.page = Page(reply.html)
                return self.page
            address = reply.location
        raise AssertionError(f"redirects without end: {self.address}")

    def post(self, address, fields):
        """Sends fields (name -> values) and follows nothing."""
        target = urljoin(self.address, address or self.address)
        reply = self.request("POST", target, urlencode(fields, doseq=True))
        if not reply.location:
            self.page = Page(reply.html)
        return reply

    def request(self, method, address, content):
        """One request. Raises Unanswered."""
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookie} if cookie else {}
        status, location, cookies, body = self._ask(method, address, content, headers)
        for each in cookies:
            name, _, value = each.partition(";")[0].partition("=")
            self._cookies[name] = value
        self.seen.append((status, f"{method} {address}"))
        return Reply(status, location, body.decode())

    def enter(self, code):
        """Opens a draft by its code; whether it was opened."""
        form = self.go("/answer/code").forms[-1]
        return self.post(form.action or "/answer/code", {**form.initial(), "code": [code]}).location

    def forbidden(self):
        """Answers that must never come."""
        return [f"{status} to {what}" for status, what in self.seen if status not in ALLOWED]
