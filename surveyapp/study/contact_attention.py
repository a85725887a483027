"""Contact attention: mails that did not arrive, and who is to be written to next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from surveyapp.fieldwork.deadline import Hindrance
from surveyapp.fieldwork.occasion import Occasion, OccasionKind, is_due
from surveyapp.storage.contacts import invitation_mode_of
from surveyapp.storage.outbox import FAILED, TO_SEND, Mail, mails_of
from surveyapp.study.last_day import hindrances_on
from surveyapp.study.mailing import Mailing
from surveyapp.study.study import Study

BETWEEN_MAILS = timedelta(weeks=2)
TOLD_BEFORE = timedelta(days=7)


class MailAttentionKind(StrEnum):
    """What it is about."""

    FAILED = "mails were refused or came back"
    WAITING = "mails wait to be sent"
    UNINVITED = "contacts have no invitation"
    REMINDER = "a reminder is due"


@dataclass(frozen=True, slots=True)
class MailAttention:
    """One thing to look at. n: contacts or mails.

    occasion: of a reminder; day: from which on it is due; holidays: in which that day lies.
    """

    kind: MailAttentionKind
    n: int
    occasion: Occasion | None = None
    day: date | None = None
    holidays: tuple[Hindrance, ...] = ()


def mail_attention(study: Study, today: date) -> Iterator[MailAttention]:
    """Of a wave that has a list of contacts."""
    mode = invitation_mode_of(study.wave.name)
    if mode is None or study.wave.is_over:
        return
    mails, mailing = mails_of(study.wave.name), Mailing(study, mode)
    if n := sum(each.status in FAILED for each in mails):
        yield MailAttention(MailAttentionKind.FAILED, n)
    if n := sum(map(mailing.is_uninvited, mailing.contacts)):
        yield MailAttention(MailAttentionKind.UNINVITED, n)
    if n := sum(each.status in TO_SEND for each in mails):
        yield MailAttention(MailAttentionKind.WAITING, n)
    elif study.wave.takes_answers:
        yield from _reminder(mailing, mails, today)


def _reminder(mailing: Mailing, mails: tuple[Mail, ...], today: date) -> Iterator[MailAttention]:
    """A reminder to whoever has not answered, two weeks after the week of the last mail."""
    weeks = [each.sent_week for each in mails if each.sent_week]
    wave = mailing.study.wave
    if not weeks:
        return
    due = max(today, _monday(max(weeks)) + BETWEEN_MAILS)
    if due - today > TOLD_BEFORE or (wave.closes is not None and due > wave.closes):
        return
    before = (m.occasion.number for m in mails if m.occasion.kind is OccasionKind.REMINDER)
    occasion = Occasion(OccasionKind.REMINDER, max(before, default=0) + 1)
    asked = (id_ for id_, each in mailing.contacts.items() if each.email)
    n = sum(is_due(occasion, mailing.standing(each)) for each in asked)
    around = hindrances_on(wave.questionnaire, due)
    holidays = tuple(each for each in around if not each.is_over)
    if n:
        yield MailAttention(MailAttentionKind.REMINDER, n, occasion, due, holidays)


def _monday(week: str) -> date:
    """The first day of a week such as ``2014-W36``."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)
