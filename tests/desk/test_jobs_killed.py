"""A job that is killed is taken up again: one result, one line in the log, no half-made file."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.jobs import JobKind, JobState, job_of, put_job
from surveyapp.storage.made_files import made_folder
from surveyapp.storage.pool import n_waiting
from surveyapp.storage.responses import response_count
from surveyapp.storage.staff_log import StaffAction, log_lines
from surveyapp.storage.waves import WaveState, move_wave, wave
from surveyapp.study.work import working
from surveyapp.study.work.working import work_off
from tests.architecture.source import ROOT
from tests.reports.small_report import WAVE, home, made
from tests.study.conftest import empty, made_empty
from tests.study.waves import sent_to

__all__ = ["empty", "home", "made", "made_empty"]
WANTED = {
    JobKind.REPORT: {"languages": "en", "formats": "html docx"},
    JobKind.CODEBOOK: {"languages": "en", "formats": "csv ddi"},
    JobKind.EXPORT: {"languages": "en", "formats": "csv sav"},
}
ACTIONS = {
    JobKind.REPORT: StaffAction.REPORT_WRITTEN,
    JobKind.CODEBOOK: StaffAction.CODEBOOK_WRITTEN,
    JobKind.EXPORT: StaffAction.EXPORT_WRITTEN,
    JobKind.MIX: StaffAction.WAVE_MIXED,
    JobKind.FREEZE: StaffAction.WAVE_FROZEN,
}


def ask(kind):
    return put_job(kind, WAVE, WANTED.get(kind, {}), "account maria", datetime.now(UTC).date())


def killed(instance, stop):
    """Works on what waits until it kills itself."""
    command = [sys.executable, "-m", "tests.desk.killed_job", str(instance.path), stop]
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    found = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False
    )
    assert found.returncode == -signal.SIGKILL, found.stderr.decode()


def later():
    """When the lease of whoever was killed has ended."""
    return datetime.now(UTC) + timedelta(hours=1)


def lies_there(instance):
    folder = made_folder(instance)
    return {path.name for path in folder.rglob("*")} if folder.exists() else set()


@pytest.mark.parametrize(
    ("kind", "stop"),
    [
        (JobKind.REPORT, "3"),
        (JobKind.REPORT, "5"),
        (JobKind.REPORT, "kept"),
        (JobKind.CODEBOOK, "5"),
        (JobKind.EXPORT, "kept"),
    ],
)
def test_files_are_made_once_and_whole(home, kind, stop):
    instance = load_instance(home / "instance")
    with connected(instance):
        asked = ask(kind)
        killed(instance, stop)
        assert job_of(asked.job_id).state is JobState.RUNNING
        assert log_lines() == ()
        assert work_off(instance, "b", later) == 1
        done = job_of(asked.job_id)
        assert (done.state, done.n_tries) == (JobState.DONE, 2)
        assert [each.action for each in log_lines()] == [ACTIONS[kind]]
        assert lies_there(instance) == {asked.job_id, *done.files}
        assert len(done.files) >= 2


@pytest.mark.parametrize("stop", ["4", "kept"])
def test_a_mixing_opens_everything_once(empty, stop):
    for _each in range(6):
        sent_to(empty)
    asked = ask(JobKind.MIX)
    killed(empty, stop)
    work_off(empty, "b", later)
    assert job_of(asked.job_id).state is JobState.DONE
    assert (response_count(WAVE), n_waiting(WAVE)) == (6, 0)
    assert [each.action for each in log_lines()] == [StaffAction.WAVE_MIXED]
    assert lies_there(empty) == set()


@pytest.mark.parametrize("stop", ["5", "kept"])
def test_a_wave_is_frozen_once(empty, stop):
    for _each in range(6):
        sent_to(empty)
    move_wave(WAVE, WaveState.CLOSED)
    asked = ask(JobKind.FREEZE)
    killed(empty, stop)
    work_off(empty, "b", later)
    assert job_of(asked.job_id).outcome.code.startswith("frozen")
    assert (wave(WAVE).state, response_count(WAVE)) == (WaveState.FROZEN, 6)
    assert [each.action for each in log_lines()] == [StaffAction.WAVE_FROZEN]


def test_who_lost_the_job_on_the_way_writes_nothing_of_it(home, monkeypatch):
    """A clock that jumps ends the lease; somebody else has done everything meanwhile."""
    instance = load_instance(home / "instance")
    real = working.WORK[JobKind.CODEBOOK]

    def overtaken(at):
        monkeypatch.setitem(working.WORK, JobKind.CODEBOOK, real)
        end = real(at)
        assert work_off(instance, "b", later) == 1
        return end

    monkeypatch.setitem(working.WORK, JobKind.CODEBOOK, overtaken)
    with connected(instance):
        asked = ask(JobKind.CODEBOOK)
        work_off(instance, "a", lambda: datetime.now(UTC))
        done = job_of(asked.job_id)
        assert (done.state, done.n_tries) == (JobState.DONE, 2)
        assert [each.action for each in log_lines()] == [StaffAction.CODEBOOK_WRITTEN]
        assert lies_there(instance) == {asked.job_id, *done.files}
