"""What staff routes log: each writes a line once it has done it, or says that it only reads."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, current_app, g

from surveyapp.storage.staff_log import StaffAction, write_line
from surveyapp.web.clock import today

View = TypeVar("View", bound=Callable[..., Any])
_DECLARED = set[Callable[..., Any]]()


def logs(action: StaffAction) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """A route that does this, about the wave of its address unless it says otherwise.

    What it refuses is in no line, nor what it did not do, such as the second press of a button.
    """

    def declare(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def logged(**parts: str) -> Response:
            g.logged = (parts.get("wave", ""), None)
            answer = current_app.make_response(view(**parts))
            if answer.status_code < 400 and g.logged is not None:
                note(g.staff.name, action, *g.logged)
            return answer

        return _declared(logged)

    return declare


def only_reads(view: View) -> View:
    """A route that changes nothing and hands out no file."""
    return _declared(view)


def says_what_it_logs(view: Callable[..., Any]) -> bool:
    """Whether a route is declared by one of the two."""
    return view in _DECLARED


def log_about(about: str, how_many: int | None = None) -> None:
    """What the line of this request is about: a wave, an account or a file; and how many."""
    g.logged = (about, how_many)


def log_nothing() -> None:
    """This request did nothing, for it was the second press of a button; it leaves no line."""
    g.logged = None


def note(name: str, action: StaffAction, about: str = "", how_many: int | None = None) -> None:
    """Writes that an account has done it."""
    write_line(today(), f"account {name}", action, about, how_many)


def _declared(view: View) -> View:
    _DECLARED.add(view)
    return view
