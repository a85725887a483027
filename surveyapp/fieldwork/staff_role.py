"""Staff roles and what each may do: the matrix that every page and file is held against.

Whoever knows the institutions sees no single answer, and whoever sees single answers knows no
institution: no role has both, and one account is refused two roles that have them together.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class StaffRole(StrEnum):
    """What an account is for."""

    COORDINATOR = "coordinator"
    RESEARCHER = "researcher"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    CODER = "coder"
    KEY_IN = "key-in"
    ANALYST = "analyst"
    ADMIN = "admin"


class Permission(StrEnum):
    """What somebody may do."""

    DESK = "see what there is to do"
    FIELDWORK = "invite, remind, ask back"
    WAVES = "make, open, close and freeze waves"
    RESULTS = "read what is published"
    QUESTIONNAIRES = "check questionnaires"
    TRANSLATIONS = "look at translations"
    PAPER = "type paper forms"
    TEXTS = "review free texts"
    CODING = "code open answers"
    ROWS = "mix, take out single rows"
    SETTINGS = "say who asks"
    STAFF = "change accounts, read the log"


KNOWS_INSTITUTIONS = frozenset({Permission.FIELDWORK})
SEES_ANSWERS = frozenset({Permission.PAPER, Permission.TEXTS, Permission.CODING, Permission.ROWS})
_EVERYBODY = frozenset({Permission.DESK})
PERMISSIONS: Mapping[StaffRole, frozenset[Permission]] = {
    StaffRole.COORDINATOR: _EVERYBODY
    | {Permission.FIELDWORK, Permission.WAVES, Permission.RESULTS, Permission.SETTINGS},
    StaffRole.RESEARCHER: _EVERYBODY
    | {Permission.QUESTIONNAIRES, Permission.TRANSLATIONS, Permission.RESULTS},
    StaffRole.TRANSLATOR: _EVERYBODY | {Permission.TRANSLATIONS},
    StaffRole.REVIEWER: _EVERYBODY | {Permission.TEXTS, Permission.RESULTS},
    StaffRole.CODER: _EVERYBODY | {Permission.CODING},
    StaffRole.KEY_IN: _EVERYBODY | {Permission.PAPER},
    StaffRole.ANALYST: _EVERYBODY | {Permission.ROWS, Permission.RESULTS},
    StaffRole.ADMIN: _EVERYBODY | {Permission.STAFF, Permission.SETTINGS},
}


def permissions_of(roles: Iterable[StaffRole]) -> frozenset[Permission]:
    """What all these roles may do together."""
    return frozenset[Permission]().union(*(PERMISSIONS[role] for role in roles))


def are_apart(roles: Iterable[StaffRole]) -> bool:
    """Whether nobody who has all these roles knows institutions and sees single answers."""
    held = permissions_of(roles)
    return not (held & KNOWS_INSTITUTIONS and held & SEES_ANSWERS)


def apart_alone(roles: Iterable[StaffRole]) -> tuple[StaffRole, ...]:
    """Those that know no institution and see no answer: what counts of roles that are not apart."""
    either = KNOWS_INSTITUTIONS | SEES_ANSWERS
    return tuple(role for role in roles if not PERMISSIONS[role] & either)
