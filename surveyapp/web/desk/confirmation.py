"""Confirmation: before what cannot be undone, the code of the second factor is asked for again."""

import math

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.second_factor import TypedCode
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.staff_session import SecondFactorWrong, confirm
from surveyapp.web.access import FRESH_TO_READ, is_fresh, staff
from surveyapp.web.clock import now
from surveyapp.web.current_instance import current_instance
from surveyapp.web.limits import limiter, too_many, try_of_second_factor
from surveyapp.web.logged import did_nothing, logs, note, only_reads
from surveyapp.web.own_address import own_address

blueprint = Blueprint("confirmation", __name__)


class ConfirmationForm(FlaskForm):
    """The code; `next` is the page that asked for it."""

    factor = StringField()
    next = HiddenField()


@blueprint.get("/staff/confirm")
@staff(Permission.DESK)
@only_reads
def page() -> str | Response:
    """Asks for the code, unless it was typed a short while ago."""
    form = ConfirmationForm(next=request.args.get("next", ""))
    return _onward(form) if is_fresh(g.staff, FRESH_TO_READ) else _page(form)


@blueprint.post("/staff/confirm")
@staff(Permission.DESK)
@logs(StaffAction.FACTOR_CONFIRMED)
def typed() -> Response | tuple[str, int]:
    """Uses the code up, gives the session a new name, and goes to the page that asked."""
    form = ConfirmationForm()
    if is_fresh(g.staff, FRESH_TO_READ):  # in another tab meanwhile
        did_nothing()
        return _onward(form)
    error = _try(form) if form.validate_on_submit() else _("Please try again.")
    return (_page(form, error), 400) if error else _onward(form)


def _try(form: ConfirmationForm) -> str | None:
    """What is wrong with the code; None when it was right."""
    with (
        try_of_second_factor(g.staff.name) as here,
        limiter.password_check(is_slow=here.is_too_many),
    ):
        pepper, written = current_instance().pepper, (form.factor.data or "")[:40]
        code = TypedCode(written, pepper, is_too_many=here.is_too_many)
        try:
            session["staff"] = confirm(session["staff"], now(), code)
        except SecondFactorWrong:
            here.was_wrong = True
            note(g.staff.name, StaffAction.SECOND_FACTOR_FAILED)
            limiter.delay()
    if not here.was_wrong:
        return None
    if here.is_too_many:
        too_many(here.seconds_left)
        return _recovery_alone(here.seconds_left)
    return str(_("This code is wrong, or was used already. Wait for the next one of your app."))


def _recovery_alone(seconds: int) -> str:
    words = ngettext(
        "Too many wrong codes were typed. For %(num)s minute only a recovery code is taken.",
        "Too many wrong codes were typed. For %(num)s minutes only a recovery code is taken.",
        math.ceil(seconds / 60),
    )
    return str(words)


def _onward(form: ConfirmationForm) -> Response:
    return redirect(own_address(form.next.data or "") or url_for("desk.overview"))


def _page(form: ConfirmationForm, error: str | None = None) -> str:
    errors = [("factor", error)] if error else []
    return render_template("desk/confirmation.html", form=form, errors=errors)
