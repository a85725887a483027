"""Sessions of staff: they live on the server, end by themselves, and say who may do what."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, select, update

from surveyapp.fieldwork.staff_role import (
    Permission,
    StaffRole,
    apart_alone,
    are_apart,
    permissions_of,
)
from surveyapp.storage.contacts_tables import second_factor, staff, staff_role, staff_session
from surveyapp.storage.database import CONTACTS, reading, writing, writing_at_once
from surveyapp.storage.password import NOBODY, is_right
from surveyapp.storage.second_factor import NO_CODE, TypedCode, kept_factor, spending

IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=8)
# A session is touched once a minute at most, so that reading pages hardly ever writes.
TOUCHED_AFTER = timedelta(minutes=1)


class SecondFactorWrong(ValueError):
    """The code of the second factor is wrong, or was used before; a password was right."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who is signed in. confirmed: when a code was typed again, None if never."""

    name: str
    roles: tuple[StaffRole, ...]
    has_second_factor: bool = False
    confirmed: datetime | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """What this account may do."""
        return permissions_of(self.roles)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Where an account is signed in. started: UTC; is_this: whether it is the one that asks."""

    started: datetime
    is_this: bool


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


def confirm(token: str, now: datetime, second: TypedCode) -> str:
    """The token of the same session under a new name, whose holder has typed a code again.

    The old one is dead. It uses up the code, of the app or of recovery, and a session lasts no
    longer than it would have. Raises SecondFactorWrong, also where the session has ended.
    """
    name = _holder(token, now)
    with reading(CONTACTS) as connection:
        spent = spending(name, kept_factor(connection, name, second), second, now)
    fresh, seconds = secrets.token_urlsafe(32), _seconds(now)
    renamed = {"id_hash": _hash(fresh), "confirmed": seconds, "last_seen": seconds}
    change = update(staff_session).where(staff_session.c.id_hash == _hash(token), is_alive(now))
    with writing(CONTACTS) as connection:
        if spent is None or not connection.execute(spent).rowcount:
            raise SecondFactorWrong
        if not connection.execute(change.values(renamed)).rowcount:
            raise SecondFactorWrong
    return fresh


def staff_of(token: str, now: datetime, *, is_together: bool = False) -> Staff | None:
    """Who holds this session; None when it ended, was idle too long, or the account is shut.

    is_together: whether one account may know institutions and see single answers; elsewhere roles
    that are not apart, from a time when that was allowed, count for nothing.
    """
    query = (
        select(
            *(staff.c.name, staff_session.c.last_seen, staff_session.c.confirmed),
            *(staff_role.c.role, second_factor.c.staff.label("factor_of")),
        )
        .join(staff, staff.c.name == staff_session.c.staff)
        .join(staff_role, staff_role.c.staff == staff.c.name)
        .outerjoin(second_factor, second_factor.c.staff == staff.c.name)
        .where(staff_session.c.id_hash == _hash(token), is_alive(now), staff.c.is_active)
    )
    with reading(CONTACTS) as connection:
        rows = connection.execute(query).all()
    if not rows:
        return None
    if rows[0].last_seen <= _seconds(now - TOUCHED_AFTER):
        _touch(token, now)
    given = {each.role for each in rows}
    held = tuple(role for role in StaffRole if role in given)
    roles = held if is_together or are_apart(held) else apart_alone(held)
    return Staff(rows[0].name, roles, rows[0].factor_of is not None, _moment(rows[0].confirmed))


def sessions_of(name: str, token: str, now: datetime) -> tuple[OpenSession, ...]:
    """Where an account is signed in now, the newest first; token: of the one that asks."""
    query = select(staff_session.c.id_hash, staff_session.c.started)
    of_this = query.where(staff_session.c.staff == name, is_alive(now))
    with reading(CONTACTS) as connection:
        rows = connection.execute(of_this.order_by(staff_session.c.started.desc())).all()
    here = _hash(token)
    return tuple(OpenSession(datetime.fromtimestamp(s, UTC), id_ == here) for id_, s in rows)


def end_other_sessions(name: str, token: str) -> int:
    """Signs an account out everywhere but here; how many sessions there were."""
    others = delete(staff_session).where(
        staff_session.c.staff == name, staff_session.c.id_hash != _hash(token)
    )
    with writing(CONTACTS) as connection:
        return connection.execute(others).rowcount


def sign_out(token: str, now: datetime) -> str | None:
    """Ends the session on the server; whose it was, None where it had ended.

    It hardly waits: raises DatabaseError also where others write just then.
    """
    name = _holder(token, now)
    with writing_at_once(CONTACTS) as connection:
        connection.execute(delete(staff_session).where(staff_session.c.id_hash == _hash(token)))
    return name or None


def is_alive(now: datetime) -> ColumnElement[bool]:
    """Whether a row of sessions is one that did not end by itself."""
    return and_(
        staff_session.c.started >= _seconds(now - ABSOLUTE),
        staff_session.c.last_seen >= _seconds(now - IDLE),
    )


def _holder(token: str, now: datetime) -> str:
    query = select(staff_session.c.staff).where(staff_session.c.id_hash == _hash(token))
    with reading(CONTACTS) as connection:
        name: str | None = connection.execute(query.where(is_alive(now))).scalar()
    return name or ""


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


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _hash(token: str) -> bytes:
    """What is kept of a token: a stolen database signs nobody in."""
    return hashlib.sha256(token.encode()).digest()
