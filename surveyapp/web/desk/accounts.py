"""Accounts: who may sign in, with which roles; made, changed, shut, and signed out everywhere."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectMultipleField, StringField

from surveyapp.fieldwork.staff_role import Permission, StaffRole, are_apart
from surveyapp.storage.account import Account, accounts
from surveyapp.storage.password import generated_password
from surveyapp.storage.staff import StaffRefused, add_staff, end_sessions
from surveyapp.storage.staff_log import StaffAction
from surveyapp.web.access import staff
from surveyapp.web.clock import now
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.account_words import matrix, refusal_words, role_lines, role_names
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.logged import counted, did_nothing, log_about, logs, note, only_reads

blueprint = Blueprint("accounts", __name__)
LONGEST_TYPED = 200


class RolesForm(DeskForm):
    """Which roles an account has; `was` says how the account stood when the form was shown."""

    was = HiddenField()
    roles = SelectMultipleField(choices=[role.value for role in StaffRole])

    @property
    def chosen(self) -> tuple[StaffRole, ...]:
        """What was ticked."""
        return tuple(map(StaffRole, self.roles.data or ()))

    @property
    def seen(self) -> str:
        """The mark of the account as it was when the form was shown."""
        return self.was.data or ""


class AccountForm(RolesForm):
    """A new account."""

    name = StringField()


@blueprint.get("/desk/staff/")
@staff(Permission.STAFF)
@only_reads
def overview() -> str:
    """Every account, and what each role may do."""
    found = accounts(now())
    return render_template(
        "desk/accounts.html",
        accounts=[(each, role_names(each.roles), are_apart(each.roles)) for each in found],
        roles=role_lines(),
        matrix=matrix(),
        form=DeskForm(),
        act=_end_all(),
    )


@blueprint.get("/desk/staff/new")
@staff(Permission.STAFF, is_confirmed=True)
@only_reads
def new() -> str:
    """Asks for the name and the roles of a new account."""
    return _new_page(AccountForm(), "")


@blueprint.post("/desk/staff/new")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.ACCOUNT_MADE)
def made() -> str | Response | tuple[str, int]:
    """Makes the account, and shows its password this once."""
    form = AccountForm()
    if not form.validate_on_submit():
        return _new_page(form, "try-again"), 400
    if not form.is_first():
        return _again(url_for("accounts.overview"))
    name, password = (form.name.data or "").strip()[:LONGEST_TYPED], generated_password()
    try:
        add_staff(name, form.chosen, password, is_together=current_instance().roles_together)
    except StaffRefused as refused:
        return _new_page(form, refused.code), 400
    log_about(name)
    note_together(name, form.chosen)
    return shown_once(name, password)


@blueprint.post("/desk/staff/sessions")
@staff(Permission.STAFF)
@logs(StaffAction.SESSIONS_ENDED)
def ended() -> Response:
    """Signs everybody out everywhere, whoever pressed it as well."""
    form = DeskForm()
    if not form.validate_on_submit():
        abort(400)
    if not form.is_first():
        return _again(url_for("accounts.overview"))
    n_ended = end_sessions()
    counted(n_ended)
    return redirect(url_for("accounts.overview"))


def account_of(name: str) -> Account:
    """The account of this name; the page of what there is not where there is none."""
    return next((each for each in accounts(now()) if each.name == name), None) or abort(404)


def note_together(name: str, roles: tuple[StaffRole, ...]) -> None:
    """A line of its own where one account may know institutions and see single answers."""
    if not are_apart(roles):
        note(g.staff.name, StaffAction.ROLES_TOGETHER, name)


def shown_once(name: str, password: str) -> str:
    """The page with a generated password, which nothing shows again."""
    return render_template("desk/shown_once.html", name=name, password=password)


def _again(address: str) -> Response:
    did_nothing()
    flash(_("This was done already; pressing twice does it once."))
    return redirect(address)


def _new_page(form: AccountForm, code: str) -> str:
    if code:
        form.ask_again()
    return render_template(
        "desk/new_account.html",
        form=form,
        roles=role_lines(),
        errors=[refusal_words(code)] if code else [],
        act=Act(
            _("Make the account"),
            _(
                "Makes an account with a password that is shown to you once. Whoever gets it sets"
                " up a second factor when signing in for the first time."
            ),
            _("An account is never removed, but it can be shut at any time."),
            "surveyapp staff add NAME --role ROLE --generate",
        ),
    )


def _end_all() -> Act:
    n = sum(each.n_sessions for each in accounts(now()))
    effect = ngettext(
        "Ends %(num)d session, yours as well. Everybody may sign in again.",
        "Ends %(num)d sessions, yours as well. Everybody may sign in again.",
        n,
    )
    undo = _("Cannot be undone; what somebody typed and did not send is lost.")
    return Act(_("Sign everybody out"), effect, undo, "surveyapp staff sessions end --all")
