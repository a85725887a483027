"""Contact attention: mails that did not arrive, and who is to be written to next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveyapp.fieldwork.deadline import Hindrance
from surveyapp.fieldwork.reminder import next_reminder
from surveyapp.storage.contacts import invitation_mode_of
from surveyapp.study.last_day import hindrances_on
from surveyapp.study.mail_queue import foreseen
from surveyapp.study.mailing import Mailing
from surveyapp.study.outbox import Outbox, outbox_of
from surveyapp.study.study import Study


class MailAttentionKind(StrEnum):
    """What it is about."""

    FAILED = "mails were refused or came back"
    WAITING = "mails wait to be sent"
    UNINVITED = "contacts have no invitation"
    REMINDER = "a reminder is due"


@dataclass(frozen=True, slots=True)
class MailAttention:
    """One thing to look at. n: contacts or mails; holidays: periods that today lies in."""

    kind: MailAttentionKind
    n: int
    holidays: tuple[Hindrance, ...] = ()


def mail_attention(study: Study, today: date) -> Iterator[MailAttention]:
    """Of a wave that has a list of contacts and may still take answers."""
    mode = invitation_mode_of(study.wave.name)
    if mode is None or study.wave.is_over:
        return
    mailing = Mailing(study, mode)
    outbox = outbox_of(mailing)
    if outbox.failed:
        yield MailAttention(MailAttentionKind.FAILED, len(outbox.failed))
    if n := sum(map(mailing.is_uninvited, mailing.contacts)):
        yield MailAttention(MailAttentionKind.UNINVITED, n)
    if outbox.n_waiting:
        yield MailAttention(MailAttentionKind.WAITING, outbox.n_waiting)
    elif study.wave.takes_answers:
        yield from _reminder(mailing, outbox, today)


def _reminder(mailing: Mailing, outbox: Outbox, today: date) -> Iterator[MailAttention]:
    """A reminder to whoever had not answered at the last mixing."""
    wave = mailing.study.wave
    reminder = next_reminder(outbox.weeks, wave.closes, today)
    is_over = wave.closes is not None and wave.closes < today
    if is_over or not reminder.is_due:
        return
    if n := len(foreseen(mailing, reminder.occasion).new):
        around = hindrances_on(wave.questionnaire, today)
        holidays = tuple(each for each in around if not each.is_over)
        yield MailAttention(MailAttentionKind.REMINDER, n, holidays)
