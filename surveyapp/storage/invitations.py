"""Invitations: codes that are exchanged once for a draft, and whether it was answered by now.

Nothing leads from an invitation to the draft that was opened with it: the draft knows its
invitation, sealed, and says so only in a flag that is opened together with others.
"""

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, insert, literal, select, update

from surveyapp.fieldwork.codes import CodeKind, read_code
from surveyapp.fieldwork.contact import Contact, Stratum
from surveyapp.fieldwork.envelope import CodeKeys
from surveyapp.fieldwork.invitation import InvitationMode, InvitationStatus, invitation_code
from surveyapp.storage.contacts import (
    ID_BYTES,
    SampleRefused,
    contacts_of,
    invitation_mode_of,
    let_answer,
    refuse,
)
from surveyapp.storage.contacts_tables import invitation
from surveyapp.storage.database import CONTACTS, reading, writing

_UNUSED = (InvitationStatus.NEW, InvitationStatus.INVITED)


@dataclass(frozen=True, slots=True)
class Invitation:
    """One invitation. contact_id: None in mode `pool`, where nobody knows whose it is.

    stratum: in mode `pool`; elsewhere the contact has one.
    """

    invitation_id: bytes
    wave: str
    contact_id: bytes | None
    status: InvitationStatus
    stratum: Stratum

    def code(self, pepper: bytes) -> str:
        """The code in groups of four, as it is mailed and printed."""
        return invitation_code(self.invitation_id, pepper).written


def make_invitations(wave: str, pepper: bytes) -> int:
    """One for each contact that has none and may answer; how many are new.

    In mode `pool` as many of each stratum as it has contacts. Raises SampleRefused: no-contacts.
    """
    mode = invitation_mode_of(wave)
    if mode is None:
        raise SampleRefused("no-contacts", wave)
    asked = [each for each in contacts_of(wave) if each.disposition is None]
    wanted = Counter(_place(each, mode) for each in asked)
    with writing(CONTACTS) as connection:
        kept = connection.execute(_of_wave(wave).where(_is_valid())).all()
        wanted.subtract(Counter((row.contact_id, _stratum(row)) for row in kept))
        rows = [_fresh(wave, *place, pepper) for place in wanted.elements()]
        if rows:
            connection.execute(insert(invitation), _shuffled(rows))
    return len(rows)


def invitations_of(wave: str) -> tuple[Invitation, ...]:
    """All that were not revoked, in the order of their random ids."""
    with reading(CONTACTS) as connection:
        rows = connection.execute(_of_wave(wave).where(_is_valid()))
        return tuple(map(_invitation, rows))


def invitation_of(text: str, pepper: bytes) -> Invitation | None:
    """The invitation of a code, whatever became of it; None where there is none.

    Raises CodeRefused when mistyped.
    """
    with reading(CONTACTS) as connection:
        row = connection.execute(_of_code(text, pepper)).first()
    return _invitation(row) if row else None


def exchange(found: Invitation, begin: Callable[[], None] | None = None) -> bool:
    """Spends an invitation; False when it was spent or revoked before. Of two, one wins.

    begin: makes its draft, before it is spent and only where it is: what stops in between costs
    nobody a code.
    """
    here = invitation.c.invitation_id == found.invitation_id, invitation.c.status.in_(_UNUSED)
    spent = update(invitation).where(*here).values(status=InvitationStatus.OPENED)
    with writing(CONTACTS) as connection:
        if connection.execute(spent).rowcount != 1:
            return False
        let_answer(connection, found.contact_id)
        if begin is not None:
            begin()
        return True


def decline(found: Invitation) -> bool:
    """Keeps that an institution takes no part; its code still opens, should it think again.

    False in mode `pool`, where nobody knows whose it is, and for one that was opened or revoked,
    also since it was found.
    """
    if found.contact_id is None:
        return False
    status = select(invitation.c.status).where(invitation.c.invitation_id == found.invitation_id)
    with writing(CONTACTS) as connection:
        if connection.execute(status).scalar() not in _UNUSED:
            return False
        refuse(connection, found.contact_id)
    return True


def mark_invited(invitation_ids: Iterable[bytes]) -> None:
    """Keeps that these were given to somebody, by mail or letter."""
    new = invitation.c.status == InvitationStatus.NEW
    _move(invitation_ids, InvitationStatus.INVITED, new)


def mark_answered(invitation_ids: Iterable[bytes]) -> None:
    """Keeps that these have answered, all in one transaction; known from a mixing alone."""
    _move(invitation_ids, InvitationStatus.ANSWERED, invitation.c.status == InvitationStatus.OPENED)


