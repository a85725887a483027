"""Slow and broken clients cost no thread, and every answer has the same headers (F3, L1)."""

import pytest

from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web.amounts import MOST_BYTES
from surveyapp.web.gathering import CHUNKING, MOST_HEAD
from surveyapp.web.headers import said_always
from surveyapp.web.worker import MOST_CONNECTIONS
from tests.web.running import HEAD, ask, connect, everything, get, is_silent, serving

MANY, THREADS = 40, 2
PAGES = ("/help-now", "/", "/answer/code", "/goodbye", "/static/dist/app.css")
HALF_HEAD = "GET /help-now HTTP/1.1\r\nHost: local"
GET = f"GET / HTTP/1.1\r\n{HEAD}"
POST = f"POST /answer/code HTTP/1.1\r\n{HEAD}Content-Type: application/x-www-form-urlencoded\r\n"
IN_CHUNKS = f"{POST}Transfer-Encoding: chunked\r\n"
HALF_BODY = f"{POST}Content-Length: 500\r\n\r\ncode=W"
HALF_CHUNK = f"{IN_CHUNKS}\r\n5\r\ncod"
TOO_LARGE = "code=" + "a" * (MOST_HEAD + MOST_BYTES + CHUNKING)
REFUSED = {
    "400 no Host": "GET / HTTP/1.1\r\n\r\n",
    "400 HTTP/1.0 without Host": "GET / HTTP/1.0\r\n\r\n",
    "400 two hosts": f"{GET}Host: evil.example\r\n\r\n",
    "400 no request": "GET  nothing\r\nHost: localhost\r\n\r\n",
    "400 header without colon": f"{GET}no colon\r\n\r\n",
    "400 two lengths": f"{POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "400 length and chunks": f"{IN_CHUNKS}Content-Length: 5\r\n\r\n0\r\n\r\n",
    "400 length is no number": f"{POST}Content-Length: x\r\n\r\n",
    "400 chunk is no number": f"{IN_CHUNKS}\r\nzz\r\n",
    "400 trailer that may not be one": f"{IN_CHUNKS}\r\n0\r\nTrailer: x\r\n\r\n",
    "413 length": f"{POST}Content-Length: {MOST_BYTES + 1}\r\n\r\ncode=",
    "413 chunks": f"{IN_CHUNKS}\r\n{len(TOO_LARGE):x}\r\n{TOO_LARGE}\r\n0\r\n\r\n",
    "414 address": f"GET /{'a' * 9000} HTTP/1.1\r\n{HEAD}\r\n",
    "431 one long header": f"{GET}X: {'a' * 20_000}\r\n\r\n",
    "431 never ends": f"{GET}X: {'a' * 70_000}",
    "501 coding": f"{POST}Transfer-Encoding: gopher\r\n\r\n",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    upgrade(create_instance(folder / "instance"))
    with serving(folder / "instance", folder / "log", "--threads", str(THREADS)) as port:
        yield port


def status(answer):
    return answer.split(" ", 2)[1] if answer else ""


def headers(answer):
    lines = answer.split("\r\n\r\n", 1)[0].split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines)


def test_every_page_answers_while_many_clients_send_slowly_or_nothing(port):
    slow = [connect(port, text) for text in ("", HALF_HEAD, HALF_BODY, HALF_CHUNK) * MANY]
    try:
        assert [status(get(port, page)) for page in PAGES] == ["200"] * len(PAGES)
        bodies = [each for n, each in enumerate(slow) if n % 4 >= 2]
        assert all(map(is_silent, bodies))
    finally:
        for each in slow:
            each.close()


def test_clients_that_do_not_read_their_answers_cost_no_thread(port):
    many = f"GET /static/dist/app.css HTTP/1.1\r\n{HEAD}\r\n" * 200
    greedy = [connect(port, many) for _ in range(THREADS * 4)]
    try:
        assert status(get(port, "/help-now")) == "200"
    finally:
        for each in greedy:
            each.close()


def test_more_clients_than_the_server_takes_do_not_keep_others_out(port):
    idle = [connect(port) for _ in range(MOST_CONNECTIONS + MANY)]
    try:
        assert status(get(port, "/help-now")) == "200"
    finally:
        for each in idle:
            each.close()


def test_a_request_that_never_ends_is_refused_at_last(port):
    with connect(port, HALF_HEAD) as slow:
        answer = everything(slow)
    assert status(answer) == "408"
    assert said_always(is_https=False).items() <= headers(answer).items()


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refusal_has_the_headers_of_every_answer(port, kind):
    answer = ask(port, REFUSED[kind])
    assert status(answer) == kind[:3]
    assert said_always(is_https=False).items() <= headers(answer).items()


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refusal_repeats_nothing_of_what_was_sent(port, kind):
    answer = ask(port, REFUSED[kind])
    assert not [word for word in ("gopher", "no colon", "aaaaaaaaaa", "nothing") if word in answer]


def test_requests_that_follow_each_other_are_answered_in_order(port):
    first = f"GET /help-now HTTP/1.1\r\n{HEAD}\r\n"
    last = f"GET /goodbye HTTP/1.1\r\n{HEAD}Connection: close\r\n\r\n"
    answer = ask(port, first + last)
    assert answer.count("HTTP/1.1 200 OK") == 2
    assert answer.index("Need help now?") < answer.rindex("HTTP/1.1 200 OK")


@pytest.mark.parametrize(
    "posted",
    [
        f"{POST}Content-Length: 6\r\n\r\ncode=W",
        f"{IN_CHUNKS}\r\n3\r\ncod\r\n3;x=y\r\ne=W\r\n0\r\n\r\n",
        f"{IN_CHUNKS}\r\n6\r\ncode=W\r\n0\r\nX-Sum: x\r\n\r\n",
    ],
    ids=["length", "chunks", "trailer"],
)
def test_a_body_is_read_as_it_was_sent_and_another_request_may_follow(port, posted):
    answer = ask(port, f"{posted}GET /goodbye HTTP/1.1\r\n{HEAD}Connection: close\r\n\r\n")
    assert status(answer) == "400"
    assert "mistyped" in answer
    assert answer.count("HTTP/1.1 200 OK") == 1


def test_a_request_in_single_bytes_is_answered(port):
    with connect(port) as slow:
        for sign in f"GET /goodbye HTTP/1.1\r\n{HEAD}Connection: close\r\n\r\n":
            slow.sendall(sign.encode())
        assert status(everything(slow)) == "200"


def test_a_client_that_asks_first_is_told_to_go_on(port):
    head = f"{POST}Content-Length: 6\r\nConnection: close\r\n"
    with connect(port, f"{head}Expect: 100-continue\r\n\r\n") as polite:
        assert polite.recv(200).startswith(b"HTTP/1.1 100 Continue")
        polite.sendall(b"code=W")
        assert "mistyped" in everything(polite)
