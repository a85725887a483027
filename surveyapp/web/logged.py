"""What staff routes log: each writes a line once it has done it, or says that it only reads."""

from collections.abc import Callable, Mapping
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
    """A route that does this, about the wave of its address unless it says otherwise.

    about: what it is about where no wave is in its address. What it refuses is in no line, nor what
    it did not do, such as the second press of a button.
    """

    def declare(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def logged(**parts: str) -> Response:
            answer = current_app.make_response(view(**parts))
            if answer.status_code < 400 and not g.get("did_nothing"):
                note(g.staff.name, action, _subject(parts, about), g.get("how_many"))
            return answer

        return _declared(logged)

    return declare


def _subject(parts: Mapping[str, str], about: str) -> str:
    """What a line is about: what the request says, else its address, else its route."""
    named = [parts[name] for name in ("wave", "occasion", "step") if name in parts]
    return " ".join(dict.fromkeys(filter(None, (g.get("about"), *named)))) or about


def counted(how_many: int) -> None:
    """Says in the line of this request of how many it is."""
    g.how_many = how_many


def log_about(subject: str) -> None:
    """Says in the line of this request what it is about, where its address does not."""
    g.about = subject


def did_nothing() -> None:
    """Leaves this request without a line: a second press, or nothing that there was to do."""
    g.did_nothing = True


def only_reads(view: View) -> View:
    """A route that changes nothing and hands out no file."""
    return _declared(view)


def logs_itself(view: View) -> View:
    """A route whose line is written where its work is done, such as by the job that it asks for."""
    return _declared(view)


def says_what_it_logs(view: Callable[..., Any]) -> bool:
    """Whether a route is declared by one of these."""
    return view in _DECLARED


def note(name: str, action: StaffAction, about: str = "", how_many: int | None = None) -> None:
    """Writes that an account has done it."""
    write_line(today(), f"account {name}", action, about, how_many)


def _declared(view: View) -> View:
    _DECLARED.add(view)
    return view
