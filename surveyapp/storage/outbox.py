"""Outbox: one mail to each contact on each occasion, how far it is, and nothing of its words.

A mail is taken out and settled in a transaction each. One that was taken out by a sender that died
is sent again, under the same number: better twice than never.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, delete, select, update

from surveyapp.fieldwork.contact import Disposition
from surveyapp.fieldwork.invitation import InvitationStatus
from surveyapp.fieldwork.occasion import Occasion, occasion_of
from surveyapp.storage.contacts import ID_BYTES
from surveyapp.storage.contacts_tables import contact, invitation, mail
from surveyapp.storage.database import CONTACTS, insert_once, reading, writing


class MailStatus(StrEnum):
    """How far a mail is. Refused: the server took it not; bounced: it came back later."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    BOUNCED = "bounced"


FAILED = (MailStatus.REFUSED, MailStatus.BOUNCED)
TO_SEND = (MailStatus.WAITING, MailStatus.SENDING)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. sent_week: such as ``2014-W36``, None before; no day is kept."""

    mail_id: bytes
    wave: str
    contact_id: bytes
    occasion: Occasion
    status: MailStatus
    sent_week: str | None = None


def queue_mails(
    wave: str, occasion: Occasion, contact_ids: Sequence[bytes], renewed: Sequence[bytes] = ()
) -> int:
    """Puts a mail to each of these contacts into the outbox; how many are new.

    Who has one of this occasion gets no second one, unless it is renewed: those contacts get a new
    one, under a new number.
    """
    old = mail.c.occasion == occasion.written, mail.c.contact_id.in_(renewed)
    with writing(CONTACTS) as connection:
        connection.execute(delete(mail).where(mail.c.sample == wave, *old))
        return sum(
            insert_once(connection, mail, _fresh(wave, occasion, each)) for each in contact_ids
        )


def mails_of(wave: str) -> tuple[Mail, ...]:
    """All mails of a wave in the order of their random ids."""
    return _mails(select(mail).where(mail.c.sample == wave))


def mails_to_send(wave: str) -> tuple[Mail, ...]:
    """Those that wait, and those that a sender had taken out when it died."""
    return _mails(select(mail).where(mail.c.sample == wave, mail.c.status.in_(TO_SEND)))


def mails_out() -> tuple[Mail, ...]:
    """Those of all waves that a server took, or may have taken: what can come back."""
    taken = (MailStatus.SENDING, MailStatus.SENT, MailStatus.BOUNCED)
    return _mails(select(mail).where(mail.c.status.in_(taken)))


def settle(mail_id: bytes, status: MailStatus, week: str | None = None) -> None:
    """Keeps how far a mail is. week: in which it was sent, None where it was not."""
    here = mail.c.mail_id == mail_id
    with writing(CONTACTS) as connection:
        connection.execute(update(mail).where(here).values(status=status, sent_week=week))


def drop_mails(mail_ids: Iterable[bytes]) -> None:
    """Forgets mails that are not to be sent any more, as if they had never been queued."""
    with writing(CONTACTS) as connection:
        connection.execute(delete(mail).where(mail.c.mail_id.in_(tuple(mail_ids))))


def fail(found: Mail, status: MailStatus, disposition: Disposition | None) -> None:
    """Keeps that a mail was refused or came back, and what that says of its contact, if anything.

    What was known of the contact before stays.
    """
    with writing(CONTACTS) as connection:
        here = mail.c.mail_id == found.mail_id
        connection.execute(update(mail).where(here).values(status=status))
        if disposition is not None:
            open_one = contact.c.contact_id == found.contact_id, contact.c.disposition.is_(None)
            connection.execute(update(contact).where(*open_one).values(disposition=disposition))


def standing_now(contact_id: bytes) -> tuple[Disposition | None, InvitationStatus | None] | None:
    """What became of a contact and of its own invitation; None where the contact is gone."""
    wanted = select(contact.c.disposition).where(contact.c.contact_id == contact_id)
    its = select(invitation.c.status).where(
        invitation.c.contact_id == contact_id, invitation.c.status != InvitationStatus.REVOKED
    )
    with reading(CONTACTS) as connection:
        row, status = connection.execute(wanted).first(), connection.execute(its).scalar()
    if row is None:
        return None
    disposition = Disposition(row.disposition) if row.disposition else None
    return disposition, InvitationStatus(status) if status else None


def _fresh(wave: str, occasion: Occasion, contact_id: bytes) -> dict[str, object]:
    return {
        "mail_id": secrets.token_bytes(ID_BYTES),
        "sample": wave,
        "contact_id": contact_id,
        "occasion": occasion.written,
        "status": MailStatus.WAITING,
        "sent_week": None,
    }


def _mails(query: Select[Any]) -> tuple[Mail, ...]:
    with reading(CONTACTS) as connection:
        return tuple(map(_mail, connection.execute(query.order_by(mail.c.mail_id))))


def _mail(row: Row[Any]) -> Mail:
    return Mail(
        row.mail_id,
        row.sample,
        row.contact_id,
        occasion_of(row.occasion),
        MailStatus(row.status),
        row.sent_week,
    )
