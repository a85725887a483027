"""Job leases: whoever works on a job holds it for some seconds and says again and again: still.

A lease that is not renewed ends, and somebody else takes the job up from its beginning. Whatever
is written of a job is written only by who holds it. A clock that jumps may end a lease too early;
whoever held it learns that at the next word, and what was made so far is thrown away.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, case, delete, or_, select, update

from surveyapp.storage.contacts_tables import job as table
from surveyapp.storage.database import CONTACTS, lock, reading, writing
from surveyapp.storage.jobs import ONE_ASKS, Job, JobKind, JobOutcome, JobState, job_in, wish_of
from surveyapp.storage.staff_log import NewLine, StaffAction, append_line

LEASE_SECONDS = 20
MOST_TRIES = 3
STOPPED_TOO_OFTEN = "stopped-too-often"
KEPT_FOR, FILES_KEPT_FOR = timedelta(days=60), timedelta(days=7)
LETTERS_KEPT_FOR = timedelta(days=1)
"""Codes may stand in letters, and whoever has one opens a draft."""
Changes = dict[str, Any]
_UNENDED = table.c.job_state.in_([JobState.WAITING, JobState.RUNNING])
_FREE: Mapping[str, None] = {"lease_holder": None, "lease_ends": None}


class JobLost(RuntimeError):
    """Somebody else holds the job, or it is over; nothing more may be written of it."""


@dataclass(frozen=True, slots=True)
class Lease:
    """That `holder` works on a job."""

    job: Job
    holder: str


@dataclass(frozen=True, slots=True)
class LogNote:
    """The line of the log that says a job is done, about its wave. how_many: None: not counted."""

    action: StaffAction
    how_many: int | None = None


@dataclass(frozen=True, slots=True)
class JobEnd:
    """What came of a job that is done, the names of its files, and its line; None: no line."""

    outcome: JobOutcome
    files: tuple[str, ...] = ()
    note: LogNote | None = None


def job_is_free(now: datetime) -> bool:
    """Whether a job waits and nobody works on one."""
    with reading(CONTACTS) as connection:
        rows = connection.execute(select(table.c.lease_ends).where(_UNENDED)).all()
    return bool(rows) and not any(_is_held(row, int(now.timestamp())) for row in rows)


def take_job(holder: str, now: datetime) -> Lease | None:
    """The next job, held from now on; None when none waits, or somebody works on one.

    One that was taken up `MOST_TRIES` times and is still not over has failed.
    """
    seconds = int(now.timestamp())
    with writing(CONTACTS) as connection:
        lock(connection, ONE_ASKS)
        rows = connection.execute(
            select(table).where(_UNENDED).order_by(table.c.asked_day, table.c.job_id)
        ).all()
        if any(_is_held(row, seconds) for row in rows):
            return None
        for row in rows:
            if row.n_tries < MOST_TRIES:
                return Lease(_taken(connection, row, holder, seconds), holder)
            failed = _end(JobState.FAILED, now.date(), JobOutcome(STOPPED_TOO_OFTEN, {}))
            _change(connection, row.job_id, failed)
    return None


def renew(lease: Lease, now: datetime) -> None:
    """Holds it for longer. Raises JobLost."""
    _say(lease, lease_ends=int(now.timestamp()) + LEASE_SECONDS)


def tell_progress(lease: Lease, n_done: int, n_all: int) -> None:
    """How many steps are done. Raises JobLost."""
    _say(lease, n_done=n_done, n_all=n_all)


def give_back(holder: str, *, was_ended: bool = False) -> None:
    """Lets somebody else take up what this holder worked on; does nothing where it held nothing.

    was_ended: it was told to stop, so that the try does not count; but that there was one stays.
    """
    changes: Changes = {**_FREE, "job_state": JobState.WAITING.value}
    if was_ended:
        changes["n_tries"] = case((table.c.n_tries > 1, table.c.n_tries - 1), else_=1)
    held = and_(table.c.lease_holder == holder, table.c.job_state == JobState.RUNNING)
    with writing(CONTACTS) as connection:
        connection.execute(update(table).where(held).values(changes))


def settle(lease: Lease, today: date, end: JobEnd, keep: Callable[[], None] = lambda: None) -> None:
    """It is done: what came of it, and its line in the log, both or neither.

    keep: puts its files where they belong, while nobody else can take the job. Jobs that did the
    same before make room for it. Raises JobLost, and whatever `keep` raises, with nothing written.
    """
    job = lease.job
    with writing(CONTACTS) as connection:
        _check_held(connection, lease)
        keep()
        _change(connection, job.job_id, _end(JobState.DONE, today, end.outcome, end.files))
        is_same = and_(
            table.c.job_kind == job.kind,
            table.c.job_wave == job.wave,
            table.c.wanted == wish_of(job.wanted),
            table.c.job_id != job.job_id,
        )
        over = table.c.job_state.in_([JobState.DONE, JobState.FAILED])
        connection.execute(delete(table).where(is_same, over))
        if end.note is not None:
            said = NewLine(today, job.actor, end.note.action, job.wave, end.note.how_many)
            append_line(connection, said)


def fail(lease: Lease, today: date, outcome: JobOutcome) -> None:
    """It cannot be done, and why. Raises JobLost."""
    with writing(CONTACTS) as connection:
        _check_held(connection, lease)
        _change(connection, lease.job.job_id, _end(JobState.FAILED, today, outcome))


def files_kept_for(kind: JobKind) -> timedelta:
    """How long the files of a job stay after its end."""
    return LETTERS_KEPT_FOR if kind is JobKind.LETTERS else FILES_KEPT_FOR


def forget_files(job_id: str) -> bool:
    """No files belong to a job any more that is over; whether any did."""
    there = and_(table.c.job_id == job_id, table.c.file_names != "[]")
    with writing(CONTACTS) as connection:
        return bool(connection.execute(update(table).where(there).values(file_names="[]")).rowcount)


def forget_old_jobs(today: date) -> None:
    """Forgets letters of yesterday, other files of last week, and jobs of two months ago.

    Also of such as ended after today, by a clock that was wrong: nobody knows how old they are.
    """
    with writing(CONTACTS) as connection:
        ended = table.c.ended_day
        is_strange = ended > today + timedelta(days=1)
        is_letters = and_(table.c.job_kind == JobKind.LETTERS, ended <= today - LETTERS_KEPT_FOR)
        old = or_(ended <= today - FILES_KEPT_FOR, is_letters, is_strange)
        connection.execute(update(table).where(old).values(file_names="[]"))
        connection.execute(delete(table).where(or_(ended <= today - KEPT_FOR, is_strange)))


def _is_held(row: Row[Any], seconds: int) -> bool:
    """Whether a lease runs; one that ends far from now was given by a clock that was set back."""
    return row.lease_ends is not None and seconds < row.lease_ends <= seconds + 2 * LEASE_SECONDS


def _taken(connection: Connection, row: Row[Any], holder: str, seconds: int) -> Job:
    changes: Changes = {
        "job_state": JobState.RUNNING.value,
        "n_tries": row.n_tries + 1,
        "n_done": 0,
        "n_all": 0,
    }
    changes |= {"lease_holder": holder, "lease_ends": seconds + LEASE_SECONDS}
    _change(connection, row.job_id, changes)
    return job_in(connection.execute(select(table).where(table.c.job_id == row.job_id)).one())


def _say(lease: Lease, **changes: int) -> None:
    with writing(CONTACTS) as connection:
        if not connection.execute(update(table).where(_held(lease)).values(changes)).rowcount:
            raise JobLost(lease.job.job_id)


def _check_held(connection: Connection, lease: Lease) -> None:
    """Raises JobLost."""
    if (
        connection.execute(select(table.c.job_id).where(_held(lease)).with_for_update()).first()
        is None
    ):
        raise JobLost(lease.job.job_id)


def _held(lease: Lease) -> Any:
    return and_(
        table.c.job_id == lease.job.job_id,
        table.c.lease_holder == lease.holder,
        table.c.job_state == JobState.RUNNING,
    )


def _end(state: JobState, today: date, outcome: JobOutcome, files: Sequence[str] = ()) -> Changes:
    """What changes of a job that is over."""
    values = json.dumps(dict(outcome.values), ensure_ascii=False)
    return {
        **_FREE,
        "job_state": state.value,
        "ended_day": today,
        "outcome": outcome.code,
        "outcome_values": values,
        "file_names": json.dumps(list(files)),
    }


def _change(connection: Connection, job_id: str, changes: Changes) -> None:
    connection.execute(update(table).where(table.c.job_id == job_id).values(changes))
