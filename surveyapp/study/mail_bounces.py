"""Mail bounces: mails that came back, and what that says of the contacts they went to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveyapp.fieldwork.contact import Disposition
from surveyapp.formats.mail.delivery_report import DeliveryFailure
from surveyapp.formats.mail.mail_message import message_id
from surveyapp.instance import Instance
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.outbox import Mail, MailStatus, fail, mails_out


@dataclass(frozen=True, slots=True)
class Bounce:
    """One failure. institution: None where it is about no mail that was sent from here."""

    failure: DeliveryFailure
    institution: str | None


def keep_bounces(instance: Instance, failures: Iterable[DeliveryFailure]) -> Iterator[Bounce]:
    """Marks the mails that came back, and contacts whose address is dead.

    A mail is known by its number alone, which nobody can guess who did not get it: whoever writes a
    report about somebody else's address marks nothing.
    """
    out = {_mark(instance, each): each for each in mails_out()}
    for failure in failures:
        mail = out.get(_local(failure.message_id or ""))
        if mail is not None:
            dead = Disposition.UNDELIVERABLE if failure.is_dead_address else None
            fail(mail, MailStatus.BOUNCED, dead)
        yield Bounce(failure, _institution(mail) if mail else None)


def _mark(instance: Instance, mail: Mail) -> str:
    return _local(message_id(mail.mail_id, instance.pepper, ""))


def _local(number: str) -> str:
    """What stands before the @: the address that mails come from may have changed."""
    return number.strip("<> ").partition("@")[0]


def _institution(mail: Mail) -> str | None:
    found = (each for each in contacts_of(mail.wave) if each.contact_id == mail.contact_id)
    return next((each.institution for each in found), None)
