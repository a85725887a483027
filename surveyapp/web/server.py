"""Server: gunicorn as it may be run here; it never writes an access log."""

import gc
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from traceback import format_tb

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from surveyapp.web.worker import PatientWorker

ABOUT_WORKERS = "Worker (pid:%s)"


def end_at_once(_server: object, _worker: object) -> None:
    """Ends a worker that has served its last request, without the clean-up of its libraries.

    DuckDB was imported before the worker was forked, and aborts in its clean-up. Everything that
    was called saved is on the disk by then.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def nothing() -> None:
    """Nothing is prepared."""


class ServerLog(Logger):
    """What the server says of itself, by the day; of a request never the caller or a value."""

    datefmt = "[%Y-%m-%d]"

    def warning(self, msg: str, *args: object, **kwargs: object) -> None:
        """gunicorn warns of broken requests with the caller's address and what was sent."""
        if msg.startswith(ABOUT_WORKERS):
            self.error_log.warning(msg, *args)
        else:
            self.error_log.warning("A request that is not HTTP was refused.")

    def exception(self, msg: str, *args: object, **kwargs: object) -> None:
        """The kind of exception and the lines of code it passed, without its message."""
        kind, error, trace = sys.exc_info()
        if isinstance(error, ConnectionError):
            return  # a browser went away before it had its answer
        self.error_log.error("%s\n%s", kind and kind.__name__, "".join(format_tb(trace)))


@dataclass(frozen=True, slots=True)
class ServerLayout:
    """How many processes answer requests, and with how many threads each."""

    processes: int
    threads: int


def share_what_is_loaded() -> None:
    """What was loaded before the processes are forked stays in memory once, for all of them.

    A collection would write into every object, and so copy its page for each process.
    """
    gc.freeze()


class Server(BaseApplication):
    """gunicorn with processes of some threads each; no access log is ever written.

    prepare: called in each process before it takes its first request.
    """

    def __init__(
        self,
        app: object,
        address: tuple[str, int],
        layout: ServerLayout,
        said_always: Mapping[str, str],
        prepare: Callable[[], None] = nothing,
    ) -> None:
        self.application = app
        self.said_always = said_always
        """Headers of every answer, for what is refused before the application sees it."""
        host, port = address
        self.settings = {
            "bind": f"{host}:{port}",
            "workers": layout.processes,
            "worker_class": PatientWorker,
            "threads": layout.threads,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "logger_class": ServerLog,
            "when_ready": lambda _server: share_what_is_loaded(),
            "post_worker_init": lambda _worker: prepare(),
            "worker_exit": end_at_once,
            "graceful_timeout": 30,
            "keepalive": 5,
            "sendfile": False,
            # What a proxy says is read by the application, from declared proxies only.
            "forwarded_allow_ips": "",
            "forwarder_headers": "",
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        """Takes our settings, and none from the environment or the command line."""
        for name, value in self.settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> object:
        """The application."""
        return self.application
