"""Purge: who was asked is taken out of the contacts of a wave; how many of which group stays.

The counts stay because response rates of what was published are made of them.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, or_, select, update

from surveyapp.storage.contacts_tables import (
    contact,
    inquiry,
    invitation,
    mail,
    section_progress,
)
from surveyapp.storage.database import CONTACTS, reading, writing
from surveyapp.storage.rewriting import rewrite

REMOVED = "– "
"""Begins what stands in the place of a name that was taken out."""
_MARK_BYTES = 8


def n_named(wave: str) -> int:
    """How many contacts of a wave still have a name or an address."""
    with reading(CONTACTS) as connection:
        return int(connection.execute(_named(wave, func.count())).scalar_one())


def take_names_out(wave: str) -> int:
    """Takes names, addresses, mails and questions out of a wave's contacts; of how many.

    All of it in one transaction, and the file is written anew afterwards.
    """
    with writing(CONTACTS) as connection:
        ids = connection.execute(_named(wave, contact.c.contact_id)).scalars().all()
        for each in ids:
            _forget(connection, each)
        _forget_words(connection, wave)
    rewrite(CONTACTS)
    return len(ids)


def _named(wave: str, what: ColumnElement[Any]) -> Select[Any]:
    has_name = ~contact.c.institution.startswith(REMOVED)
    has_address = contact.c.addressee, contact.c.email, contact.c.postal_address
    is_known = or_(has_name, *(each.is_not(None) for each in has_address))
    return select(what).select_from(contact).where(contact.c.sample == wave, is_known)


def _forget(connection: Connection, contact_id: bytes) -> None:
    here = contact.c.contact_id == contact_id
    empty = {"addressee": None, "email": None, "postal_address": None}
    name = f"{REMOVED}{contact_id[:_MARK_BYTES].hex()}"
    connection.execute(update(contact).where(here).values(institution=name, **empty))


def _forget_words(connection: Connection, wave: str) -> None:
    invited = select(invitation.c.invitation_id).where(invitation.c.sample == wave)
    connection.execute(delete(mail).where(mail.c.sample == wave))
    for each in (inquiry, section_progress):
        connection.execute(delete(each).where(each.c.invitation_id.in_(invited)))
