"""Second factor: an account without one sets it up before it sees anything else."""

from flask import Blueprint, abort, g, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField

from surveyapp.storage.second_factor import (
    TypedCode,
    app_address,
    fresh_secret,
    new_factor,
    step_of,
)
from surveyapp.storage.staff import StaffRefused, set_second_factor
from surveyapp.storage.staff_log import StaffAction
from surveyapp.web.access import staff_without_factor
from surveyapp.web.clock import now
from surveyapp.web.current_instance import current_instance
from surveyapp.web.logged import logs, only_reads

blueprint = Blueprint("second_factor", __name__)


class FactorForm(FlaskForm):
    """The code that an app shows for the new secret."""

    factor = StringField()


@blueprint.get("/staff/second-factor")
@staff_without_factor
@only_reads
def set_up() -> str:
    """Shows a secret, held in the sealed cookie until a code proves that an app has it."""
    return _page(FactorForm(), _secret(), None)


@blueprint.post("/staff/second-factor")
@staff_without_factor
@logs(StaffAction.FACTOR_CHANGED)
def tried() -> str | tuple[str, int]:
    """Keeps the factor once its code is right."""
    form, secret = FactorForm(), _secret()
    typed = TypedCode((form.factor.data or "")[:40])
    step = step_of(secret, typed, now()) if form.validate_on_submit() else None
    if step is None:
        return _page(form, secret, _wrong()), 400
    return _kept(secret, step)


def _wrong() -> str:
    words = _(
        "This is not the code of this secret now. Type the code that the app shows at this moment;"
        " if that is refused too, let the phone set its clock by itself."
    )
    return str(words)


def _secret() -> str:
    secret: str = session.setdefault("new_factor", fresh_secret())
    return secret


def _kept(secret: str, step: int) -> str:
    """Keeps it, shows the recovery codes once, and asks to sign in with it."""
    made = new_factor(secret)
    language = session.get("lang")
    session.clear()
    if language:
        session["lang"] = language
    try:
        set_second_factor(
            g.staff.name, made, current_instance().pepper, last_step=step, is_first=True
        )
    except StaffRefused:  # set up elsewhere meanwhile
        abort(redirect(url_for("staff.sign_in_page")))
    return render_template("coordinator/recovery_codes.html", codes=made.codes)


def _page(form: FactorForm, secret: str, error: str | None) -> str:
    return render_template(
        "coordinator/second_factor.html",
        form=form,
        secret=secret,
        address=app_address(secret, g.staff.name, current_instance().base_url),
        error=error,
    )
