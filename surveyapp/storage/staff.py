"""Staff: accounts with roles, and sessions that live on the server."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, insert, select, update

from surveyapp.storage.database import CONTACTS, reading, writing
from surveyapp.storage.tables import staff, staff_session

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128
IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=8)
_COMMON = frozenset(
    (
        "password1234",
        "123456789012",
        "qwertyuiop12",
        "administrator",
        "parolaparola",
        "passordpassord",
    )
)
_hasher = PasswordHasher()
# Verified when there is no such account, so that both answers take the same time.
_NOBODY = _hasher.hash(secrets.token_hex(16))


class Role(StrEnum):
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
    role: Role


def add_staff(name: str, role: Role, password: str) -> None:
    """A new account. Raises StaffRefused: name-taken, password-too-short, -too-long, -too-common."""
    row = {"name": name, "role": role.value, "password_hash": _hashed(password), "is_active": True}
    with writing(CONTACTS) as connection:
        if connection.execute(select(staff.c.name).where(staff.c.name == name)).first():
            raise StaffRefused("name-taken")
        connection.execute(insert(staff).values(row))


def change_password(name: str, password: str) -> None:
    """Replaces the password and ends all sessions of the account."""
    with writing(CONTACTS) as connection:
        change = update(staff).where(staff.c.name == name)
        connection.execute(change.values(password_hash=_hashed(password)))
        connection.execute(delete(staff_session).where(staff_session.c.staff == name))


def deactivate(name: str) -> None:
    """Shuts an account and ends its sessions at once."""
    with writing(CONTACTS) as connection:
        connection.execute(update(staff).where(staff.c.name == name).values(is_active=False))
        connection.execute(delete(staff_session).where(staff_session.c.staff == name))


def sign_in(name: str, password: str, now: datetime) -> str | None:
    """A session token; None whatever was wrong, after the same time."""
    with reading(CONTACTS) as connection:
        row = connection.execute(select(staff).where(staff.c.name == name)).first()
    try:
        _hasher.verify(row.password_hash if row else _NOBODY, password)
    except VerifyMismatchError:
        return None
    if row is None or not row.is_active:
        return None
    token, seconds = secrets.token_urlsafe(32), int(now.timestamp())
    values = {"id_hash": _hash(token), "staff": name, "started": seconds, "last_seen": seconds}
    with writing(CONTACTS) as connection:
        connection.execute(insert(staff_session).values(values))
    return token


def staff_of(token: str, now: datetime) -> Staff | None:
    """Who holds this session; None when it ended, was idle too long, or the account is shut."""
    query = (
        select(staff.c.name, staff.c.role, staff_session.c.started, staff_session.c.last_seen)
        .join(staff, staff.c.name == staff_session.c.staff)
        .where(staff_session.c.id_hash == _hash(token), staff.c.is_active)
    )
    with reading(CONTACTS) as connection:
        row = connection.execute(query).first()
    seconds = int(now.timestamp())
    if (
        row is None
        or seconds - row.started > ABSOLUTE.seconds
        or seconds - row.last_seen > IDLE.seconds
    ):
        return None
    if seconds - row.last_seen >= 60:
        _touch(token, seconds)
    return Staff(row.name, Role(row.role))


def sign_out(token: str) -> None:
    """Ends the session on the server."""
    with writing(CONTACTS) as connection:
        connection.execute(delete(staff_session).where(staff_session.c.id_hash == _hash(token)))


def _touch(token: str, seconds: int) -> None:
    with writing(CONTACTS) as connection:
        change = update(staff_session).where(staff_session.c.id_hash == _hash(token))
        connection.execute(change.values(last_seen=seconds))


def _hashed(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise StaffRefused("password-too-short")
    if len(password) > LONGEST_PASSWORD:
        raise StaffRefused("password-too-long")
    if password.lower() in _COMMON:
        raise StaffRefused("password-too-common")
    return _hasher.hash(password)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
