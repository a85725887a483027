"""Site: what a server serves. The pages of respondents are ready at once, those of staff later.

A server begins with what respondents need. The side of staff, with its pages of results, is loaded
in the process that is first asked for one of its pages, which takes about half a second, and
then in all others, before whoever was shown one asks for the next; what computes figures is not
loaded for it, see `study.engine`.
"""

from collections.abc import Iterable
from importlib import import_module
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from flask import Flask

from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.instance import Instance
from surveyapp.storage.database import same_files
from surveyapp.storage.shared_memory import SharedMark
from surveyapp.web import STAFF_SIDE, create_answering, create_app
from surveyapp.web.first_token import share_first_token

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

STAFF_PATHS = ("/coordinate", "/desk", "/staff")
"""Below these lie the pages of staff, and nothing else."""
LOOKS_AFTER = 0.2
"""Seconds between two looks whether another process was asked for one."""


class Site:
    """Two applications of one instance: one that answers everybody, and the whole."""

    def __init__(self, instance: Instance) -> None:
        """Raises as `create_app`."""
        self.instance = instance
        self.answering = create_answering(instance)
        self._whole: Flask | None = None
        self._one_loads, self._is_asked_for = Lock(), SharedMark()

    def follow(self) -> None:
        """Loads the side of staff soon after another process did, in a thread of this process."""
        Thread(target=self._follow, name="staff side", daemon=True).start()

    def _follow(self) -> None:
        never = Event()
        while not never.wait(LOOKS_AFTER):
            if self._is_asked_for.is_set:
                self.whole()
                return

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """One request."""
        is_of_staff = leads_to_staff(str(environ.get("PATH_INFO", "")))
        app = self.whole() if is_of_staff else self.answering
        return app(environ, start_response)

    def whole(self) -> Flask:
        """The application with the pages of staff; loaded once. Raises as `create_app`."""
        with self._one_loads:
            if self._whole is None:
                self._is_asked_for.set()
                with collection_pause():
                    made = create_app(self.instance)
                share_first_token(self.answering, made)
                same_files(self.answering, made)
                self._prepare(made)
                self._whole = made
            return self._whole

    def _prepare(self, whole: Flask) -> None:
        """In a thread: reads what the pages after the first one need."""
        prepare = import_module(STAFF_SIDE).PREPARE
        Thread(target=prepare, args=[whole], name="staff", daemon=True).start()


def leads_to_staff(path: str) -> bool:
    """Whether a path is one of the pages of staff."""
    return any(path == each or path.startswith(f"{each}/") for each in STAFF_PATHS)
