"""The server as `surveyapp serve` runs it: no caller and no address in what it writes (T12)."""

import socket

from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from tests.waiting import LONGEST
from tests.web.running import serving

CALLER = "127.0.0.2"
MARKS = (CALLER, "203.0.113.77", "MarkedBrowser", "marked-path", "marked-value")
HEAD = "Host: localhost\r\nX-Forwarded-For: 203.0.113.77\r\nUser-Agent: MarkedBrowser/77\r\n"
REQUESTS = (
    f"GET /?q=marked-value HTTP/1.1\r\n{HEAD}\r\n",
    f"GET /marked-path HTTP/1.1\r\n{HEAD}\r\n",
    f"POST /answer/code HTTP/1.1\r\n{HEAD}Content-Length: 17\r\n\r\ncode=marked-value",
    f"GET /marked-path HTTP/9.9\r\n{HEAD}\r\n",
    f"GET  marked-path\r\n{HEAD}\r\n",
    f"GET /marked-path HTTP/1.1\r\n{HEAD}marked value without colon\r\n\r\n",
    f"GET /{'marked-path' * 1000} HTTP/1.1\r\n{HEAD}\r\n",
    f"POST /answer/code HTTP/1.1\r\n{HEAD}Content-Length: marked-value\r\n\r\n",
    f"POST /answer/code HTTP/1.1\r\n{HEAD}Content-Length: 500\r\n\r\ncode=marked-value",
    "\x16\x03\x01 marked-value",
)


def talk(port, request):
    """What the server answers to these bytes; the caller comes from an address of its own."""
    caller = socket.create_connection(
        ("127.0.0.1", port), timeout=LONGEST, source_address=(CALLER, 0)
    )
    with caller:
        caller.sendall(request.encode("latin-1"))
        caller.shutdown(socket.SHUT_WR)
        return caller.recv(200).decode("latin-1")


def test_a_running_server_writes_neither_caller_nor_address(tmp_path):
    path, log = tmp_path / "instance", tmp_path / "log"
    upgrade(create_instance(path))
    with serving(path, log) as port:
        answers = [talk(port, request) for request in REQUESTS]
    assert " 200 " in answers[0]
    assert " 404 " in answers[1]
    written = log.read_text(encoding="utf-8")
    assert [line for line in written.splitlines() if any(mark in line for mark in MARKS)] == []
