"""Staff: accounts with one or several roles; whatever changes an account signs it out."""

import hashlib
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from surveyapp.fieldwork.staff_role import StaffRole, are_apart
from surveyapp.storage.account import in_order, state_mark_of
from surveyapp.storage.contacts_tables import staff, staff_role, staff_session
from surveyapp.storage.database import CONTACTS, insert_once, lock, reading, writing
from surveyapp.storage.password import NOBODY, hashed, is_common, is_right
from surveyapp.storage.second_factor import (
    NewFactor,
    drop_factor,
    keep_factor,
    keep_recovery_codes,
)

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128
LONGEST_NAME = 80
_ONE_AT_A_TIME = hashlib.sha256(b"surveyapp accounts").digest()


class StaffRefused(ValueError):
    """An account cannot be made or changed; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def add_staff(
    name: str, roles: Iterable[StaffRole], password: str, *, is_together: bool = False
) -> None:
    """A new account.

    is_together: whether one account may know institutions and see single answers. Raises
    StaffRefused: name-unusable, name-taken, no-role, roles-apart, password-too-short,
    password-too-long, password-too-common.
    """
    held, row = _new(name, roles, password, is_together=is_together)
    with writing(CONTACTS) as connection:
        _insert(connection, row, held)


def add_first(
    name: str, roles: Iterable[StaffRole], password: str, *, is_together: bool = False
) -> None:
    """The first account; as `add_staff`, and raises StaffRefused: not-first."""
    held, row = _new(name, roles, password, is_together=is_together)
    with writing(CONTACTS) as connection:
        lock(connection, _ONE_AT_A_TIME)
        if _is_any(connection):
            raise StaffRefused("not-first")
        _insert(connection, row, held)


def has_accounts() -> bool:
    """Whether somebody has an account already, shut or not."""
    with reading(CONTACTS) as connection:
        return _is_any(connection)


def change_password(name: str, password: str, *, was: str | None = None) -> None:
    """Replaces the password and ends all sessions of the account.

    was: its `state_mark` when somebody looked; None for whatever it is now. Raises StaffRefused:
    no-such-account, changed-meanwhile, password-too-short, -too-long, -too-common.
    """
    _check_password(password)
    _change(name, was, password_hash=hashed(password))


def change_own_password(name: str, old: str, password: str) -> None:
    """As `change_password`, by somebody who says the old one.

    Raises StaffRefused: old-password-wrong, password-too-short, -too-long, -too-common.
    """
    query = select(staff.c.password_hash).where(staff.c.name == name)
    with reading(CONTACTS) as connection:
        kept = connection.execute(query).scalar()
    if not is_right(old, kept or NOBODY):
        raise StaffRefused("old-password-wrong")
    _check_password(password)
    fresh = hashed(password)
    with writing(CONTACTS) as connection:
        if connection.execute(query).scalar() != kept:  # changed since it was read
            raise StaffRefused("old-password-wrong")
        _change_in(connection, name, password_hash=fresh)


def change_roles(
    name: str,
    roles: Iterable[StaffRole],
    *,
    is_together: bool = False,
    was: str | None = None,
) -> None:
    """Gives these roles in place of those it had, and ends the sessions.

    is_together: as for `add_staff`; was: as for `change_password`. Raises StaffRefused:
    no-such-account, changed-meanwhile, no-role, roles-apart, last-admin.
    """
    held = _checked(roles, is_together=is_together)
    with writing(CONTACTS) as connection:
        _change_in(connection, name, was)
        if StaffRole.ADMIN not in held:
            _keep_an_admin(connection, name)
        connection.execute(delete(staff_role).where(staff_role.c.staff == name))
        _give(connection, name, held)


def set_second_factor(
    name: str, made: NewFactor, pepper: bytes, *, last_step: int = 0, is_first: bool = False
) -> None:
    """Gives the account a second factor, in place of the one it had, and ends its sessions.

    last_step: the one whose code was used to try it. is_first: only where it has none. Raises
    StaffRefused: no-such-account, has-second-factor.
    """
    with writing(CONTACTS) as connection:
        _change_in(connection, name)
        if not is_first:
            drop_factor(connection, name)
        if not keep_factor(connection, name, made, pepper, last_step):
            raise StaffRefused("has-second-factor")


def remove_second_factor(name: str, *, was: str | None = None) -> None:
    """Forgets the second factor of an account, whose holder has lost it, and ends its sessions.

    was: as for `change_password`. Raises StaffRefused: no-such-account, changed-meanwhile,
    no-second-factor.
    """
    with writing(CONTACTS) as connection:
        _change_in(connection, name, was)
        if not drop_factor(connection, name):
            raise StaffRefused("no-second-factor")


def renew_recovery_codes(name: str, made: NewFactor) -> None:
    """Keeps these recovery codes in place of those it had; the app stays as it is.

    Raises StaffRefused: no-second-factor.
    """
    with writing(CONTACTS) as connection:
        if not keep_recovery_codes(connection, name, made):
            raise StaffRefused("no-second-factor")


def deactivate(name: str, *, was: str | None = None) -> None:
    """Shuts an account and ends its sessions at once.

    was: as for `change_password`. Raises StaffRefused: no-such-account, changed-meanwhile,
    last-admin.
    """
    with writing(CONTACTS) as connection:
        _keep_an_admin(connection, name)
        _change_in(connection, name, was, is_active=False)


def activate(name: str, *, was: str | None = None) -> None:
    """Opens an account that was shut; its password stays.

    was: as for `change_password`. Raises StaffRefused: no-such-account, changed-meanwhile.
    """
    _change(name, was, is_active=True)


def end_sessions(name: str | None = None) -> int:
    """Signs one account out everywhere, or everybody; how many sessions there were.

    Raises StaffRefused: no-such-account.
    """
    with writing(CONTACTS) as connection:
        ended = delete(staff_session)
        if name is not None:
            if connection.execute(select(staff.c.name).where(staff.c.name == name)).first() is None:
                raise StaffRefused("no-such-account")
            ended = ended.where(staff_session.c.staff == name)
        return connection.execute(ended).rowcount


def _new(
    name: str, roles: Iterable[StaffRole], password: str, *, is_together: bool
) -> tuple[tuple[StaffRole, ...], Mapping[str, object]]:
    """(roles, row of the account), both checked."""
    _check_name(name)
    held = _checked(roles, is_together=is_together)
    _check_password(password)
    return held, {"name": name, "password_hash": hashed(password), "is_active": True}


def _check_name(name: str) -> None:
    """It stands in addresses of pages, in the log and on the terminal."""
    is_plain = name.isprintable() and name == name.strip() and not set(name) & set("/\\")
    if not is_plain or not 0 < len(name) <= LONGEST_NAME or not set(name) - {"."}:
        raise StaffRefused("name-unusable")


def _insert(
    connection: Connection, row: Mapping[str, object], roles: tuple[StaffRole, ...]
) -> None:
    if not insert_once(connection, staff, row):
        raise StaffRefused("name-taken")
    _give(connection, str(row["name"]), roles)


def _give(connection: Connection, name: str, roles: tuple[StaffRole, ...]) -> None:
    rows = [{"staff": name, "role": role.value} for role in roles]
    connection.execute(insert(staff_role), rows)


def _checked(roles: Iterable[StaffRole], *, is_together: bool) -> tuple[StaffRole, ...]:
    held = in_order(roles)
    if not held:
        raise StaffRefused("no-role")
    if not (is_together or are_apart(held)):
        raise StaffRefused("roles-apart")
    return held


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise StaffRefused("password-too-short")
    if len(password) > LONGEST_PASSWORD:
        raise StaffRefused("password-too-long")
    if is_common(password):
        raise StaffRefused("password-too-common")


def _check_unchanged(connection: Connection, name: str, was: str) -> None:
    """Two people who change an account at once change it once. Raises StaffRefused."""
    lock(connection, _ONE_AT_A_TIME)
    if state_mark_of(connection, name) not in (was, None):
        raise StaffRefused("changed-meanwhile")


def _change(name: str, was: str | None, **values: object) -> None:
    """Changes an account; whoever was signed in with it is signed out."""
    with writing(CONTACTS) as connection:
        _change_in(connection, name, was, **values)


def _change_in(connection: Connection, name: str, was: str | None = None, **values: object) -> None:
    if was is not None:
        _check_unchanged(connection, name, was)
    change = update(staff).where(staff.c.name == name).values(name=name, **values)
    if not connection.execute(change).rowcount:
        raise StaffRefused("no-such-account")
    connection.execute(delete(staff_session).where(staff_session.c.staff == name))


def _keep_an_admin(connection: Connection, name: str) -> None:
    """Whoever is the last that changes accounts stays so. Raises StaffRefused: last-admin."""
    lock(connection, _ONE_AT_A_TIME)
    is_admin: ColumnElement[bool] = staff_role.c.role == StaffRole.ADMIN.value
    query = select(staff.c.name).join(staff_role, staff_role.c.staff == staff.c.name)
    found = connection.execute(query.where(is_admin, staff.c.is_active)).scalars().all()
    if list(found) == [name]:
        raise StaffRefused("last-admin")


def _is_any(connection: Connection) -> bool:
    return connection.execute(select(staff.c.name).limit(1)).first() is not None
