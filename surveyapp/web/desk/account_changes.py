"""Changes of one account: its roles, its password, its second factor, whether it may sign in."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.account import Account
from surveyapp.storage.password import generated_password
from surveyapp.storage.staff import (
    StaffRefused,
    activate,
    change_password,
    change_roles,
    deactivate,
    end_sessions,
    remove_second_factor,
)
from surveyapp.storage.staff_log import StaffAction
from surveyapp.web.access import staff
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.account_acts import acts_on
from surveyapp.web.desk.account_words import refusal_words, role_lines, role_names
from surveyapp.web.desk.accounts import RolesForm, account_of, note_together, shown_once
from surveyapp.web.logged import counted, did_nothing, log_about, logs, only_reads

blueprint = Blueprint("account_changes", __name__)
Answer = str | Response | tuple[str, int]


@blueprint.get("/desk/staff/account/<name>/")
@staff(Permission.STAFF, is_confirmed=True)
@only_reads
def page(name: str) -> str:
    """One account with everything that can be done to it."""
    account = account_of(name)
    form = RolesForm(roles=[role.value for role in account.roles])
    return _page(account, form, "")


@blueprint.post("/desk/staff/account/<name>/roles")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.ROLE_CHANGED)
def roles(name: str) -> Answer:
    """Gives it these roles in place of those it had."""
    form = RolesForm()

    def change() -> None:
        if name == g.staff.name:
            raise StaffRefused("own-roles")
        change_roles(
            name, form.chosen, is_together=current_instance().roles_together, was=form.seen
        )
        note_together(name, form.chosen)
        flash(_("%(name)s is %(roles)s now.", name=name, roles=role_names(form.chosen)))

    return _changed(name, form, change)


@blueprint.post("/desk/staff/account/<name>/shut")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.ACCOUNT_CLOSED)
def shut(name: str) -> Answer:
    """Signs it out everywhere and lets nobody in."""
    form = RolesForm()

    def change() -> None:
        deactivate(name, was=form.seen)
        flash(_("The account %(name)s is shut and signed out everywhere.", name=name))

    return _changed(name, form, change)


@blueprint.post("/desk/staff/account/<name>/open")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.ACCOUNT_OPENED)
def opened(name: str) -> Answer:
    """Lets it sign in again."""
    form = RolesForm()

    def change() -> None:
        activate(name, was=form.seen)
        flash(_("The account %(name)s may sign in again.", name=name))

    return _changed(name, form, change)


@blueprint.post("/desk/staff/account/<name>/factor")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.FACTOR_REMOVED)
def factor(name: str) -> Answer:
    """Forgets its second factor."""
    form = RolesForm()

    def change() -> None:
        remove_second_factor(name, was=form.seen)
        flash(_("%(name)s sets up a new second factor at the next sign-in.", name=name))

    return _changed(name, form, change)


@blueprint.post("/desk/staff/account/<name>/sessions")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.SESSIONS_ENDED)
def sessions(name: str) -> Answer:
    """Signs it out everywhere."""

    def change() -> None:
        counted(end_sessions(name))
        flash(_("%(name)s is signed out everywhere.", name=name))

    return _changed(name, RolesForm(), change)


@blueprint.post("/desk/staff/account/<name>/password")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.SIGN_IN_CHANGED)
def password(name: str) -> Answer:
    """Gives it a new password, shown this once."""
    form, fresh = RolesForm(), generated_password()
    answer = _changed(name, form, lambda: change_password(name, fresh, was=form.seen))
    is_done = isinstance(answer, Response) and "did_nothing" not in g
    return shown_once(name, fresh) if is_done else answer


def _changed(name: str, form: RolesForm, change: Callable[[], None]) -> Answer:
    """Does it once, and goes back to the page of the account; a refusal is said there."""
    account = account_of(name)
    if not form.validate_on_submit():
        return _page(account, form, "try-again"), 400
    if not form.is_first():
        did_nothing()
        flash(_("This was done already; pressing twice does it once."))
        return redirect(url_for("account_changes.page", name=name))
    log_about(name)
    try:
        change()
    except StaffRefused as refused:
        return _page(account, form, refused.code), 409
    return redirect(url_for("account_changes.page", name=name))


def _page(account: Account, form: RolesForm, code: str) -> str:
    if code:
        form.ask_again()
    return render_template(
        "desk/account.html",
        account=account,
        held=role_names(account.roles),
        is_own=account.name == g.staff.name,
        form=form,
        plain=RolesForm(formdata=None),
        roles=role_lines(),
        acts=acts_on(account),
        errors=[refusal_words(code)] if code else [],
    )
