"""A server as `surveyapp serve` runs it, and plain sockets that talk to it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.waiting import LONGEST, wait_until

HEAD = "Host: localhost\r\n"


def command():
    """Path of the command `surveyapp` of this environment."""
    return shutil.which("surveyapp", path=str(Path(sys.executable).parent))


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    """Whether somebody answers at a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def serving(path, log, *options, processes=1):
    """The port of a server of the instance at `path`; it is stopped at the end."""
    port = free_port()
    with serving_at(port, path, log, *options, processes=processes) as server:
        wait_until(lambda: server.poll() is not None or listens(port), "the server")
        assert server.poll() is None, log.read_text(encoding="utf-8")
        yield port


@contextmanager
def serving_at(port, path, log, *options, processes=1):
    """A server that was started at a port, also one that cannot have it; stopped at the end."""
    with log.open("wb") as writing:
        server = subprocess.Popen(
            [command(), "serve", "--port", str(port), "--processes", str(processes), *options],
            env={**os.environ, "SURVEYAPP_INSTANCE": str(path)},
            stdout=writing,
            stderr=subprocess.STDOUT,
        )
        try:
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=LONGEST)


def connect(port, text="", caller="127.0.0.1"):
    """A socket that has sent some text."""
    made = socket.create_connection(("127.0.0.1", port), LONGEST, (caller, 0))
    made.sendall(text.encode("latin-1"))
    return made


def everything(made):
    """All that comes until the server ends the connection."""
    parts = []
    while part := made.recv(65536):
        parts.append(part)
    return b"".join(parts).decode("latin-1")


def ask(port, text, caller="127.0.0.1"):
    """The whole answer to a request that ends the connection."""
    with connect(port, text, caller) as made:
        return everything(made)


def get(port, address, *headers):
    """The whole answer to a GET."""
    lines = "".join(f"{line}\r\n" for line in headers)
    return ask(port, f"GET {address} HTTP/1.1\r\n{HEAD}{lines}Connection: close\r\n\r\n")


def is_silent(made):
    """Whether nothing came on a socket, not even its end."""
    made.setblocking(False)
    try:
        made.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    finally:
        made.settimeout(LONGEST)
    return False
