"""Institutions: whom a wave asks, and how far each is as of the last mixing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.fieldwork.contact import Contact, name_key
from surveyapp.fieldwork.invitation import InvitationMode, InvitationStatus
from surveyapp.storage.contacts import contacts_of, invitation_mode_of
from surveyapp.storage.inquiries import Inquiry, inquiries_of, progress_in
from surveyapp.storage.invitations import Invitation, invitations_of

COMPLETE, MARK_LETTERS = "complete", 32
_PAGE = b"surveyapp/v1/page of an institution"


class Reach(StrEnum):
    """How far an institution is. Unknown: in mode `pool`. Answered: as of the last mixing."""

    UNINVITED = "uninvited"
    NEW = "new"
    INVITED = "invited"
    OPENED = "opened"
    ANSWERED = "answered"
    WILL_NOT = "will-not-answer"
    UNKNOWN = "unknown"


_REACH = {
    InvitationStatus.NEW: Reach.NEW,
    InvitationStatus.INVITED: Reach.INVITED,
    InvitationStatus.OPENED: Reach.OPENED,
    InvitationStatus.ANSWERED: Reach.ANSWERED,
}


@dataclass(frozen=True, slots=True)
class Institution:
    """One of them. invitation: its own, None without one and in mode `pool`.

    n_complete, n_sections: what it said of its sections; 0 of 0 where it said nothing.
    """

    contact: Contact
    invitation: Invitation | None
    reach: Reach
    n_complete: int = 0
    n_sections: int = 0

    @property
    def mark(self) -> str:
        """What its page is called; no identifier of a database."""
        return hashlib.sha256(_PAGE + (self.contact.contact_id or b"")).hexdigest()[:MARK_LETTERS]


@dataclass(frozen=True, slots=True)
class AskedBack:
    """An inquiry and whom it went to; None where its invitation was replaced."""

    inquiry: Inquiry
    institution: Institution | None


def institutions_of(wave_name: str) -> tuple[Institution, ...]:
    """All of a wave by their names; () where it has no list."""
    mode, progress = invitation_mode_of(wave_name), progress_in(wave_name)
    own = {each.contact_id or b"": each for each in invitations_of(wave_name)}
    return tuple(
        _institution(each, mode, own.get(each.contact_id or b"-"), progress)
        for each in contacts_of(wave_name)
    )


def institution_of(wave_name: str, mark: str) -> Institution | None:
    """The one of a mark; None where there is none."""
    return next((each for each in institutions_of(wave_name) if each.mark == mark), None)


def matching(
    institutions: tuple[Institution, ...], reach: Reach | None, words: str
) -> Iterator[Institution]:
    """Those that are so far, None for any, and whose name, addressee or address has the words."""
    wanted = name_key(words)
    for each in institutions:
        texts = (each.contact.institution, each.contact.addressee, each.contact.email)
        is_named = any(wanted in name_key(text) for text in texts if text)
        if is_named and reach in (None, each.reach):
            yield each


def asked_back_in(wave_name: str) -> tuple[AskedBack, ...]:
    """All inquiries of a wave: those with words in reply first, open ones last."""
    own = {
        each.invitation.invitation_id: each
        for each in institutions_of(wave_name)
        if each.invitation is not None
    }
    found = [AskedBack(each, own.get(each.invitation_id)) for each in inquiries_of(wave_name)]
    return tuple(sorted(found, key=lambda each: (_turn(each.inquiry), _name(each))))


def _institution(
    each: Contact,
    mode: InvitationMode | None,
    its: Invitation | None,
    progress: dict[bytes, dict[str, str]],
) -> Institution:
    told = progress.get(its.invitation_id, {}) if its else {}
    n_complete = sum(how == COMPLETE for how in told.values())
    return Institution(each, its, _reach(each, mode, its), n_complete, len(told))


def _reach(each: Contact, mode: InvitationMode | None, its: Invitation | None) -> Reach:
    """Who has answered is counted so, whatever was said of it."""
    if its is not None and its.status is InvitationStatus.ANSWERED:
        return Reach.ANSWERED
    if each.disposition is not None:
        return Reach.WILL_NOT
    if mode is InvitationMode.POOL:
        return Reach.UNKNOWN
    return _REACH[its.status] if its else Reach.UNINVITED


def _turn(inquiry: Inquiry) -> int:
    if inquiry.reply is None:
        return 2
    return 0 if inquiry.reply else 1


def _name(each: AskedBack) -> str:
    return each.institution.contact.institution if each.institution else ""
