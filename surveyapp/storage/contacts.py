"""Contacts: who is asked in a wave, in a database of their own that shares no key with answers."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
class ListChanges:
    """What a list does to the contacts that are kept. changed: as each is kept, as it will be.

    mark: of all contacts that the list names, as they are kept; another one where any has changed.
    """

    new: tuple[Contact, ...]
    changed: tuple[tuple[Contact, Contact], ...]
    n_same: int
    mark: str


def keep_contacts(
    wave: str, listed: Sequence[Contact], mode: InvitationMode, seen: str | None = None
) -> ListChanges:
    """Keeps a list, all of it or nothing; an institution that is there already is brought up to it.

    It is found by its name, however that is spelt (`name_key`). Those not in the list stay. seen:
    mark of the changes that somebody looked at, None where nobody did. Raises SampleRefused:
    other-mode, where contacts of the wave are kept in the other mode; changed-meanwhile.
    """
    with writing(CONTACTS) as connection:
        insert_once(connection, sample, {"name": wave, "invitation_mode": mode})
        kept_mode = connection.execute(_mode_of(wave)).scalar_one()
        if kept_mode != mode:
            raise SampleRefused("other-mode", wave)
        changes = _changes(connection, wave, listed)
        if seen not in (None, changes.mark):
            raise SampleRefused("changed-meanwhile", wave)
        fresh = (_row(wave, each) for each in changes.new)
        rows = [row | {"contact_id": secrets.token_bytes(ID_BYTES)} for row in fresh]
        if rows:
            connection.execute(insert(contact), rows)
        for kept, each in changes.changed:
            here = contact.c.contact_id == kept.contact_id
            connection.execute(update(contact).where(here).values(_row(wave, each)))
    return changes


def list_changes(wave: str, listed: Sequence[Contact]) -> ListChanges:
    """What keeping a list would do now."""
    with reading(CONTACTS) as connection:
        return _changes(connection, wave, listed)


def correct_contact(wave: str, corrected: Contact, seen: str) -> None:
    """Keeps another addressee, address of e-mail, postal address or language of one contact.

    seen: mark of the contact from which somebody began. Raises SampleRefused: changed-meanwhile,
    also where the contact is gone.
    """
    here = contact.c.contact_id == corrected.contact_id, contact.c.sample == wave
    with writing(CONTACTS) as connection:
        row = connection.execute(select(contact).where(*here).with_for_update()).first()
        if row is None or contact_mark(_contact(row)) != seen:
            raise SampleRefused("changed-meanwhile", wave)
        connection.execute(update(contact).where(*here).values(_row(wave, corrected)))


def contact_mark(kept: Contact) -> str:
    """Another one where anything of the list has changed in a contact."""
    return _mark((kept,))


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


def _changes(connection: Connection, wave: str, listed: Sequence[Contact]) -> ListChanges:
    kept = map(_contact, connection.execute(_contacts_of(wave)))
    known = _known(tuple(kept), listed)
    pairs = [(known[each.institution], each) for each in listed if each.institution in known]
    return ListChanges(
        new=tuple(each for each in listed if each.institution not in known),
        changed=tuple(pair for pair in pairs if _differs(*pair)),
        n_same=sum(not _differs(*pair) for pair in pairs),
        mark=_mark(known.values()),
    )


def _mark(kept: Iterable[Contact]) -> str:
    rows = sorted(repr(sorted(_row("", each).items())) for each in kept)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _known(kept: Sequence[Contact], listed: Sequence[Contact]) -> Mapping[str, Contact]:
    """Name in a list -> the contact of the same name, else one whose name is spelt otherwise."""
    spelt = {name_key(each.institution): each for each in kept}
    same = {each.institution: each for each in kept}
    names = (each.institution for each in listed)
    found = {name: same.get(name, spelt.get(name_key(name))) for name in names}
    return {name: each for name, each in found.items() if each is not None}


def _differs(kept: Contact, listed: Contact) -> bool:
    """What became of a contact is not in the list, and stays."""
    return replace(kept, disposition=None, contact_id=None) != replace(
        listed, disposition=None, contact_id=None
    )


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
