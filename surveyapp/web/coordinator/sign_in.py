"""Sign-in of staff: a server-side session, few tries, the same answer whatever was wrong."""

import math

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField, StringField

from surveyapp.storage.second_factor import TypedCode
from surveyapp.storage.staff import has_accounts
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.staff_session import SecondFactorWrong, sign_in, sign_out
from surveyapp.web.access import public
from surveyapp.web.clock import now
from surveyapp.web.current_instance import current_instance
from surveyapp.web.ended import NOT_WRITTEN, end_unwritten
from surveyapp.web.limits import (
    limiter,
    too_many,
    try_for_account,
    try_of_second_factor,
    try_of_sign_in,
)
from surveyapp.web.logged import note
from surveyapp.web.own_address import own_address
from surveyapp.web.respondent.held_visit import leave

blueprint = Blueprint("staff", __name__)


class SignInForm(FlaskForm):
    """Name, password and second factor; `next` is where the person wanted to go."""

    name = StringField()
    password = PasswordField()
    factor = StringField()
    next = HiddenField()


@blueprint.route("/staff/sign-in", methods=["GET", "POST"])
@public
def sign_in_page() -> str | Response | tuple[str, int]:
    """Asks for name, password and the code of the second factor."""
    form = SignInForm()
    if request.method != "POST":
        form.next.data = request.args.get("next", "")
        return _page(form, None)
    token, error = _try(form) if form.validate_on_submit() else (None, _("Please try again."))
    if token is None:
        return _page(form, error), 400
    language = session.get("lang")
    leave()
    session["staff"] = token
    if language:
        session["lang"] = language
    return redirect(own_address(form.next.data or "") or url_for("desk.overview"))


@blueprint.post("/staff/sign-out")
@public
def sign_out_page() -> Response:
    """Ends the session, on the server and for every copy of the cookie, and waits for nothing.

    Where the database takes nothing just then no line is written, and the end holds until the
    server stops or the session would have ended by itself.
    """
    if "staff" in session and FlaskForm().validate_on_submit():
        token = session["staff"]
        session.clear()
        try:
            name = sign_out(token, now())
            if name is not None:
                note(name, StaffAction.SIGNED_OUT)
        except NOT_WRITTEN as error:
            end_unwritten(token, error)
    return redirect(url_for("public.front"))


def _page(form: SignInForm, error: str | None) -> str:
    return render_template(
        "coordinator/sign_in.html", form=form, error=error, has_accounts=has_accounts()
    )


def _try(form: SignInForm) -> tuple[str | None, str]:
    name = (form.name.data or "")[:80]
    with (
        try_of_sign_in() as here,
        try_for_account(name) as there,
        limiter.password_check(is_slow=here.is_too_many),
    ):
        token = _token(name, form)
        here.was_wrong = there.was_wrong = token is None
        if token is None and (here.is_too_many or there.is_too_many):
            limiter.delay()
    if token is None and here.is_too_many:
        too_many(here.seconds_left)
        return None, _come_again(here.seconds_left)
    return token, _("Name, password or code is wrong.")


def _token(name: str, form: SignInForm) -> str | None:
    """Of a fresh session. A wrong code is answered as a wrong password is."""
    instance = current_instance()
    password, typed = (form.password.data or "")[:128], (form.factor.data or "")[:40]
    with try_of_second_factor(name) as second:
        code = TypedCode(typed, instance.pepper, is_too_many=second.is_too_many)
        try:
            token = sign_in(name, password, now(), code)
        except SecondFactorWrong:
            second.was_wrong = True
            note(name, StaffAction.SECOND_FACTOR_FAILED)
            return None
    if token is not None:
        note(name, StaffAction.SIGNED_IN)
    return token


def _come_again(seconds: int) -> str:
    words = ngettext(
        "Too many failed tries came from your network. The right password signs you in at any time;"
        " otherwise please come again in %(num)s minute.",
        "Too many failed tries came from your network. The right password signs you in at any time;"
        " otherwise please come again in %(num)s minutes.",
        math.ceil(seconds / 60),
    )
    return str(words)
