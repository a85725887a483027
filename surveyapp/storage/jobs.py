"""Jobs: long work that staff asked for, which outlives the request, the page and the server.

A job is asked for once: whoever asks for the same while it waits or runs is given that one. Of
when it was asked for and done only the day is kept.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from secrets import token_hex
from typing import Any

from sqlalchemy import Row, and_, insert, select

from surveyapp.storage.contacts_tables import job as table
from surveyapp.storage.database import CONTACTS, lock, reading, writing

ID_BYTES = 16
NO_OUTCOME = ""
ONE_ASKS = hashlib.sha256(b"surveyapp jobs").digest()
"""What whoever adds or takes a job locks, where the database has several writers."""


class JobKind(StrEnum):
    """What a job does."""

    MIX = "mix"
    FREEZE = "freeze"
    REPORT = "report"
    EXPORT = "export"
    OPEN_DATA = "open-data"
    CODEBOOK = "codebook"
    LETTERS = "letters"
    MAIL = "mail"


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What came of a job: a code that pages put into words, and what the words need.

    values: text, numbers, or lists of texts; never an answer, an institution or a person.
    """

    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """One job. actor: as the log of staff names it, such as "account maria".

    n_done of n_all: steps; n_all is 0 before anybody works on it. ended: None before the end.
    outcome: its code is "" before the end. files: names of what it made and is still there.
    """

    job_id: str
    kind: JobKind
    wave: str
    wanted: Mapping[str, str]
    actor: str
    state: JobState
    asked: date
    ended: date | None
    n_done: int
    n_all: int
    n_tries: int
    outcome: JobOutcome
    files: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in (JobState.DONE, JobState.FAILED)


def put_job(kind: JobKind, wave: str, wanted: Mapping[str, str], actor: str, today: date) -> Job:
    """Asks for a job; the one that waits or runs already where somebody asked for the same."""
    wish = wish_of(wanted)
    with writing(CONTACTS) as connection:
        lock(connection, ONE_ASKS)
        is_same = and_(table.c.job_kind == kind, table.c.job_wave == wave, table.c.wanted == wish)
        unended = table.c.job_state.in_([JobState.WAITING, JobState.RUNNING])
        there = connection.execute(select(table).where(is_same, unended)).first()
        if there is not None:
            return job_in(there)
        row: dict[str, object] = {
            "job_id": token_hex(ID_BYTES),
            "job_kind": kind.value,
            "job_wave": wave,
            "wanted": wish,
        }
        row |= {"actor": actor, "job_state": JobState.WAITING.value, "asked_day": today}
        row |= {"n_done": 0, "n_all": 0, "n_tries": 0, "outcome": NO_OUTCOME}
        row |= {"outcome_values": "{}", "file_names": "[]"}
        connection.execute(insert(table), row)
        made = connection.execute(select(table).where(table.c.job_id == row["job_id"])).one()
    return job_in(made)


def job_of(job_id: str) -> Job | None:
    """The job; None when there is none, or none any more."""
    with reading(CONTACTS) as connection:
        row = connection.execute(select(table).where(table.c.job_id == job_id)).first()
    return None if row is None else job_in(row)


def jobs_of(wave: str) -> tuple[Job, ...]:
    """The jobs of a wave: what is not over first, then the newest day."""
    with reading(CONTACTS) as connection:
        rows = connection.execute(select(table).where(table.c.job_wave == wave)).all()
    return tuple(sorted(map(job_in, rows), key=_place))


def wish_of(wanted: Mapping[str, str]) -> str:
    """What is wanted, written in one way."""
    return json.dumps(dict(wanted), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def job_in(row: Row[Any]) -> Job:
    """A row of the table."""
    return Job(
        row.job_id,
        JobKind(row.job_kind),
        row.job_wave,
        json.loads(row.wanted),
        row.actor,
        JobState(row.job_state),
        row.asked_day,
        row.ended_day,
        row.n_done,
        row.n_all,
        row.n_tries,
        JobOutcome(row.outcome, json.loads(row.outcome_values)),
        tuple(json.loads(row.file_names)),
    )


def _place(job: Job) -> tuple[bool, int, str]:
    return job.is_over, -(job.ended or job.asked).toordinal(), job.job_id
