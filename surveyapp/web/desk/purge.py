"""Purge at the desk: which names and addresses are kept, until when, and their removal."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import BooleanField

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.purge import PurgeRefused, contacts_kept, days_apart, purge_contacts
from surveyapp.web.access import staff
from surveyapp.web.clock import today
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.language import long_date
from surveyapp.web.logged import counted, logs, only_reads

blueprint = Blueprint("purge", __name__)


class PurgeForm(DeskForm):
    """Whether somebody looked at the calendar, where the clock may be wrong."""

    is_sure = BooleanField()


@blueprint.get("/desk/purge/")
@staff(Permission.STAFF, is_confirmed=True)
@only_reads
def overview() -> str:
    """What is kept of which wave, and what would be taken out today."""
    return _page(PurgeForm())


@blueprint.post("/desk/purge/")
@staff(Permission.STAFF, is_confirmed=True)
@logs(StaffAction.CONTACTS_PURGED)
def purge() -> Response | tuple[str, int]:
    """Takes out what is due."""
    form = PurgeForm()
    if not form.validate_on_submit():
        return _page(
            form, _("This page was open for too long. Please press the button again.")
        ), 400
    if form.is_first():
        try:
            done = purge_contacts(current_instance(), today(), is_sure=bool(form.is_sure.data))
        except PurgeRefused:
            return _page(form, _("Look at the calendar, and say that the day is right.")), 400
        n_done = sum(done.values())
        counted(n_done)
        flash(_taken_out(n_done))
    return redirect(url_for("purge.overview"))


def _taken_out(n: int) -> str:
    return str(
        ngettext(
            "Names and addresses of %(num)d contact were taken out.",
            "Names and addresses of %(num)d contacts were taken out.",
            n,
        )
    )


def _page(form: PurgeForm, error: str = "") -> str:
    if error:
        form.ask_again()
    instance = current_instance()
    kept = contacts_kept(instance)
    due = [each for each in kept if each.is_due(today())]
    return render_template(
        "desk/purge.html",
        form=form,
        error=error,
        act=_act(sum(each.n for each in due)),
        kept=kept,
        has_due=bool(due),
        day=long_date(today()),
        asks_for_day=days_apart(today()) is not None,
    )


def _act(n: int) -> Act:
    return Act(
        _("Take names and addresses out"),
        ngettext(
            "Names, addresses, mails and questions asked back of %(num)d contact are deleted. How"
            " many of which group were asked stays known, and no answer is touched.",
            "Names, addresses, mails and questions asked back of %(num)d contacts are deleted. How"
            " many of which group were asked stays known, and no answer is touched.",
            n,
        ),
        _("This cannot be undone. Backups have them until they are gone too."),
        "surveyapp purge",
    )
