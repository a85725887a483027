"""Staff: accounts with roles, and sessions that live on the server."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, and_, delete, func, insert, select, update

from surveyapp.fieldwork.staff_role import Permission, StaffRole, permissions_of
from surveyapp.storage.contacts_tables import second_factor, staff, staff_session
from surveyapp.storage.database import CONTACTS, insert_once, reading, writing
from surveyapp.storage.password import NOBODY, hashed, is_common, is_right
from surveyapp.storage.second_factor import (
    NO_CODE,
    NewFactor,
    TypedCode,
    drop_factor,
    keep_factor,
    kept_factor,
    spending,
)

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128
IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=8)
# A session is touched once a minute at most, so that reading pages hardly ever writes.
TOUCHED_AFTER = timedelta(minutes=1)


class StaffRefused(ValueError):
    """An account cannot be made or changed; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SecondFactorWrong(ValueError):
    """The password is right and the code of the second factor is not, or was used before."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who is signed in."""

    name: str
    role: StaffRole
    has_second_factor: bool = False

    @property
    def permissions(self) -> frozenset[Permission]:
        """What this account may do."""
        return permissions_of((self.role,))


@dataclass(frozen=True, slots=True)
class Account:
    """What is shown of an account. n_sessions: where it is signed in now."""

    name: str
    role: StaffRole
    is_active: bool
    has_second_factor: bool
    n_sessions: int


def add_staff(name: str, role: StaffRole, password: str) -> None:
    """A new account.

    Raises StaffRefused: name-taken, password-too-short, password-too-long, password-too-common.
    """
    _check_password(password)
    row = {"name": name, "role": role, "password_hash": hashed(password), "is_active": True}
    with writing(CONTACTS) as connection:
        if not insert_once(connection, staff, row):
            raise StaffRefused("name-taken")


def change_password(name: str, password: str) -> None:
    """Replaces the password and ends all sessions of the account.

    Raises StaffRefused: no-such-account, password-too-short, -too-long, -too-common.
    """
    _check_password(password)
    _change(name, password_hash=hashed(password))


def change_role(name: str, role: StaffRole) -> None:
    """Gives another role and ends the sessions. Raises StaffRefused: no-such-account."""
    _change(name, role=role)


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


def remove_second_factor(name: str) -> None:
    """Forgets the second factor of an account, whose holder has lost it, and ends its sessions.

    Raises StaffRefused: no-such-account, no-second-factor.
    """
    with writing(CONTACTS) as connection:
        _change_in(connection, name)
        if not drop_factor(connection, name):
            raise StaffRefused("no-second-factor")


def deactivate(name: str) -> None:
    """Shuts an account and ends its sessions at once. Raises StaffRefused: no-such-account."""
    _change(name, is_active=False)


def activate(name: str) -> None:
    """Opens an account that was shut; its password stays. Raises StaffRefused: no-such-account."""
    _change(name, is_active=True)


def accounts(now: datetime) -> tuple[Account, ...]:
    """All accounts by name."""
    is_alive = and_(
        staff_session.c.staff == staff.c.name,
        staff_session.c.started >= _seconds(now - ABSOLUTE),
        staff_session.c.last_seen >= _seconds(now - IDLE),
    )
    columns = (staff.c.name, staff.c.role, staff.c.is_active, second_factor.c.staff)
    query = (
        select(*columns, func.count(staff_session.c.id_hash))
        .outerjoin(second_factor, second_factor.c.staff == staff.c.name)
        .outerjoin(staff_session, is_alive)
        .group_by(*columns)
        .order_by(staff.c.name)
    )
    with reading(CONTACTS) as connection:
        rows = connection.execute(query).all()
    return tuple(
        Account(name, StaffRole(role), is_active, held is not None, n)
        for name, role, is_active, held, n in rows
    )


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


def sign_in(name: str, password: str, now: datetime, second: TypedCode = NO_CODE) -> str | None:
    """A session token; None when name or password was wrong, after the same time.

    second: uses up the code where the account has a second factor. Raises SecondFactorWrong when
    the password was right and the code was not; whoever signs in must not be told which it was.
    """
    with reading(CONTACTS) as connection:
        row, kept = _account(connection, name), kept_factor(connection, name, second)
    is_known = is_right(password, row.password_hash if row else NOBODY)
    spent = spending(name, kept, second, now)
    if not is_known or row is None or not row.is_active:
        return None
    if kept is not None and spent is None:
        raise SecondFactorWrong
    token, seconds = secrets.token_urlsafe(32), _seconds(now)
    session = {"id_hash": _hash(token), "staff": name, "started": seconds, "last_seen": seconds}
    with writing(CONTACTS) as connection:
        if _account(connection, name) != row:  # changed since it was read
            return None
        if spent is not None and not connection.execute(spent).rowcount:
            raise SecondFactorWrong
        _forget_ended(connection, now)
        connection.execute(insert(staff_session).values(session))
    return token


def staff_of(token: str, now: datetime) -> Staff | None:
    """Who holds this session; None when it ended, was idle too long, or the account is shut."""
    query = (
        select(
            *(staff.c.name, staff.c.role, staff_session.c.last_seen),
            second_factor.c.staff.label("factor_of"),
        )
        .join(staff, staff.c.name == staff_session.c.staff)
        .outerjoin(second_factor, second_factor.c.staff == staff.c.name)
        .where(
            staff_session.c.id_hash == _hash(token),
            staff_session.c.started >= _seconds(now - ABSOLUTE),
            staff_session.c.last_seen >= _seconds(now - IDLE),
            staff.c.is_active,
        )
    )
    with reading(CONTACTS) as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    if row.last_seen <= _seconds(now - TOUCHED_AFTER):
        _touch(token, now)
    return Staff(row.name, StaffRole(row.role), row.factor_of is not None)


def sign_out(token: str) -> None:
    """Ends the session on the server."""
    with writing(CONTACTS) as connection:
        connection.execute(delete(staff_session).where(staff_session.c.id_hash == _hash(token)))


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise StaffRefused("password-too-short")
    if len(password) > LONGEST_PASSWORD:
        raise StaffRefused("password-too-long")
    if is_common(password):
        raise StaffRefused("password-too-common")


def _change(name: str, **values: object) -> None:
    """Changes an account; whoever was signed in with it is signed out."""
    with writing(CONTACTS) as connection:
        _change_in(connection, name, **values)


def _change_in(connection: Connection, name: str, **values: object) -> None:
    change = update(staff).where(staff.c.name == name).values(name=name, **values)
    if not connection.execute(change).rowcount:
        raise StaffRefused("no-such-account")
    connection.execute(delete(staff_session).where(staff_session.c.staff == name))


def _account(connection: Connection, name: str) -> Row[tuple[object, ...]] | None:
    """An account as it is kept, and the secret of its second factor."""
    query = (
        select(staff, second_factor.c.sealed_secret)
        .outerjoin(second_factor, second_factor.c.staff == staff.c.name)
        .where(staff.c.name == name)
    )
    return connection.execute(query).first()


def _forget_ended(connection: Connection, now: datetime) -> None:
    """No session is kept longer than it can be used."""
    is_ended = staff_session.c.started < _seconds(now - ABSOLUTE)
    connection.execute(delete(staff_session).where(is_ended))


def _touch(token: str, now: datetime) -> None:
    with writing(CONTACTS) as connection:
        change = update(staff_session).where(staff_session.c.id_hash == _hash(token))
        connection.execute(change.values(last_seen=_seconds(now)))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _hash(token: str) -> bytes:
    """What is kept of a token: a stolen database signs nobody in."""
    return hashlib.sha256(token.encode()).digest()
