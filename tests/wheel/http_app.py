"""A server that is asked over HTTP, in the shape that the client without scripts asks of."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

from tests.waiting import LONGEST


@dataclass(frozen=True)
class Asked:
    """Where an answer came from, after all redirects."""

    path: str
    query_string: bytes


class Answer:
    """What a server answered."""

    def __init__(self, found):
        parts = urllib.parse.urlsplit(found.url)
        self.request = Asked(parts.path, parts.query.encode())
        self.status_code, self.mimetype = found.status, found.headers.get_content_type()
        self._body = found.read()

    def get_data(self, *, as_text):
        return self._body.decode() if as_text else self._body


class HttpApp:
    """The pages of a port."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}"

    def test_client(self):
        return HttpClient(self.address)


class HttpClient:
    """Keeps cookies and follows redirects, as browsers do."""

    def __init__(self, address):
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def get(self, path, query_string=None, **_options):
        query = f"?{urllib.parse.urlencode(query_string, doseq=True)}" if query_string else ""
        return self._open(path + query)

    def post(self, path, data, **_options):
        return self._open(path, urllib.parse.urlencode(data, doseq=True).encode())

    def _open(self, path, body=None):
        try:
            found = self._opener.open(self.address + path, body, LONGEST)
        except urllib.error.HTTPError as refused:
            found = refused
        with found:
            return Answer(found)
