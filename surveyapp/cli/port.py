"""Port: whether a server can have the port that it was told."""

import os
import socket

from surveyapp.cli.refusal import COULD_NOT_RUN, stop

LOCAL = "127.0.0.1"


def check_port(host: str, port: int, command: str) -> None:
    """Ends the command where the port is taken, and says which one to try."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            stop(
                f"Port {port} on {host} cannot be used ({os.strerror(problem.errno or 0)})."
                f" Choose another: surveyapp {command} --port {port + 1}",
                COULD_NOT_RUN,
            )
