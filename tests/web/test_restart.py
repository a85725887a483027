"""A server whose first process was killed: the others make room for the next one at once."""

import threading
from pathlib import Path

import pytest

from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from tests.waiting import wait_until
from tests.web.running import HEAD, connect, free_port, get, listens, serving_at

PROCESSES = 3


@pytest.fixture
def instance_path(tmp_path):
    """Of an empty instance."""
    path = tmp_path / "instance"
    upgrade(create_instance(path))
    return path


def workers_of(server):
    """Numbers of the processes that a server has started."""
    listed = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text(encoding="ascii")
    return listed.split()


def runs(number):
    """Whether a process has not ended; of one that has and is not buried no words are left."""
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes() != b""
    except FileNotFoundError:
        return False


def press_on(port, stopped):
    """Asks on the same connection again and again, as a page that somebody works on."""
    while not stopped.wait(0.05):
        try:
            with connect(port) as kept:
                while not stopped.wait(0.05):
                    kept.sendall(f"GET / HTTP/1.1\r\n{HEAD}\r\n".encode())
                    if not kept.recv(65536):
                        break
        except OSError:
            pass  # nobody listens just now


def test_who_is_left_alone_makes_room_while_people_go_on_pressing(instance_path, tmp_path):
    port, stopped = free_port(), threading.Event()
    people = [threading.Thread(target=press_on, args=(port, stopped)) for _ in range(4)]
    logs = tmp_path / "first", tmp_path / "second"
    with serving_at(port, instance_path, logs[0], processes=PROCESSES) as first:
        wait_until(lambda: listens(port) and len(workers_of(first)) == PROCESSES, "the server")
        for each in people:
            each.start()
        left = workers_of(first)
        first.kill()
        first.wait()
        with serving_at(port, instance_path, logs[1], processes=PROCESSES) as second:
            wait_until(
                lambda: second.poll() is not None or not any(map(runs, left)), "the end of the rest"
            )
            assert second.poll() is None, logs[1].read_text(encoding="utf-8")
            wait_until(lambda: listens(port), "the next server")
            assert " 200 " in get(port, "/")
            stopped.set()
            for each in people:
                each.join()
            assert second.poll() is None


def test_a_port_that_stays_taken_is_told(instance_path, tmp_path):
    port, log = free_port(), tmp_path / "second"
    with serving_at(port, instance_path, tmp_path / "first") as first:
        wait_until(lambda: listens(port), "the server")
        with serving_at(port, instance_path, log) as second:
            assert second.wait() == 2
        assert first.poll() is None
    assert f"Port {port} on 127.0.0.1 cannot be used (Address already in use)." in log.read_text()
