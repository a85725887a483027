"""Access: every route declares who may use it, or the application refuses to start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.staff_session import Staff, staff_of
from surveyapp.web.clock import now
from surveyapp.web.ended import has_ended
from surveyapp.web.hosts import CHANGES_NOTHING, add_hosts
from surveyapp.web.logged import says_what_it_logs
from surveyapp.web.own_address import page_of_request

View = TypeVar("View", bound=Callable[..., Any])


class RouteUndeclared(RuntimeError):
    """A route does not say who may use it, or one of staff not what it logs."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may use a route: everybody, a respondent with an open draft, or staff.

    permission: what staff must be allowed to do; is_confirmed: whether the code of the second
    factor is asked for again.
    """

    name: str
    permission: Permission | None = None
    is_confirmed: bool = False


PUBLIC = Audience("public")
RESPONDENT = Audience("respondent")
WITHOUT_FACTOR = Audience("staff without a second factor")
# Who was shown a form may send it for as long again, so that nothing typed on it is lost.
FRESH_TO_READ, FRESH_TO_CHANGE = timedelta(minutes=10), timedelta(minutes=20)


def public(view: View) -> View:
    """Everybody may use this route."""
    return _declare(view, PUBLIC)


def respondent(view: View) -> View:
    """Needs an open draft; the view itself asks for the code when there is none."""
    return _declare(view, RESPONDENT)


def staff(permission: Permission, *, is_confirmed: bool = False) -> Callable[[View], View]:
    """Needs a staff session of somebody who may do this.

    is_confirmed: the code of the second factor was typed again a short while ago; whoever has none,
    as in a demonstration, is not asked.
    """

    def declare(view: View) -> View:
        return _declare(view, Audience("staff", permission, is_confirmed=is_confirmed))

    return declare


def staff_without_factor(view: View) -> View:
    """Needs a staff session of an account that must set up a second factor before all else."""
    return _declare(view, WITHOUT_FACTOR)


def enforce_access(app: Flask) -> None:
    """Checks declarations now and every request later. Raises RouteUndeclared."""
    app.view_functions["static"] = public(_named_static(app))
    for rule in app.url_map.iter_rules():
        if audience_of(app, rule.endpoint) is None:
            raise RouteUndeclared(f"{rule.rule} ({rule.endpoint}) does not say who may use it")
        if is_silent(app, rule.endpoint):
            raise RouteUndeclared(f"{rule.rule} ({rule.endpoint}) does not say what it logs")
    add_hosts(app, app.extensions["surveyapp_instance"])
    app.before_request(lambda: _check(app))


def audience_of(app: Flask, endpoint: str | None) -> Audience | None:
    """Who may use an endpoint; None when it does not say."""
    return getattr(app.view_functions.get(endpoint or ""), "audience", None)


def may_open(endpoint: str) -> bool:
    """Whether whoever is signed in here may follow a link to a page of staff."""
    audience, who = audience_of(current_app, endpoint), g.get("staff")
    return bool(who and audience and audience.permission in who.permissions)


def is_silent(app: Flask, endpoint: str) -> bool:
    """Whether it is a route of staff that does not say what it logs."""
    is_of_staff = audience_of(app, endpoint) not in (PUBLIC, RESPONDENT)
    return is_of_staff and not says_what_it_logs(app.view_functions[endpoint])


def _check(app: Flask) -> Response | None:
    if request.endpoint is None:
        return None
    audience = audience_of(app, request.endpoint)
    if audience is None:
        abort(403)
    if audience in (PUBLIC, RESPONDENT):
        return None
    g.staff = _who(app)
    if g.staff is None:
        return redirect(url_for("staff.sign_in_page", next=quote(request.path)))
    return _check_staff(app, g.staff, audience)


def is_fresh(who: Staff, within: timedelta) -> bool:
    """Whether the code was typed again no longer ago than that, or there is none to type."""
    is_typed = who.confirmed is not None and now() - who.confirmed <= within
    return is_typed or not who.has_second_factor


def _who(app: Flask) -> Staff | None:
    if "staff" not in session or has_ended(session["staff"]):
        return None
    is_together = app.extensions["surveyapp_instance"].roles_together
    return staff_of(session["staff"], now(), is_together=is_together)


def _check_staff(app: Flask, who: Staff, audience: Audience) -> Response | None:
    """A demonstration may do without a second factor; elsewhere it comes before everything."""
    is_complete = who.has_second_factor or app.extensions["surveyapp_instance"].is_demo
    if audience == WITHOUT_FACTOR and not is_complete:
        return None
    if not is_complete:
        return redirect(url_for("second_factor.set_up"))
    if audience.permission not in who.permissions:
        abort(403)
    within = FRESH_TO_READ if request.method in CHANGES_NOTHING else FRESH_TO_CHANGE
    if audience.is_confirmed and not is_fresh(who, within):
        return redirect(url_for("confirmation.page", next=page_of_request()))
    return None


def _declare(view: View, audience: Audience) -> View:
    view.audience = audience  # type: ignore[attr-defined]  # the declaration travels on the view
    return view


def _named_static(app: Flask) -> Callable[..., Any]:
    def static(filename: str) -> Response:
        return app.send_static_file(filename)

    return static