def replace_invitation(contact_id: bytes, pepper: bytes, lost: bytes | None = None) -> Invitation:
    """A new invitation for a contact whose code or access code was lost; the old one is revoked.

    lost: the invitation that somebody means, None for whichever it has. Raises LookupError where
    the contact has none, or another one, or has answered by now.
    """
    mine = invitation.c.contact_id == contact_id
    with writing(CONTACTS) as connection:
        row = connection.execute(select(invitation).where(mine, _is_valid())).first()
        is_another = row is not None and lost not in (None, row.invitation_id)
        if row is None or is_another or row.status == InvitationStatus.ANSWERED:
            raise LookupError("no invitation that could be replaced")
        gone = update(invitation).where(invitation.c.invitation_id == row.invitation_id)
        connection.execute(gone.values(status=InvitationStatus.REVOKED))
        fresh = _fresh(row.sample, contact_id, _stratum(row), pepper)
        connection.execute(insert(invitation), fresh)
        made = connection.execute(
            select(invitation).where(invitation.c.invitation_id == fresh["invitation_id"])
        ).one()
    return _invitation(made)


def draw(wave: str, stratum: Stratum) -> Invitation | None:
    """One of a pool that was given to nobody yet, by chance, which counts as given; None if none.

    Only for mode `pool`: whoever mails its code forgets to whom.
    """
    new = invitation.c.status == InvitationStatus.NEW, invitation.c.contact_id.is_(None)
    with writing(CONTACTS) as connection:
        rows = connection.execute(_of_wave(wave).where(*new)).all()
        left = [row for row in rows if _stratum(row) == stratum]
        if not left:
            return None
        drawn = secrets.choice(left)
        here = invitation.c.invitation_id == drawn.invitation_id
        connection.execute(update(invitation).where(here).values(status=InvitationStatus.INVITED))
    return _invitation(drawn)


def draw_all(wave: str) -> tuple[Invitation, ...]:
    """All of a pool that were given to nobody yet, which count as given; in no order of a list."""
    new = invitation.c.status == InvitationStatus.NEW, invitation.c.contact_id.is_(None)
    with writing(CONTACTS) as connection:
        rows = connection.execute(_of_wave(wave).where(*new).with_for_update()).all()
        here = invitation.c.sample == wave, *new
        connection.execute(update(invitation).where(*here).values(status=InvitationStatus.INVITED))
    return tuple(map(_invitation, rows))


def give_back(drawn: Invitation) -> None:
    """Puts an invitation back that was drawn and surely reached nobody."""
    given = invitation.c.status == InvitationStatus.INVITED, invitation.c.contact_id.is_(None)
    _move((drawn.invitation_id,), InvitationStatus.NEW, and_(*given))


def _move(ids: Iterable[bytes], to: InvitationStatus, only: ColumnElement[bool]) -> None:
    named = invitation.c.invitation_id.in_(sorted(ids))
    with writing(CONTACTS) as connection:
        connection.execute(update(invitation).where(named, only).values(status=to))


def _place(listed: Contact, mode: InvitationMode) -> tuple[bytes | None, Stratum]:
    """Whose an invitation is: one contact's, or any of a stratum."""
    if mode is InvitationMode.TRACKED:
        return listed.contact_id, Stratum(None, None)
    return None, listed.stratum


def _fresh(
    wave: str, contact_id: bytes | None, stratum: Stratum, pepper: bytes
) -> dict[str, object]:
    invitation_id = secrets.token_bytes(ID_BYTES)
    code = invitation_code(invitation_id, pepper)
    return {
        "invitation_id": invitation_id,
        "sample": wave,
        "contact_id": contact_id,
        "code_locator": CodeKeys.of(code.secret, pepper).locator,
        "status": InvitationStatus.NEW,
        "sample_country": stratum.country,
        "sample_class": stratum.split_code,
    }


def _shuffled(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """So that the order of writing is no order of the list."""
    return random.SystemRandom().sample(rows, len(rows))


def _of_wave(wave: str) -> Select[Any]:
    return select(invitation).where(invitation.c.sample == wave)


def _of_code(text: str, pepper: bytes) -> Select[Any]:
    code = read_code(text)
    locator = CodeKeys.of(code.secret, pepper).locator
    is_kind = code.kind is CodeKind.INVITATION
    return select(invitation).where(invitation.c.code_locator == locator, literal(is_kind))


def _is_valid() -> ColumnElement[bool]:
    return invitation.c.status != InvitationStatus.REVOKED


def _stratum(row: Row[Any]) -> Stratum:
    return Stratum(row.sample_country, row.sample_class)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        row.invitation_id,
        row.sample,
        row.contact_id,
        InvitationStatus(row.status),
        _stratum(row),
    )
