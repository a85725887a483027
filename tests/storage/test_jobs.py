"""Jobs: asked for once, held by one at a time, taken up again, and logged when they are done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from surveyapp.instance import load_instance
from surveyapp.storage.contacts_tables import job
from surveyapp.storage.database import CONTACTS, connected, reading
from surveyapp.storage.job_leases import (
    FILES_KEPT_FOR,
    KEPT_FOR,
    LEASE_SECONDS,
    LETTERS_KEPT_FOR,
    MOST_TRIES,
    STOPPED_TOO_OFTEN,
    JobEnd,
    JobLost,
    LogNote,
    fail,
    forget_old_jobs,
    give_back,
    renew,
    settle,
    take_job,
    tell_progress,
)
from surveyapp.storage.jobs import JobKind, JobOutcome, JobState, job_of, jobs_of, put_job
from surveyapp.storage.made_files import (
    keep_folder,
    made_file,
    made_folder,
    on_the_disk,
    sweep,
    unfinished_folder,
)
from surveyapp.storage.staff_log import StaffAction, log_lines

NOW = datetime(2014, 9, 2, 10, tzinfo=UTC)
TODAY = NOW.date()
LEASE = timedelta(seconds=LEASE_SECONDS)
WANTED = {"formats": "html pdf", "languages": "en ro"}
REPORT = JobOutcome("report", {"documents": 2})
DONE = JobEnd(REPORT, ("r.pdf",), LogNote(StaffAction.REPORT_WRITTEN))


@pytest.fixture
def put(database):
    """Asks for a job; what is not said is as usual."""

    def ask(kind=JobKind.REPORT, wave="spring", wanted=WANTED, today=TODAY):
        return put_job(kind, wave, wanted, "account maria", today)

    return ask


def ended(job_id):
    found = job_of(job_id)
    return found.state, found.outcome.code


def test_who_asks_for_the_same_is_given_the_same(put):
    assert put() == put(wanted=dict(reversed(WANTED.items())))
    take_job("a", NOW)
    assert len({put().job_id, put(wave="autumn").job_id, put(JobKind.EXPORT).job_id}) == 3
    assert len(jobs_of("spring")) == 2


def test_two_that_ask_at_once_cause_one_job(instance):
    def ask(_n):
        with connected(load_instance(instance.path)):
            return put_job(JobKind.MIX, "spring", {}, "account maria", TODAY).job_id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(12)))) == 1


def test_one_job_is_worked_on_at_a_time(put):
    put()
    put(JobKind.EXPORT)
    lease = take_job("a", NOW)
    assert take_job("b", NOW) is None
    settle(lease, TODAY, DONE)
    assert take_job("b", NOW).job.job_id != lease.job.job_id


def test_a_lease_that_ended_is_taken_and_who_held_it_may_say_nothing_more(put):
    job_id = put().job_id
    old = take_job("a", NOW)
    renew(old, NOW + LEASE)
    assert take_job("b", NOW + LEASE) is None
    new = take_job("b", NOW + LEASE + LEASE)
    assert (new.job.job_id, new.job.n_tries) == (job_id, 2)
    tell_progress(new, 1, 2)
    for late in (
        lambda: renew(old, NOW),
        lambda: tell_progress(old, 2, 2),
        lambda: settle(old, TODAY, DONE),
        lambda: fail(old, TODAY, REPORT),
    ):
        with pytest.raises(JobLost):
            late()
    settle(new, TODAY, DONE)
    with pytest.raises(JobLost):
        settle(new, TODAY, DONE)
    assert [each.action for each in log_lines()] == [StaffAction.REPORT_WRITTEN]


def test_a_lease_of_a_clock_that_was_set_back_holds_nothing_up(put):
    put()
    take_job("a", NOW + timedelta(days=300))
    assert take_job("b", NOW) is not None


def test_what_is_stopped_too_often_has_failed_and_the_next_one_goes_on(put):
    first, second = put(today=TODAY - timedelta(days=1)), put(JobKind.EXPORT)
    for n in range(MOST_TRIES):
        assert take_job(f"a{n}", NOW).job.job_id == first.job_id
        give_back(f"a{n}")
    assert take_job("b", NOW).job.job_id == second.job_id
    assert ended(first.job_id) == (JobState.FAILED, STOPPED_TOO_OFTEN)


def test_a_server_that_is_stopped_counts_no_try(put):
    put()
    for n in range(2 * MOST_TRIES):
        assert take_job(f"a{n}", NOW).job.n_tries == min(n + 1, 2)
        give_back(f"a{n}", was_ended=True)


def test_a_job_done_again_takes_the_place_of_the_old_one(put):
    other = put(wave="autumn")
    settle(take_job("a", NOW), TODAY, DONE)
    first = put()
    settle(take_job("b", NOW), TODAY, DONE)
    second = put()
    assert second.job_id != first.job_id
    fail(take_job("c", NOW), TODAY, JobOutcome("disk-full", {}))
    assert len(jobs_of("spring")) == 2
    third = put()
    settle(take_job("d", NOW), TODAY, DONE)
    assert [each.job_id for each in jobs_of("spring")] == [third.job_id]
    assert job_of(other.job_id) is not None


@pytest.mark.parametrize(
    ("kind", "clock"),
    [
        (JobKind.REPORT, FILES_KEPT_FOR),
        (JobKind.REPORT, -timedelta(days=2)),
        (JobKind.LETTERS, LETTERS_KEPT_FOR),
    ],
)
def test_files_are_forgotten_after_a_week_or_when_nobody_knows(put, instance, kind, clock):
    asked = put(kind)
    lease = take_job("a", NOW)
    with unfinished_folder(instance, lease) as folder:
        (folder / "r.pdf").write_bytes(b"%PDF")
        assert on_the_disk(folder) == DONE.files
        settle(lease, TODAY, DONE, lambda: keep_folder(instance, asked, folder))
    forget_old_jobs(TODAY)
    sweep(instance)
    path = made_file(instance, job_of(asked.job_id), "r.pdf")
    assert oct(path.stat().st_mode)[-3:] + oct(path.parent.stat().st_mode)[-3:] == "600700"
    forget_old_jobs(TODAY + clock)
    sweep(instance)
    assert list(made_folder(instance).iterdir()) == []
    forget_old_jobs(TODAY + KEPT_FOR)
    assert job_of(asked.job_id) is None


def test_what_a_killed_holder_left_is_removed_when_the_job_is_taken_up_again(put, instance):
    asked = put()
    left = made_folder(instance) / f"{asked.job_id}.a.unfinished"
    left.mkdir(parents=True)
    (left / "half").touch()
    (made_folder(instance) / asked.job_id).mkdir()
    take_job("a", NOW)
    give_back("a")
    with unfinished_folder(instance, take_job("b", NOW)) as folder:
        assert list(made_folder(instance).iterdir()) == [folder]
    assert list(made_folder(instance).iterdir()) == []


@pytest.mark.parametrize("name", ["..", "../answers.db", "/etc/passwd", "", "other.pdf"])
def test_a_file_is_found_by_the_names_that_the_job_made(put, instance, name):
    asked = put()
    settle(take_job("a", NOW), TODAY, DONE)
    assert made_file(instance, job_of(asked.job_id), name) is None
    assert made_file(instance, job_of(asked.job_id), "r.pdf") is None


def test_a_day_is_all_that_is_kept_of_when(put):
    put()
    settle(take_job("a", NOW), date(2014, 9, 3), DONE)
    found = jobs_of("spring")[0]
    assert (found.asked, found.ended) == (TODAY, date(2014, 9, 3))
    with reading(CONTACTS) as connection:
        assert connection.execute(select(job.c.lease_holder, job.c.lease_ends)).all() == [
            (None,) * 2
        ]
