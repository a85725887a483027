"""Port: whether a server can have the port that it was told."""

import errno
import socket
from time import monotonic, sleep

from surveyapp.cli.refusal import COULD_NOT_RUN, stop
from surveyapp.plain_file import os_words

LOCAL = "127.0.0.1"
WAIT_SECONDS, PAUSE_SECONDS = 3.0, 0.1
"""Longer than the processes of a server that was killed need to see that they are left alone."""


def check_port(host: str, port: int, command: str) -> None:
    """Ends the command where the port stays taken, and says which one to try."""
    ends = monotonic() + WAIT_SECONDS
    while (problem := _problem(host, port)) and problem.errno == errno.EADDRINUSE:
        if monotonic() > ends:
            break
        sleep(PAUSE_SECONDS)
    if problem is not None:
        stop(
            f"Port {port} on {host} cannot be used ({os_words(problem)})."
            f" Choose another: surveyapp {command} --port {port + 1}",
            COULD_NOT_RUN,
        )


def _problem(host: str, port: int) -> OSError | None:
    """Why it cannot be had now; None where it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            return problem
    return None
