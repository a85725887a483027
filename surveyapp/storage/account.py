"""Account: what is shown of it, and a mark by which it is known whether it was changed."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, Select, func, select

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.storage.contacts_tables import second_factor, staff, staff_role, staff_session
from surveyapp.storage.database import CONTACTS, reading
from surveyapp.storage.staff_session import is_alive

_MARK_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Account:
    """What is shown of an account. roles: at least one; n_sessions: where it is signed in now.

    state_mark: another one once its password, roles, factor or state were changed.
    """

    name: str
    roles: tuple[StaffRole, ...]
    is_active: bool
    has_second_factor: bool
    n_sessions: int
    state_mark: str


def accounts(now: datetime) -> tuple[Account, ...]:
    """All accounts by name."""
    open_now = select(staff_session.c.staff, func.count()).where(is_alive(now))
    with reading(CONTACTS) as connection:
        rows = connection.execute(_states().order_by(staff.c.name)).all()
        roles = _roles_in(connection)
        counted = connection.execute(open_now.group_by(staff_session.c.staff)).all()
    n_sessions: dict[str, int] = {each[0]: each[1] for each in counted}
    return tuple(
        _account(row, roles.get(row.name, ()), n_sessions.get(row.name, 0)) for row in rows
    )


def state_mark_of(connection: Connection, name: str) -> str | None:
    """The mark of an account as it is now; None where there is none."""
    row = connection.execute(_states().where(staff.c.name == name)).first()
    return None if row is None else _account(row, _roles_in(connection).get(name, ()), 0).state_mark


def in_order(roles: Iterable[StaffRole]) -> tuple[StaffRole, ...]:
    """Each once, as they are listed everywhere."""
    held = frozenset(roles)
    return tuple(role for role in StaffRole if role in held)


def _states() -> Select[tuple[str, bool, str, bytes]]:
    """(name, whether it may sign in, hash of the password, sealed second factor) of accounts."""
    columns = staff.c.name, staff.c.is_active, staff.c.password_hash, second_factor.c.sealed_secret
    return select(*columns).outerjoin(second_factor, second_factor.c.staff == staff.c.name)


def _roles_in(connection: Connection) -> Mapping[str, tuple[StaffRole, ...]]:
    """Name of every account -> its roles, as they are listed everywhere."""
    given: dict[str, list[StaffRole]] = {}
    for name, role in connection.execute(select(staff_role.c.staff, staff_role.c.role)):
        given.setdefault(name, []).append(StaffRole(role))
    return {name: in_order(roles) for name, roles in given.items()}


def _account(
    row: Row[tuple[str, bool, str, bytes]], roles: tuple[StaffRole, ...], n_sessions: int
) -> Account:
    state = repr((*row, roles)).encode()
    mark = hashlib.sha256(state).hexdigest()[:_MARK_DIGITS]
    has_factor = row.sealed_secret is not None
    return Account(row.name, roles, bool(row.is_active), has_factor, n_sessions, mark)
