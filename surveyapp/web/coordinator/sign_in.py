"""Sign-in of staff: a server-side session, few tries, the same answer whatever was wrong."""

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField, StringField

from surveyapp.storage.staff import sign_in, sign_out
from surveyapp.web.access import public
from surveyapp.web.clock import now
from surveyapp.web.limits import sign_in_was_wrong, too_many_wrong_sign_ins

blueprint = Blueprint("staff", __name__)


class SignInForm(FlaskForm):
    """Name and password; `next` is where the person wanted to go."""

    name = StringField()
    password = PasswordField()
    next = HiddenField()


@blueprint.route("/staff/sign-in", methods=["GET", "POST"])
@public
def sign_in_page() -> str | Response | tuple[str, int]:
    """Asks for name and password."""
    form = SignInForm()
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
        return render_template("coordinator/sign_in.html", form=form, error=None)
    token, error = _try(form) if form.validate_on_submit() else (None, _("Please try again."))
    if token is None:
        return render_template("coordinator/sign_in.html", form=form, error=error), 400
    language = session.get("lang")
    session.clear()
    session["staff"] = token
    if language:
        session["lang"] = language
    return redirect(_own_address(form.next.data or ""))


@blueprint.post("/staff/sign-out")
@public
def sign_out_page() -> Response:
    """Ends the session on the server, not only in the browser."""
    if "staff" in session and FlaskForm().validate_on_submit():
        sign_out(session["staff"])
        session.clear()
    return redirect(url_for("public.front"))


def _try(form: SignInForm) -> tuple[str | None, str]:
    name = (form.name.data or "")[:80]
    if too_many_wrong_sign_ins(name):
        return None, _("Too many failed tries. Please wait fifteen minutes.")
    token = sign_in(name, (form.password.data or "")[:128], now())
    if token is None:
        sign_in_was_wrong(name)
    return token, _("Name or password is wrong.")


def _own_address(wanted: str) -> str:
    """Where to go after sign-in: only a page of ours."""
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_path and _is_ours(wanted) else url_for("coordinator.overview")


def _is_ours(path: str) -> bool:
    adapter = current_app.url_map.bind("")
    try:
        adapter.match(path.split("?", 1)[0], method="GET")
    except HTTPException:
        return False
    return True
