"""Mails: what is sent on each occasion, the outbox, and what came back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from surveyapp.fieldwork.occasion import Occasion, OccasionKind, occasion_of
from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.mail.delivery_report import failures_in
from surveyapp.storage.contacts import SampleRefused
from surveyapp.storage.jobs import JobKind
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.mail_bounces import keep_bounces
from surveyapp.study.mail_queue import queue
from surveyapp.study.mailing import Mailing, MailingRefused, check_server, mailing_of
from surveyapp.study.outbox import outbox_of
from surveyapp.web.access import staff
from surveyapp.web.amounts import takes_file
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.reading import wave_to_read
from surveyapp.web.current_instance import current_instance
from surveyapp.web.current_study import current_study
from surveyapp.web.desk.act import DeskForm
from surveyapp.web.desk.institution_words import sample_words
from surveyapp.web.desk.jobs import start_job
from surveyapp.web.desk.mail_pages import occasion_page, outbox_page
from surveyapp.web.desk.mail_words import bounce_words, mailing_words, told_by
from surveyapp.web.desk.press import check_form, is_first, seen
from surveyapp.web.logged import (
    counted,
    counted_or_nothing,
    did_nothing,
    logs,
    logs_itself,
    only_reads,
)

blueprint = Blueprint("mails", __name__)
Answer = str | tuple[str, int] | Response
FILES, LONGEST_LINK = "bounce-files", 500


@blueprint.get("/desk/<wave>/mails/")
@staff(Permission.FIELDWORK)
@only_reads
def overview(wave: str) -> Answer:
    """The outbox, and the occasions on which mails are sent."""
    if "refused" in request.args:
        said = _("These files are more than 1 MB together. Please choose fewer at once.")
        return outbox_page(_mailing(wave), (FILES, said)), 400
    return outbox_page(_mailing(wave))


@blueprint.get("/desk/<wave>/mails/<occasion>/")
@staff(Permission.FIELDWORK)
@only_reads
def occasion(wave: str, occasion: str) -> str:
    """The mail of an occasion in every language, and who would get it."""
    return occasion_page(_mailing(wave), _occasion(occasion))


@blueprint.post("/desk/<wave>/mails/<occasion>/queue")
@staff(Permission.FIELDWORK)
@logs(StaffAction.MAIL_QUEUED)
def queued(wave: str, occasion: str) -> Answer:
    """Puts the mails of an occasion into the outbox; nothing is sent yet."""
    mailing, wanted = _mailing(wave), _occasion(occasion)
    if is_first(DeskForm()):
        try:
            n = queue(mailing, wanted, is_again=request.form.get("again") == "yes").n_new
        except MailingRefused as refused:
            return occasion_page(mailing, wanted, mailing_words(refused)), 409
        counted_or_nothing(n)
        said = ngettext(
            "%(num)d mail was put into the outbox. It is not sent yet.",
            "%(num)d mails were put into the outbox. They are not sent yet.",
            n,
        )
        flash(said)
    return seen(url_for("mails.overview", wave=wave))


@blueprint.post("/desk/<wave>/mails/send")
@staff(Permission.FIELDWORK)
@logs_itself
def send(wave: str) -> Answer:
    """Starts the job that sends what waits."""
    mailing, form = _mailing(wave), DeskForm()
    check_form(form)
    link = request.form.get("link", "").strip()
    try:
        _check(mailing, link)
    except MailingRefused as refused:
        return outbox_page(mailing, ("link", mailing_words(refused)), link), 409
    if not form.is_first():
        return seen(url_for("jobs.overview", wave=wave))
    return start_job(JobKind.MAIL, wave, link=link)


@blueprint.post("/desk/<wave>/mails/bounces")
@staff(Permission.FIELDWORK)
@takes_file
@logs(StaffAction.BOUNCES_KEPT)
def bounces(wave: str) -> Answer:
    """Reads reports of mails that came back, and marks those mails."""
    found = wave_to_read(wave)
    brought = [each for each in request.files.getlist(FILES) if each.filename]
    form = DeskForm()
    check_form(form)
    if not brought:
        did_nothing()
        return outbox_page(_mailing(wave), (FILES, _("Please choose at least one file."))), 400
    if not form.is_first():
        did_nothing()
        return seen(url_for("mails.overview", wave=wave))
    by_file = {each.filename or "": failures_in(each.stream.read()) for each in brought}
    failures = [each for found_in in by_file.values() for each in found_in]
    kept = tuple(keep_bounces(current_instance(), failures))
    counted(len(kept))
    words, _labels = labels_of(found)
    return render_template(
        "desk/bounces.html",
        wave=found,
        words=words,
        lines=[(each.institution, told_by(each.failure), bounce_words(each)) for each in kept],
        without=[name for name, found_in in by_file.items() if not found_in],
    )


@blueprint.errorhandler(SampleRefused)
def no_list(refused: SampleRefused) -> tuple[str, int]:
    """The page that a wave has no list to write to."""
    found = wave_to_read(refused.wave)
    words, _labels = labels_of(found)
    said = sample_words(refused)
    return render_template("desk/no_list.html", wave=found, words=words, said=said), 409


@blueprint.errorhandler(413)
def too_large(_error: Exception) -> Response:
    """Too much for one request, of whoever sent it: the page says so to whoever may see it."""
    wave = (request.view_args or {}).get("wave", "")
    return redirect(url_for("mails.overview", wave=wave, refused="too-large"))


def _mailing(wave: str) -> Mailing:
    """Raises SampleRefused: no-contacts."""
    return mailing_of(current_study(wave_to_read(wave)))


def _occasion(written: str) -> Occasion:
    try:
        return occasion_of(written)
    except ValueError:
        abort(404)


def _check(mailing: Mailing, link: str) -> None:
    """Raises MailingRefused: no-server, demonstration, no-link."""
    check_server(mailing.study)
    waits = outbox_of(mailing).waiting
    is_link = link.startswith("https://") and link.isprintable() and len(link) <= LONGEST_LINK
    needs_link = any(each.kind is OccasionKind.REPORT for each in waits)
    if (needs_link or link) and not is_link:
        raise MailingRefused("no-link", mailing.study.wave.name)
