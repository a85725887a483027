"""Staff: accounts with roles, and sessions that live on the server."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from surveyapp.storage.database import CONTACTS, insert_once, reading, writing
from surveyapp.storage.password import NOBODY, hashed, is_common, is_right
from surveyapp.storage.tables import staff, staff_session

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128
IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=8)
# A session is touched once a minute at most, so that reading pages hardly ever writes.
TOUCHED_AFTER = timedelta(minutes=1)


class StaffRole(StrEnum):
    """What an account is for."""

    COORDINATOR = "coordinator"
    RESEARCHER = "researcher"
    ANALYST = "analyst"
    ADMIN = "admin"


class StaffRefused(ValueError):
    """An account cannot be made or changed; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who is signed in."""

    name: str
    role: StaffRole


@dataclass(frozen=True, slots=True)
class Account:
    """What is shown of an account. n_sessions: where it is signed in now."""

    name: str
    role: StaffRole
    is_active: bool
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
    columns = (staff.c.name, staff.c.role, staff.c.is_active, func.count(staff_session.c.id_hash))
    query = select(*columns).outerjoin(staff_session, is_alive).group_by(*columns[:3])
    with reading(CONTACTS) as connection:
        rows = connection.execute(query.order_by(staff.c.name)).all()
    return tuple(Account(name, StaffRole(role), active, n) for name, role, active, n in rows)


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


def sign_in(name: str, password: str, now: datetime) -> str | None:
    """A session token; None whatever was wrong, after the same time."""
    with reading(CONTACTS) as connection:
        row = connection.execute(select(staff).where(staff.c.name == name)).first()
    if not is_right(password, row.password_hash if row else NOBODY):
        return None
    if row is None or not row.is_active:
        return None
    token, seconds = secrets.token_urlsafe(32), _seconds(now)
    session = {"id_hash": _hash(token), "staff": name, "started": seconds, "last_seen": seconds}
    with writing(CONTACTS) as connection:
        _forget_ended(connection, now)
        connection.execute(insert(staff_session).values(session))
    return token


def staff_of(token: str, now: datetime) -> Staff | None:
    """Who holds this session; None when it ended, was idle too long, or the account is shut."""
    query = (
        select(staff.c.name, staff.c.role, staff_session.c.last_seen)
        .join(staff, staff.c.name == staff_session.c.staff)
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
    return Staff(row.name, StaffRole(row.role))


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
        change = update(staff).where(staff.c.name == name).values(**values)
        if not connection.execute(change).rowcount:
            raise StaffRefused("no-such-account")
        connection.execute(delete(staff_session).where(staff_session.c.staff == name))


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
