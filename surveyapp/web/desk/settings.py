"""Settings: a list of all steps and a page each, and a first set-up from one to the next."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import StringField

from surveyapp.fieldwork.mail_address import MailRefused
from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.mail.mail_server import MailServerUnusable, Verdict
from surveyapp.reports.letter.mail_words import MailWords
from surveyapp.settings.setting import SettingsStep
from surveyapp.settings.settings_file import DESK
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.mail_test import send_test_mail
from surveyapp.study.mailing import MailingRefused
from surveyapp.study.missing import Prerequisite, missing_of, missing_of_drafts
from surveyapp.study.settings import set_aside_damaged
from surveyapp.web.access import staff
from surveyapp.web.clock import now
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.desk.missing_words import missing_lines
from surveyapp.web.desk.settings_address import may_change, open_steps, step_address
from surveyapp.web.desk.settings_page import keep_step, step_page
from surveyapp.web.desk.settings_words import STEP_WORDS
from surveyapp.web.language import current_language
from surveyapp.web.logged import did_nothing, log_about, logs, only_reads

blueprint = Blueprint("settings", __name__)


class TestMailForm(DeskForm):
    """To whom a test mail goes."""

    to = StringField()


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in the list. n_missing: of what is missing before a wave may open."""

    step: SettingsStep
    title: str
    purpose: str
    address: str
    n_missing: int


@blueprint.get("/desk/settings/")
@staff(Permission.SETTINGS)
@only_reads
def overview() -> str:
    """All steps, and what is missing before a wave may open."""
    instance = current_instance()
    found = missing_of_drafts(instance)
    return render_template(
        "desk/settings.html",
        steps=_lines(found),
        missing=missing_lines(found),
        damage=instance.desk.damage,
        set_aside_act=_set_aside_act(),
        is_admin=may_change(SettingsStep.MAIL),
        form=DeskForm(),
    )


@blueprint.get("/desk/settings/begin")
@staff(Permission.SETTINGS)
@only_reads
def begin() -> Response:
    """Goes to the first step of which something is missing, the first of all if nothing is."""
    lines = _lines(missing_of(current_instance()))
    following = next((each for each in lines if each.n_missing), lines[0])
    return redirect(step_address(following.step, in_setup=True))


@blueprint.get("/desk/settings/<step>")
@staff(Permission.SETTINGS)
@only_reads
def show(step: str) -> str:
    """The fields of one step."""
    return step_page(_open_step(step))


@blueprint.post("/desk/settings/<step>")
@staff(Permission.SETTINGS)
@logs(StaffAction.SETTINGS_CHANGED)
def keep(step: str) -> Response | tuple[str, int]:
    """Keeps one step."""
    return keep_step(_open_step(step))


@blueprint.get("/desk/settings/mail")
@staff(Permission.STAFF, is_confirmed=True)
@only_reads
def mail() -> str:
    """The mail server."""
    return step_page(SettingsStep.MAIL)


@blueprint.post("/desk/settings/mail")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.SETTINGS_CHANGED)
def keep_mail() -> Response | tuple[str, int]:
    """Keeps the mail server."""
    return keep_step(SettingsStep.MAIL)


@blueprint.get("/desk/settings/mail/test")
@staff(Permission.STAFF, is_confirmed=True)
@only_reads
def test_page() -> str:
    """Asks to whom a test mail goes."""
    return _test_page(TestMailForm())


@blueprint.post("/desk/settings/mail/test")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.MAIL_TESTED)
def test() -> Response | tuple[str, int]:
    """Sends a test mail and says what the server made of it."""
    form = TestMailForm()
    if not form.validate_on_submit():
        return _test_page(
            form, _("This page was open for too long. Please press the button again.")
        ), 400
    if form.is_first():
        refused = _tested((form.to.data or "").strip())
        if refused:
            return _test_page(form, refused), 400
        flash(_("The mail server took the mail. Look whether it arrives, also among the spam."))
    return redirect(url_for("settings.test_page"))


@blueprint.get("/desk/settings/retention")
@staff(Permission.STAFF, is_confirmed=True)
@only_reads
def retention() -> str:
    """How long data are kept."""
    return step_page(SettingsStep.RETENTION)


@blueprint.post("/desk/settings/retention")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.SETTINGS_CHANGED)
def keep_retention() -> Response | tuple[str, int]:
    """Keeps how long data are kept."""
    return keep_step(SettingsStep.RETENTION)


@blueprint.post("/desk/settings/set-aside")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.SETTINGS_CHANGED)
def set_aside() -> Response:
    """Moves a damaged file of settings out of the way, so that settings can be typed anew."""
    form = DeskForm()
    log_about(DESK)
    if not (form.validate_on_submit() and form.is_first() and current_instance().desk.damage):
        did_nothing()
    else:
        flash(
            _("The damaged file is kept as %(name)s.", name=set_aside_damaged(current_instance()))
        )
    return redirect(url_for("settings.overview"))


def _lines(missing: Iterable[Prerequisite]) -> list[StepLine]:
    found = tuple(missing)
    return [_line(step, found) for step in open_steps()]


def _line(step: SettingsStep, missing: Iterable[Prerequisite]) -> StepLine:
    title, purpose = STEP_WORDS[step]
    n_missing = sum(each.step is step for each in missing)
    return StepLine(step, str(title), str(purpose), step_address(step), n_missing)


def _open_step(name: str) -> SettingsStep:
    """One that no administrator is needed for; any other name is answered with 404."""
    found = (each for each in SettingsStep if each.value == name)
    return next((each for each in found if not each.is_of_administrators), None) or abort(404)


def _set_aside_act() -> Act:
    return Act(
        _("Begin with empty settings"),
        _("The damaged file is kept under another name, and all settings are typed anew."),
        _("Somebody with access to the machine can put the file back."),
        f"mv {DESK} {DESK}.damaged",
    )


def _test_page(form: TestMailForm, error: str = "") -> str:
    if error:
        form.ask_again()
    act = Act(
        _("Send a test mail"),
        _("One mail with a sentence goes to this address; nobody else gets one."),
        _("A mail cannot be called back."),
        "surveyapp settings test-mail ADDRESS",
    )
    has_mail = current_instance().mail is not None
    return render_template(
        "desk/test_mail.html", act=act, form=form, error=error, has_mail=has_mail
    )


def _tested(to: str) -> str:
    """Why the mail did not go; "" when it went."""
    words = MailWords(
        str(_("Test of the mail server")),
        (str(_("This mail says that the mail server of the study takes mails.")),),
    )
    try:
        delivery = send_test_mail(current_instance(), to, current_language(), words, now())
    except MailRefused:
        return str(_("This is no address. Write it like ana@example.org."))
    except MailingRefused as refused:
        return _why_not(refused.code)
    except MailServerUnusable as unusable:
        return str(_("No mail could be sent. The server says: %(reply)s", reply=str(unusable)))
    if delivery.verdict is Verdict.TAKEN:
        return ""
    return str(_("The mail was not taken. The server says: %(reply)s", reply=delivery.reply))


def _why_not(code: str) -> str:
    if code == "no-server":
        return str(_("There is no mail server yet."))
    return str(_("A demonstration sends no mails, except to a server on this machine."))
