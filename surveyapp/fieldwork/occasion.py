"""Occasion: what a mail to a contact is for, and which contacts it goes to."""

import re
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.fieldwork.contact import Disposition
from surveyapp.fieldwork.invitation import InvitationMode, InvitationStatus

_WRITTEN = re.compile(r"(invitation|extension|report)|reminder-([1-9][0-9]?)")
NOT_USED = frozenset({InvitationStatus.NEW, InvitationStatus.INVITED})
WITHOUT_REPORT = frozenset({Disposition.UNDELIVERABLE, Disposition.REFUSED})
"""Whom no mail reaches, and who asked for no more."""


class OccasionKind(StrEnum):
    """What a mail is for."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    EXTENSION = "extension"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One mail to every contact that it is for. number: of a reminder, from 1; 0 elsewhere."""

    kind: OccasionKind
    number: int = 0

    @property
    def written(self) -> str:
        """As commands and tables name it, such as ``reminder-1``."""
        return f"{self.kind}-{self.number}" if self.number else self.kind.value


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a contact stands. status: None without an invitation of its own, as in mode `pool`.

    has_mail: whether it was sent any.
    """

    disposition: Disposition | None
    mode: InvitationMode
    status: InvitationStatus | None
    has_mail: bool = False

    @property
    def is_unopened(self) -> bool:
        """Whether its code still opens a draft."""
        return self.status in NOT_USED


def occasion_of(written: str) -> Occasion:
    """Raises ValueError for what is no occasion."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError(
            "an occasion is invitation, reminder-1 to reminder-99, extension or report"
        )
    if found[2]:
        return Occasion(OccasionKind.REMINDER, int(found[2]))
    return Occasion(OccasionKind(found[1]))


def is_due(occasion: Occasion, contact: Standing) -> bool:
    """Whether a contact gets such a mail.

    Who will not answer gets none, but the report goes to everybody who was asked, unless no mail
    reaches it or it asked for no more. In mode `pool` nobody knows who answered.
    """
    if occasion.kind is OccasionKind.REPORT:
        return contact.disposition not in WITHOUT_REPORT and _was_asked(contact)
    if contact.disposition is not None:
        return False
    if contact.mode is InvitationMode.POOL:
        return True
    if occasion.kind is OccasionKind.INVITATION:
        return contact.is_unopened
    is_open = contact.is_unopened or contact.status is InvitationStatus.OPENED
    return is_open and _was_asked(contact)


def _was_asked(contact: Standing) -> bool:
    """In mode `pool` everybody in the list counts: codes may have been given on paper."""
    is_asked = contact.has_mail or contact.status not in (None, InvitationStatus.NEW)
    return is_asked or contact.mode is InvitationMode.POOL
