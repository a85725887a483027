"""Inquiries: what an institution is asked back, shown to whoever opens its draft the next time.

An inquiry belongs to an invitation; which draft was opened with it only the draft itself knows.
"""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from surveyapp.storage.contacts import ID_BYTES
from surveyapp.storage.contacts_tables import inquiry, invitation, section_progress
from surveyapp.storage.database import CONTACTS, reading, writing

LONGEST = 1_000


class InquiryStatus(StrEnum):
    """Whether an institution has replied."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """reply: None while there is none, "" where somebody only said that it was looked at."""

    inquiry_id: bytes
    invitation_id: bytes
    words: str
    reply: str | None


def ask_back(invitation_id: bytes, words: str) -> None:
    """Keeps what an institution is asked."""
    row = {
        "inquiry_id": secrets.token_bytes(ID_BYTES),
        "invitation_id": invitation_id,
        "status": InquiryStatus.OPEN,
        "inquiry_words": words,
    }
    with writing(CONTACTS) as connection:
        connection.execute(insert(inquiry), row)


def open_inquiries(invitation_id: bytes) -> tuple[Inquiry, ...]:
    """What an institution has not replied to."""
    is_open = inquiry.c.status == InquiryStatus.OPEN
    mine = inquiry.c.invitation_id == invitation_id
    with reading(CONTACTS) as connection:
        rows = connection.execute(select(inquiry).where(mine, is_open))
        return tuple(map(_inquiry, rows))


def inquiries_of(wave: str) -> tuple[Inquiry, ...]:
    """Everything that was asked back in a wave."""
    here = select(invitation.c.invitation_id).where(invitation.c.sample == wave)
    with reading(CONTACTS) as connection:
        rows = connection.execute(select(inquiry).where(inquiry.c.invitation_id.in_(here)))
        return tuple(map(_inquiry, rows))


def inquiry_of(invitation_id: bytes, inquiry_id: bytes) -> Inquiry | None:
    """One inquiry of this invitation, also where it is closed; None for another's."""
    mine = inquiry.c.inquiry_id == inquiry_id, inquiry.c.invitation_id == invitation_id
    with reading(CONTACTS) as connection:
        row = connection.execute(select(inquiry).where(*mine)).first()
    return _inquiry(row) if row else None


def reply(invitation_id: bytes, inquiry_id: bytes, words: str) -> bool:
    """Closes an inquiry of this invitation; False when it was closed before or is another's."""
    here = (
        inquiry.c.inquiry_id == inquiry_id,
        inquiry.c.invitation_id == invitation_id,
        inquiry.c.status == InquiryStatus.OPEN,
    )
    closed = update(inquiry).where(*here)
    with writing(CONTACTS) as connection:
        done = connection.execute(closed.values(status=InquiryStatus.CLOSED, reply_words=words))
        return done.rowcount == 1


def tell_progress(invitation_id: bytes, sections: dict[str, str]) -> None:
    """Keeps how far an institution says it is, by section, in place of what it said before.

    sections: section -> empty, begun or complete; {} takes it back.
    """
    rows = [
        {"invitation_id": invitation_id, "section_name": name, "progress": how}
        for name, how in sections.items()
    ]
    mine = section_progress.c.invitation_id == invitation_id
    with writing(CONTACTS) as connection:
        connection.execute(delete(section_progress).where(mine))
        if rows:
            connection.execute(insert(section_progress), rows)


def progress_told(invitation_id: bytes) -> dict[str, str]:
    """Section -> how far it was when the institution said so; {} where it says nothing."""
    mine = section_progress.c.invitation_id == invitation_id
    with reading(CONTACTS) as connection:
        rows = connection.execute(select(section_progress).where(mine))
        return {row.section_name: row.progress for row in rows}


def progress_in(wave: str) -> dict[bytes, dict[str, str]]:
    """The same of every invitation of a wave that says something: invitation -> its sections."""
    here = select(invitation.c.invitation_id).where(invitation.c.sample == wave)
    wanted = select(section_progress).where(section_progress.c.invitation_id.in_(here))
    found: dict[bytes, dict[str, str]] = {}
    with reading(CONTACTS) as connection:
        for row in connection.execute(wanted):
            found.setdefault(row.invitation_id, {})[row.section_name] = row.progress
    return found


def _inquiry(row: Row[Any]) -> Inquiry:
    return Inquiry(row.inquiry_id, row.invitation_id, row.inquiry_words, row.reply_words)
