"""The first account: made once, from this machine or with the address that the terminal printed."""

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, PasswordField, StringField

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.settings.site_address import LOOPBACK
from surveyapp.storage.staff import StaffRefused, add_first, has_accounts
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.staff_session import sign_in
from surveyapp.web.access import public
from surveyapp.web.clock import now
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.account_words import refusal_words
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.first_token import is_first_token
from surveyapp.web.limits import limiter
from surveyapp.web.logged import note
from surveyapp.web.proxies import IS_HERE
from surveyapp.web.respondent.held_visit import leave

blueprint = Blueprint("first", __name__)
LONGEST_TYPED = 200


class FirstForm(DeskForm):
    """The first account, and whether it also runs the study."""

    name = StringField()
    password = PasswordField()
    again = PasswordField()
    runs_study = BooleanField()


@blueprint.get("/staff/first")
@public
def page() -> Response | str | tuple[str, int]:
    """Asks for name and password, of whoever may make it, while there is no account."""
    return _elsewhere() or _page(FirstForm(), "")


@blueprint.post("/staff/first")
@public
def made() -> Response | str | tuple[str, int]:
    """Makes it, signs in, and goes on to the second factor."""
    elsewhere, form = _elsewhere(), FirstForm()
    if elsewhere is not None:
        return elsewhere
    if not form.validate_on_submit():
        return _page(form, "try-again"), 400
    name, password = (form.name.data or "").strip()[:LONGEST_TYPED], form.password.data or ""
    if password != form.again.data:
        return _page(form, "not-the-same"), 400
    roles = [StaffRole.ADMIN, *([StaffRole.COORDINATOR] if form.runs_study.data else [])]
    try:
        with limiter.password_check(is_slow=False):
            add_first(name, roles, password[:LONGEST_TYPED])
    except StaffRefused as refused:
        if refused.code == "not-first":  # somebody else was faster
            return redirect(url_for("staff.sign_in_page"))
        return _page(form, refused.code), 400
    note(name, StaffAction.ACCOUNT_MADE, name)
    return _signed_in(name, password)


def _elsewhere() -> Response | tuple[str, int] | None:
    """Where to go instead; None for whoever may make the first account now."""
    if has_accounts():
        return redirect(url_for("staff.sign_in_page"))
    if _is_of_this_machine() or _has_token():
        return None
    return render_template("desk/first_elsewhere.html"), 403


def _is_of_this_machine() -> bool:
    """Where a site has a name for others, a proxy may make everybody look like this machine."""
    is_local = urlsplit(current_instance().base_url).hostname in LOOPBACK
    return is_local and bool(request.environ.get(IS_HERE))


def _has_token() -> bool:
    return is_first_token(current_app, request.args.get("token", ""))


def _signed_in(name: str, password: str) -> Response:
    """A session of its own, as after any sign-in."""
    language, token = session.get("lang"), sign_in(name, password, now())
    leave()
    if language:
        session["lang"] = language
    if token is None:  # changed meanwhile
        return redirect(url_for("staff.sign_in_page"))
    session["staff"] = token
    note(name, StaffAction.SIGNED_IN)
    return redirect(url_for("desk.overview"))


def _page(form: FirstForm, code: str) -> str:
    return render_template(
        "desk/first.html",
        form=form,
        errors=[refusal_words(code)] if code else [],
        act=Act(
            _("Make the first account"),
            _(
                "Makes an account that may make all others, and signs you in. A second factor is"
                " set up next: have a phone or a password store with an app for codes at hand."
            ),
            _("This page is gone once there is an account; it can be changed and shut later."),
            "surveyapp staff add NAME --role admin",
        ),
    )
