"""Port: whether a server can have the port that it was told."""

import errno
import socket
from time import monotonic, sleep
from typing import NoReturn

from surveyapp.cli.refusal import COULD_NOT_RUN, stop
from surveyapp.plain_file import os_words

LOCAL = "127.0.0.1"
USUAL, FIRST_FOR_ALL, LAST = 8000, 1024, 65535
"""Ports: below the second only an administrator may have one."""
WAIT_SECONDS, PAUSE_SECONDS = 3.0, 0.1
"""Longer than the processes of a server that was killed need to see that they are left alone."""


def check_port(host: str, port: int, command: str) -> None:
    """Ends the command where the address is none or the port stays taken; says what to try."""
    ends = monotonic() + WAIT_SECONDS
    while (problem := _problem(host, port, command)) and problem.errno == errno.EADDRINUSE:
        if monotonic() > ends:
            break
        sleep(PAUSE_SECONDS)
    if problem is not None:
        stop(
            f"Port {port} on {host} cannot be used ({os_words(problem)})."
            f" Choose another: surveyapp {command} --port {_next_to(port)}",
            COULD_NOT_RUN,
        )


def _problem(host: str, port: int, command: str) -> OSError | None:
    """Why it cannot be had now; None where it can. Ends the command at an address that is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (socket.gaierror, UnicodeError, ValueError):
            _stop_at_address(host, command)
        except OSError as problem:
            if problem.errno == errno.EADDRNOTAVAIL:
                _stop_at_address(host, command)
            return problem
    return None


def _stop_at_address(host: str, command: str) -> NoReturn:
    stop(
        f"{host!r} is no address of this machine. Say one that it has, or leave --host out:"
        f" surveyapp {command}",
        COULD_NOT_RUN,
    )


def _next_to(port: int) -> int:
    return port + 1 if FIRST_FOR_ALL <= port < LAST else USUAL
