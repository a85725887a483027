"""Mail sending: what waits in the outbox goes to the server, once, whatever breaks on the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from surveyapp.fieldwork.contact import Contact, Disposition
from surveyapp.fieldwork.invitation import InvitationMode, InvitationStatus
from surveyapp.fieldwork.mail_address import MailRefused
from surveyapp.fieldwork.occasion import OccasionKind, Standing, is_due
from surveyapp.formats.mail.mail_message import message_id, number_message
from surveyapp.formats.mail.mail_server import Delivery, MailServer, MailServerUnusable, Verdict
from surveyapp.mail_settings import MailSettings
from surveyapp.storage.invitations import Invitation, draw, give_back, mark_invited
from surveyapp.storage.kept_file import alone
from surveyapp.storage.outbox import (
    Mail,
    MailStatus,
    drop_mails,
    fail,
    mails_to_send,
    settle,
    standing_now,
)
from surveyapp.study.mailing import Mailing, MailingRefused, check_server, check_time

MOST_IN_A_ROW = 5
"""Mails that the server may refuse or lose one after another before nothing more is tried."""
NO_CODE = "no code is left for it"
SURE = frozenset({Verdict.NO_ADDRESSEE, Verdict.REFUSED, Verdict.LATER})
"""After which a mail has certainly reached nobody."""


@dataclass(frozen=True, slots=True)
class MailSending:
    """What came of one mail. None as a verdict: it was not due any more, and is forgotten."""

    institution: str
    verdict: Verdict | None
    reply: str = ""
    occasion: str = ""


@dataclass(frozen=True)
class _Sender:
    """Sends the mails of one wave. link: of the published report, None where there is none."""

    mailing: Mailing
    settings: MailSettings
    server: MailServer
    link: str | None
    now: Callable[[], datetime]

    def send(self, mail: Mail) -> MailSending:
        """One mail, and what is kept of it. Raises MailServerUnusable."""
        to, standing = self.mailing.contacts.get(mail.contact_id), self._standing(mail)
        is_asked = standing is not None and is_due(mail.occasion, standing)
        if to is None or standing is None or not (is_asked and self._is_time(mail)):
            drop_mails([mail.mail_id])
            return MailSending(to.institution if to else "", None)
        invitation = None
        if self.mailing.needs_code(mail.occasion, standing):
            invitation = self._invitation(mail, to)
            if invitation is None:
                return MailSending(to.institution, Verdict.LATER, NO_CODE)
        try:
            delivery = self._delivered(mail, to, invitation)
        except MailRefused as refused:
            delivery = Delivery(Verdict.REFUSED, str(refused))
        except MailServerUnusable:
            self._give_back(invitation)
            settle(mail.mail_id, MailStatus.WAITING)
            raise
        self._keep(mail, delivery, invitation)
        return MailSending(to.institution, delivery.verdict, delivery.reply)

    def _is_time(self, mail: Mail) -> bool:
        """The wave may have been closed since it was queued."""
        try:
            check_time(self.mailing.study, mail.occasion)
        except MailingRefused:
            return False
        return True

    def _standing(self, mail: Mail) -> Standing | None:
        """As it is now: somebody may have answered, declined or opened since it was queued."""
        now = standing_now(mail.contact_id)
        has_mail = mail.contact_id in self.mailing.with_mail
        return Standing(now[0], self.mailing.mode, now[1], has_mail) if now else None

    def _invitation(self, mail: Mail, to: Contact) -> Invitation | None:
        """That whose code stands in the mail; None where none is left."""
        if self.mailing.mode is InvitationMode.TRACKED:
            return self.mailing.invitations.get(mail.contact_id)
        return draw(self.mailing.study.wave.name, to.stratum)

    def _delivered(self, mail: Mail, to: Contact, invitation: Invitation | None) -> Delivery:
        pepper = self.mailing.study.instance.pepper
        code = invitation.code(pepper) if invitation else None
        words = self.mailing.words(mail.occasion, to, code, self.link)
        message = self.mailing.message(self.settings, to, words)
        domain = self.settings.sender.rpartition("@")[2]
        number_message(message, message_id(mail.mail_id, pepper, domain), self.now())
        settle(mail.mail_id, MailStatus.SENDING)
        delivery = self.server.deliver(message)
        is_drawn = invitation is not None and invitation.contact_id is None
        if delivery.verdict is Verdict.LOST and is_drawn:
            return self.server.deliver(message)  # the next run could not draw the same code again
        return delivery

    def _keep(self, mail: Mail, delivery: Delivery, invitation: Invitation | None) -> None:
        if delivery.verdict is Verdict.TAKEN:
            if invitation is not None and invitation.status is InvitationStatus.NEW:
                mark_invited([invitation.invitation_id])
            settle(mail.mail_id, MailStatus.SENT, week_of(self.now()))
            return
        if delivery.verdict in SURE:
            self._give_back(invitation)
        if delivery.verdict in (Verdict.LATER, Verdict.LOST):
            settle(mail.mail_id, MailStatus.WAITING)
        else:
            is_dead = delivery.verdict is Verdict.NO_ADDRESSEE
            fail(mail, MailStatus.REFUSED, Disposition.UNDELIVERABLE if is_dead else None)

    def _give_back(self, invitation: Invitation | None) -> None:
        if invitation is not None and invitation.contact_id is None:
            give_back(invitation)


def send_waiting(
    mailing: Mailing,
    link: str | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[MailSending]:
    """Sends what waits in the outbox of a wave, one after the other; says what came of each.

    A second sender waits for the first. link: of the published report. Raises MailingRefused:
    no-server, demonstration, no-link; MailServerUnusable, OSError.
    """
    study = mailing.study
    settings = check_server(study)
    with alone(study.instance.path, "mail"), MailServer(settings) as server:
        waiting = mails_to_send(study.wave.name)
        if link is None and any(each.occasion.kind is OccasionKind.REPORT for each in waiting):
            raise MailingRefused("no-link", study.wave.name)
        yield from _sent(_Sender(mailing, settings, server, link, now), waiting)


def week_of(moment: datetime) -> str:
    """The week that is kept of a mail, such as ``2014-W36``."""
    year, week, _day = moment.isocalendar()
    return f"{year}-W{week:02}"


def _sent(sender: _Sender, waiting: tuple[Mail, ...]) -> Iterator[MailSending]:
    """Raises MailServerUnusable after so many refusals that it can be no single mail's fault."""
    n_in_a_row = 0
    for mail in waiting:
        sending = replace(sender.send(mail), occasion=mail.occasion.written)
        yield sending
        is_failure = sending.verdict in (Verdict.REFUSED, Verdict.LOST)
        n_in_a_row = n_in_a_row + 1 if is_failure else 0
        if n_in_a_row == MOST_IN_A_ROW:
            words = f"{n_in_a_row} mails one after another went wrong; the last: {sending.reply}"
            raise MailServerUnusable(words)
