"""Contacts: who is asked in a wave, in a database of their own that shares no key with answers."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from surveyapp.fieldwork.contact import Contact, Disposition, Stratum, name_key
from surveyapp.fieldwork.invitation import InvitationMode
from surveyapp.storage.contacts_tables import contact, sample
from surveyapp.storage.database import CONTACTS, insert_once, reading, writing

ID_BYTES = 16


class SampleRefused(ValueError):
    """What was asked of the contacts of a wave cannot be done; `code` says why."""

    def __init__(self, code: str, wave: str) -> None:
        super().__init__(f"{code}: {wave}")
        self.code, self.wave = code, wave


@dataclass(frozen=True, slots=True)
class ContactsKept:
    """What came of a list: how many were new, changed, and as they were."""

    n_new: int
    n_changed: int
    n_same: int


def keep_contacts(wave: str, listed: Sequence[Contact], mode: InvitationMode) -> ContactsKept:
    """Keeps a list, all of it or nothing; an institution that is there already is brought up to it.

    It is found by its name, however that is spelt (`name_key`). Those not in the list stay.
    Raises SampleRefused: other-mode, where contacts of the wave are kept in the other mode.
    """
    with writing(CONTACTS) as connection:
        insert_once(connection, sample, {"name": wave, "invitation_mode": mode})
        kept_mode = connection.execute(_mode_of(wave)).scalar_one()
        if kept_mode != mode:
            raise SampleRefused("other-mode", wave)
        known = _known(connection.execute(_contacts_of(wave)).all(), listed)
        new = [each for each in listed if each.institution not in known]
        changed = [each for each in listed if _differs(each, known.get(each.institution))]
        rows = [_row(wave, each) | {"contact_id": secrets.token_bytes(ID_BYTES)} for each in new]
        if rows:
            connection.execute(insert(contact), rows)
        for each in changed:
            here = contact.c.contact_id == known[each.institution].contact_id
            connection.execute(update(contact).where(here).values(_row(wave, each)))
    return ContactsKept(len(new), len(changed), len(listed) - len(new) - len(changed))


def invitation_mode_of(wave: str) -> InvitationMode | None:
    """How contacts of a wave are invited; None where it has no list of contacts."""
    with reading(CONTACTS) as connection:
        found = connection.execute(_mode_of(wave)).scalar()
    return InvitationMode(found) if found else None


def contacts_of(wave: str) -> tuple[Contact, ...]:
    """All contacts of a wave by the names of their institutions."""
    with reading(CONTACTS) as connection:
        rows = connection.execute(_contacts_of(wave).order_by(contact.c.institution))
        return tuple(map(_contact, rows))


def dispose(wave: str, institutions: Iterable[str], disposition: Disposition | None) -> int:
    """Keeps why some contacts will not answer, or that they may (None); how many there were."""
    named = contact.c.sample == wave, contact.c.institution.in_(tuple(institutions))
    with writing(CONTACTS) as connection:
        found = connection.execute(update(contact).where(*named).values(disposition=disposition))
        return found.rowcount


def let_answer(connection: Connection, contact_id: bytes | None) -> None:
    """Keeps inside a transaction that one may answer; nothing for an invitation without one."""
    here = contact.c.contact_id == contact_id
    connection.execute(update(contact).where(here).values(disposition=None))


def refuse(connection: Connection, contact_id: bytes) -> None:
    """Keeps inside a transaction that one takes no part.

    One that does not belong stays so: whoever is counted was decided by those who ask.
    """
    belongs = contact.c.disposition.is_distinct_from(Disposition.NOT_ELIGIBLE)
    here = contact.c.contact_id == contact_id, belongs
    connection.execute(update(contact).where(*here).values(disposition=Disposition.REFUSED))


def _mode_of(wave: str) -> Select[Any]:
    return select(sample.c.invitation_mode).where(sample.c.name == wave)


def _contacts_of(wave: str) -> Select[Any]:
    return select(contact).where(contact.c.sample == wave)


def _known(kept: Sequence[Row[Any]], listed: Sequence[Contact]) -> Mapping[str, Row[Any]]:
    """Name in a list -> the contact of the same name, else one whose name is spelt otherwise."""
    spelt = {name_key(row.institution): row for row in kept}
    same = {row.institution: row for row in kept}
    names = (each.institution for each in listed)
    found = {name: same.get(name, spelt.get(name_key(name))) for name in names}
    return {name: row for name, row in found.items() if row is not None}


def _differs(listed: Contact, kept: Row[Any] | None) -> bool:
    """What became of a contact is not in the list, and stays."""
    if kept is None:
        return False
    row = kept._asdict()
    return any(row[name] != value for name, value in _row(row["sample"], listed).items())


def _row(wave: str, listed: Contact) -> dict[str, object]:
    return {
        "sample": wave,
        "institution": listed.institution,
        "addressee": listed.addressee,
        "email": listed.email,
        "postal_address": listed.postal_address,
        "addressee_language": listed.language,
        "sample_country": listed.stratum.country,
        "sample_class": listed.stratum.split_code,
    }


def _contact(row: Row[Any]) -> Contact:
    return Contact(
        institution=row.institution,
        language=row.addressee_language,
        stratum=Stratum(row.sample_country, row.sample_class),
        addressee=row.addressee,
        email=row.email,
        postal_address=row.postal_address,
        disposition=Disposition(row.disposition) if row.disposition else None,
        contact_id=row.contact_id,
    )
