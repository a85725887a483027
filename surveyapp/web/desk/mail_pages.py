"""Mail pages: the outbox with what is due, and the mail of one occasion before it is queued."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask_babel import gettext as _

from surveyapp.fieldwork.deadline import Hindrance, hindrances
from surveyapp.fieldwork.invitation import InvitationMode
from surveyapp.fieldwork.occasion import Occasion, OccasionKind
from surveyapp.fieldwork.reminder import next_reminder
from surveyapp.formats.source.calendar_file import load_calendars
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.questions.language import own_name
from surveyapp.reports.letter.mail_words import MailWords
from surveyapp.storage.outbox import FAILED, MailStatus
from surveyapp.study.mail_queue import Queued, due_now, foreseen
from surveyapp.study.mailing import (
    BLANK_CODE,
    Mailing,
    MailingRefused,
    check_server,
    check_time,
    example_words,
    samples,
)
from surveyapp.study.outbox import Outbox, outbox_of
from surveyapp.web.clock import today
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.desk.act import Act
from surveyapp.web.desk.mail_words import mailing_words, occasion_words, status_words, whom_words
from surveyapp.web.desk.press import fresh
from surveyapp.web.language import long_date

MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class OccasionLine:
    """One occasion as the outbox shows it. counts: mails by status, in words of the heads."""

    written: str
    name: str
    counts: tuple[int, ...]
    is_due: bool


def outbox_page(mailing: Mailing, error: tuple[str, str] | None = None, link: str = "") -> str:
    """The page. error: (id of a field, words) of what was refused."""
    study = mailing.study
    words, _labels = labels_of(study.wave)
    outbox = outbox_of(mailing)
    reminder = next_reminder(outbox.weeks, study.wave.closes, today())
    is_open = study.wave.takes_answers
    return render_template(
        "desk/mails.html",
        wave=study.wave,
        words=words,
        heads=[status_words(each) for each in MailStatus],
        lines=list(_lines(outbox, reminder.occasion, is_due=reminder.is_due and is_open)),
        reminder=occasion_words(reminder.occasion) if reminder.is_due and is_open else "",
        reminder_written=reminder.occasion.written,
        last=long_date(reminder.last) if reminder.last else "",
        hindrances=[_hindrance(each) for each in _today(mailing, today())] if is_open else [],
        failed=[(name, occasion_words(each)) for name, each in outbox.failed[:MOST_NAMES]],
        again=_again(outbox),
        n_waiting=outbox.n_waiting,
        needs_link=any(each.kind is OccasionKind.REPORT for each in outbox.waiting),
        link=link,
        refused=_why_not(mailing),
        sending=_sending(study.wave.name),
        reading=_reading(study.wave.name),
        form_of=fresh,
        errors=[error] if error else [],
    )


def occasion_page(mailing: Mailing, occasion: Occasion, error: str = "") -> str:
    """The mail of an occasion in every language, examples, and how many would get it."""
    study = mailing.study
    words, _labels = labels_of(study.wave)
    is_pool = mailing.mode is InvitationMode.POOL
    again = foreseen(mailing, occasion, is_again=True)
    queued = foreseen(mailing, occasion)
    return render_template(
        "desk/mail_occasion.html",
        wave=study.wave,
        words=words,
        occasion=occasion.written,
        name=occasion_words(occasion),
        whom=whom_words(occasion, is_pool=is_pool),
        queued=queued,
        n_again=again.n_new - queued.n_new,
        why_not=_not_now(mailing, occasion),
        previews=list(_previews(mailing, occasion)),
        examples=list(_examples(mailing, occasion)),
        queueing=_queueing(study.wave.name, occasion, queued),
        form=fresh(),
        errors=[("", error)] if error else [],
    )


def _lines(outbox: Outbox, reminder: Occasion, *, is_due: bool) -> Iterator[OccasionLine]:
    """The usual occasions and all that were queued, in the order of a wave."""
    usual = {Occasion(kind) for kind in OccasionKind if kind is not OccasionKind.REMINDER}
    kinds = list(OccasionKind)
    every = sorted(
        {*usual, *outbox.counts, reminder}, key=lambda o: (kinds.index(o.kind), o.number)
    )
    for each in every:
        counts = tuple(outbox.n_of(each, status) for status in MailStatus)
        name = occasion_words(each)
        yield OccasionLine(each.written, name, counts, is_due and each == reminder)


def _again(outbox: Outbox) -> list[tuple[str, str, int]]:
    """(occasion, its name, mails) of those of which some failed."""
    found = ((o, sum(outbox.n_of(o, status) for status in FAILED)) for o in outbox.counts)
    return [(each.written, occasion_words(each), n) for each, n in found if n]


def _previews(mailing: Mailing, occasion: Occasion) -> Iterator[tuple[str, str, MailWords]]:
    """(language, its name, the mail to nobody)."""
    for language in mailing.study.form.languages:
        yield language, own_name(language), example_words(mailing, occasion, language, None)


def _examples(mailing: Mailing, occasion: Occasion) -> Iterator[tuple[str, str, MailWords]]:
    """(addressee, language, the mail) of a few that would get it, with a blank code."""
    due = list(due_now(mailing, occasion))
    for each in samples(mailing, due):
        standing = mailing.standing(each.contact_id or b"")
        code = BLANK_CODE if mailing.needs_code(occasion, standing) else None
        to = f"{each.addressee or each.institution} <{each.email}>"
        yield to, each.language, mailing.words(occasion, each, code, None)


def _today(mailing: Mailing, day: date) -> tuple[Hindrance, ...]:
    """Periods in which this day lies and nobody can be asked."""
    with suppress(QuestionnaireMissing, QuestionnaireRefused):
        calendars, _problems = load_calendars(mailing.study.wave.questionnaire)
        return tuple(each for each in hindrances(calendars, day) if not each.is_over)
    return ()


def _hindrance(each: Hindrance) -> str:
    last = long_date(each.last)
    return str(
        _(
            "%(period)s (%(calendar)s), until %(day)s",
            period=each.label,
            calendar=each.calendar,
            day=last,
        )
    )


def _why_not(mailing: Mailing) -> str:
    """Why nothing can be sent now; "" where it can."""
    try:
        check_server(mailing.study)
    except MailingRefused as refused:
        return mailing_words(refused)
    return ""


def _not_now(mailing: Mailing, occasion: Occasion) -> str:
    try:
        check_time(mailing.study, occasion)
    except MailingRefused as refused:
        return mailing_words(refused)
    return ""


def _sending(wave: str) -> Act:
    return Act(
        _("Send what waits"),
        _(
            "Sends one mail after the other. Who has answered, opened or declined since is left"
            " out. You can leave the page; it goes on."
        ),
        _("What was sent cannot be taken back."),
        f"surveyapp mail send {wave}",
    )


def _reading(wave: str) -> Act:
    return Act(
        _("Read what came back"),
        _(
            "Marks the mails that came back, and institutions whose address is dead, so that no"
            " mail goes there."
        ),
        _("A mark can be taken back on the page of the institution."),
        "surveyapp mail bounces back/*.eml",
    )


def _queueing(wave: str, occasion: Occasion, queued: Queued) -> Act:
    return Act(
        _("Put into the outbox"),
        _("%(num)s mails are put into the outbox. Nothing is sent yet.", num=queued.n_new),
        _("Whoever has a mail of this occasion gets no second one."),
        f"surveyapp mail queue {wave} {occasion.written}",
    )
