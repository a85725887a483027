"""Working: jobs are worked off one after the other, each from its beginning to a whole end."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Event, Thread

from sqlalchemy.exc import DatabaseError

from surveyapp.instance import Instance
from surveyapp.storage.database import connected
from surveyapp.storage.job_leases import (
    LEASE_SECONDS,
    JobLost,
    Lease,
    fail,
    renew,
    settle,
    take_job,
)
from surveyapp.storage.made_files import keep_folder, on_the_disk, sweep, unfinished_folder
from surveyapp.study.work.kinds import WORK
from surveyapp.study.work.refusal import REFUSALS, refusal_of
from surveyapp.study.work.upkeep import Clock, tidy
from surveyapp.study.work.workplace import Workplace

BEAT_SECONDS = LEASE_SECONDS / 4


def work_off(instance: Instance, holder: str, now: Clock) -> int:
    """Works on jobs until none is free; how many it took up.

    holder: a word that no other who works on jobs has. Safe to stop at any moment.
    """
    tidy(instance, now)
    n_taken = 0
    while (lease := take_job(holder, now())) is not None:
        n_taken += 1
        with suppress(JobLost), _renewed(instance, lease, now):
            _work_on(instance, lease, now)
        sweep(instance)
    return n_taken


def _work_on(instance: Instance, lease: Lease, now: Clock) -> None:
    """What it made is kept as a whole, or why it made nothing. Raises JobLost."""
    try:
        with unfinished_folder(instance, lease) as folder:
            end = WORK[lease.job.kind](Workplace(instance, lease, folder, now().date()))
            whole = replace(end, files=on_the_disk(folder))
            settle(lease, now().date(), whole, lambda: keep_folder(instance, lease.job, folder))
    except REFUSALS as problem:
        fail(lease, now().date(), refusal_of(problem))


@contextmanager
def _renewed(instance: Instance, lease: Lease, now: Clock) -> Iterator[None]:
    """The lease is renewed again and again until the block ends, or somebody else has the job."""
    ended = Event()
    beating = Thread(target=_beat, args=(instance, lease, now, ended), daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()


def _beat(instance: Instance, lease: Lease, now: Clock, ended: Event) -> None:
    with connected(instance), suppress(JobLost):
        while not ended.wait(BEAT_SECONDS):
            with suppress(DatabaseError):  # held up by somebody who writes: at the next beat
                renew(lease, now())
