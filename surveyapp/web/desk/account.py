"""Your account: where you are signed in, your password, and your recovery codes."""

from shlex import quote

from flask import Blueprint, abort, flash, g, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import PasswordField

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.second_factor import new_factor
from surveyapp.storage.staff import StaffRefused, change_own_password, renew_recovery_codes
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.staff_session import end_other_sessions, sessions_of
from surveyapp.web.access import staff
from surveyapp.web.clock import now
from surveyapp.web.desk.account_words import refusal_words, role_names
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.language import long_date
from surveyapp.web.limits import limiter, try_for_account
from surveyapp.web.logged import counted, did_nothing, log_about, logs, only_reads

blueprint = Blueprint("account", __name__)
LONGEST_TYPED = 200


class PasswordForm(DeskForm):
    """The password now, and the one that is to be, twice."""

    old = PasswordField()
    password = PasswordField()
    again = PasswordField()


@blueprint.get("/staff/account")
@staff(Permission.DESK)
@only_reads
def page() -> str:
    """Everything that somebody may do with their own account."""
    return _page(PasswordForm(), "")


@blueprint.post("/staff/account/password")
@staff(Permission.DESK)
@logs(StaffAction.SIGN_IN_CHANGED)
def password() -> Response | tuple[str, int]:
    """Changes it, and signs out everywhere, here as well."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return _page(form, "try-again"), 400
    if not form.is_first():
        did_nothing()
        return redirect(url_for("account.page"))
    refusal = _try(form)
    if refusal:
        return _page(form, refusal), 400
    log_about(g.staff.name)
    session.pop("staff")
    flash(_("Your password is changed. Sign in with the new one."))
    return redirect(url_for("staff.sign_in_page"))


@blueprint.post("/staff/account/sessions")
@staff(Permission.DESK)
@logs(StaffAction.SESSIONS_ENDED)
def others_ended() -> Response:
    """Signs out everywhere but here."""
    form = DeskForm()
    if not form.validate_on_submit():
        abort(400)
    n_ended = end_other_sessions(g.staff.name, session["staff"]) if form.is_first() else 0
    if not n_ended:
        did_nothing()
    log_about(g.staff.name)
    counted(n_ended)
    words = ngettext("%(num)d other session ended.", "%(num)d other sessions ended.", n_ended)
    flash(words)
    return redirect(url_for("account.page"))


@blueprint.get("/staff/account/recovery-codes")
@staff(Permission.DESK, is_confirmed=True)
@only_reads
def codes() -> str:
    """Says what new recovery codes mean."""
    return render_template("desk/recovery_codes.html", form=DeskForm(), act=_renew())


@blueprint.post("/staff/account/recovery-codes")
@staff(Permission.DESK, is_confirmed=True)
@logs(StaffAction.RECOVERY_RENEWED)
def renewed() -> str | Response:
    """Makes them, and shows them this once."""
    form = DeskForm()
    if not form.validate_on_submit():
        abort(400)
    log_about(g.staff.name)
    if not form.is_first():
        did_nothing()
        flash(_("These codes were made already, and shown once. Make new ones if you lost them."))
        return redirect(url_for("account.codes"))
    made = new_factor()
    try:
        renew_recovery_codes(g.staff.name, made)
    except StaffRefused as refused:
        did_nothing()
        flash(refusal_words(refused.code)[1])
        return redirect(url_for("account.page"))
    return render_template("desk/recovery_codes_shown.html", codes=made.codes)


def _try(form: PasswordForm) -> str:
    """Why the password was not changed; "" when it was. Few tries, as for signing in."""
    name, typed = (
        g.staff.name,
        [(each.data or "")[:LONGEST_TYPED] for each in (form.old, form.password, form.again)],
    )
    if typed[1] != typed[2]:
        return "not-the-same"
    with (
        try_for_account(name) as here,
        limiter.password_check(is_slow=here.is_too_many),
    ):
        try:
            change_own_password(name, typed[0], typed[1])
        except StaffRefused as refused:
            here.was_wrong = refused.code == "old-password-wrong"
            if here.was_wrong:
                limiter.delay()
            return refused.code
    return ""


def _page(form: PasswordForm, code: str) -> str:
    if code:
        form.ask_again()
    found = sessions_of(g.staff.name, session["staff"], now())
    return render_template(
        "desk/own_account.html",
        form=form,
        plain=DeskForm(formdata=None),
        sessions=[(long_date(each.started.date()), each.is_this) for each in found],
        roles=role_names(g.staff.roles),
        errors=[refusal_words(code)] if code else [],
        change=_change(),
        end_others=_end_others(len(found) - 1),
    )


def _change() -> Act:
    return Act(
        _("Change the password"),
        _("Replaces your password and signs you out everywhere, here as well."),
        _("Cannot be undone: the old password is dead."),
        f"surveyapp staff password {quote(g.staff.name)}",
    )


def _end_others(n: int) -> Act:
    effect = ngettext(
        "Signs you out in %(num)d other place; here you stay signed in.",
        "Signs you out in %(num)d other places; here you stay signed in.",
        n,
    )
    return Act(_("End the other sessions"), effect, _("Cannot be undone; you may sign in again."))


def _renew() -> Act:
    return Act(
        _("Make new recovery codes"),
        _("Makes eight codes that are shown this once. Those that you have are dead from then on."),
        _("Cannot be undone. Your app stays as it is."),
    )
