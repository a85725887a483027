"""What staff routes log: each writes a line once it has done it, or says that it only reads."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, current_app, g

from surveyapp.storage.staff_log import StaffAction, write_line
from surveyapp.web.clock import today

View = TypeVar("View", bound=Callable[..., Any])
_DECLARED = set[Callable[..., Any]]()


def logs(
    action: StaffAction, about: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """A route that does this, about the wave of its address; what it refuses is in no line.

    about: what it is about where no wave is in its address.
    """

    def declare(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def logged(**parts: str) -> Response:
            answer = current_app.make_response(view(**parts))
            if answer.status_code < 400:
                note(g.staff.name, action, parts.get("wave", parts.get("step", about)))
            return answer

        return _declared(logged)

    return declare


def only_reads(view: View) -> View:
    """A route that changes nothing and hands out no file."""
    return _declared(view)


def says_what_it_logs(view: Callable[..., Any]) -> bool:
    """Whether a route is declared by one of the two."""
    return view in _DECLARED


def note(name: str, action: StaffAction, about: str = "") -> None:
    """Writes that an account has done it."""
    write_line(today(), f"account {name}", action, about)


def _declared(view: View) -> View:
    _DECLARED.add(view)
    return view
