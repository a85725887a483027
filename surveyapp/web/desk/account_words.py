"""Words about accounts: roles, what each may do, and why something was refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from surveyapp.fieldwork.staff_role import (
    KNOWS_INSTITUTIONS,
    PERMISSIONS,
    SEES_ANSWERS,
    Permission,
    StaffRole,
)
from surveyapp.storage.staff import LONGEST_NAME, LONGEST_PASSWORD, SHORTEST_PASSWORD

ROLES: Mapping[StaffRole, LazyString] = {
    StaffRole.COORDINATOR: lazy_gettext("Coordinator"),
    StaffRole.RESEARCHER: lazy_gettext("Researcher"),
    StaffRole.TRANSLATOR: lazy_gettext("Translator"),
    StaffRole.REVIEWER: lazy_gettext("Reviewer"),
    StaffRole.CODER: lazy_gettext("Coder"),
    StaffRole.KEY_IN: lazy_gettext("Key-in"),
    StaffRole.ANALYST: lazy_gettext("Analyst"),
    StaffRole.ADMIN: lazy_gettext("Administrator"),
}
MAY: Mapping[Permission, LazyString] = {
    Permission.DESK: lazy_gettext("see what there is to do, and the own account"),
    Permission.FIELDWORK: lazy_gettext("know the institutions: invite, remind, ask back"),
    Permission.WAVES: lazy_gettext("make, open, close and freeze waves"),
    Permission.RESULTS: lazy_gettext("read what is published, in groups of at least five"),
    Permission.QUESTIONNAIRES: lazy_gettext("check questionnaires and sign them off"),
    Permission.TRANSLATIONS: lazy_gettext("look at questionnaires and their translations"),
    Permission.PAPER: lazy_gettext("type forms that came on paper"),
    Permission.TEXTS: lazy_gettext("read and clear free texts"),
    Permission.CODING: lazy_gettext("code open answers"),
    Permission.ROWS: lazy_gettext("mix, and take out files of single rows"),
    Permission.SETTINGS: lazy_gettext("say who asks, and how to ask back"),
    Permission.STAFF: lazy_gettext("change accounts and read the log"),
}
_REFUSALS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "name-unusable": (
        "name",
        lambda: _(
            "A name has 1 to %(most)s characters, no spaces around and no slash.",
            most=LONGEST_NAME,
        ),
    ),
    "name-taken": ("name", lambda: _("There is already an account of this name. Choose another.")),
    "no-role": ("roles", lambda: _("Tick at least one role.")),
    "roles-apart": (
        "roles",
        lambda: _(
            "One account may not both know the institutions and see single answers. Keep"
            " coordinator apart from reviewer, coder, key-in and analyst: make a second"
            " account for them."
        ),
    ),
    "own-roles": ("", lambda: _("Nobody changes their own roles. Ask another administrator.")),
    "last-admin": (
        "",
        lambda: _(
            "This is the last account that may sign in and change accounts. Make another"
            " administrator first."
        ),
    ),
    "changed-meanwhile": (
        "",
        lambda: _("Somebody changed this account meanwhile. Look at it as it is now, and decide."),
    ),
    "no-second-factor": ("", lambda: _("This account has no second factor.")),
    "no-such-account": ("", lambda: _("There is no account of this name.")),
    "old-password-wrong": ("old", lambda: _("This is not your password now.")),
    "not-the-same": ("again", lambda: _("The two passwords differ. Type the same one twice.")),
    "password-too-short": (
        "password",
        lambda: _(
            "This password is too short: it has at least %(least)s characters.",
            least=SHORTEST_PASSWORD,
        ),
    ),
    "password-too-long": (
        "password",
        lambda: _(
            "This password is too long: it has at most %(most)s characters.", most=LONGEST_PASSWORD
        ),
    ),
    "password-too-common": (
        "password",
        lambda: _("This password is among the first that are tried. Choose another."),
    ),
    "try-again": ("", lambda: _("Please try again.")),
}


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role and what it may do, in words."""

    role: StaffRole
    name: str
    may: str
    knows_institutions: bool
    sees_answers: bool


def role_lines() -> tuple[RoleLine, ...]:
    """Every role, in the order in which they are listed everywhere."""
    return tuple(_line(role) for role in StaffRole)


def matrix() -> tuple[tuple[str, tuple[bool, ...]], ...]:
    """(what may be done, whether each role may) in the order of `role_lines`."""
    return tuple(
        (str(words), tuple(permission in PERMISSIONS[role] for role in StaffRole))
        for permission, words in MAY.items()
    )


def role_names(roles: tuple[StaffRole, ...]) -> str:
    """Names of several roles in one line."""
    return ", ".join(str(ROLES[role]) for role in roles)


def refusal_words(code: str) -> tuple[str, str]:
    """(id of the field, words) of a refusal; "" where it is about no field."""
    field, words = _REFUSALS[code]
    return field, words()


def _line(role: StaffRole) -> RoleLine:
    held = PERMISSIONS[role]
    may = "; ".join(
        str(words) for permission, words in MAY.items() if permission in held - {Permission.DESK}
    )
    return RoleLine(
        role, str(ROLES[role]), may, bool(held & KNOWS_INSTITUTIONS), bool(held & SEES_ANSWERS)
    )
