"""The server works on jobs by itself, whatever is killed, and however many servers there are."""

import os
import signal
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.jobs import JobKind, JobState, job_of, put_job
from surveyapp.storage.made_files import made_folder
from surveyapp.storage.staff_log import StaffAction, log_lines
from tests.reports.small_report import WAVE, home, made
from tests.waiting import LONGEST, wait_until
from tests.web.running import command, free_port, listens, serving

__all__ = ["home", "made"]
WANTED = {"languages": "en", "formats": "html pdf docx"}


@pytest.fixture
def instance(home):
    """The small study, its databases in use."""
    found = load_instance(home / "instance")
    with connected(found):
        yield found


def ask(kind, wanted):
    return put_job(kind, WAVE, wanted, "account maria", datetime.now(UTC).date())


def is_running(asked):
    return job_of(asked.job_id).state is JobState.RUNNING


def is_done(asked):
    return job_of(asked.job_id).state is JobState.DONE


def at_work(instance):
    """Processes that work on the jobs of an instance."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            words = (each / "cmdline").read_bytes().split(b"\0")
            there = (each / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        is_of_jobs = words[2:5] == [b"surveyapp", b"jobs", b"run"]
        if is_of_jobs and f"SURVEYAPP_INSTANCE={instance.path}".encode() in there:
            found.append(int(each.name))
    return found


@contextmanager
def killed_server(instance, log):
    """A server that is killed at the end."""
    port = free_port()
    with log.open("wb") as writing:
        server = subprocess.Popen(
            [command(), "serve", "--port", str(port)],
            env={**os.environ, "SURVEYAPP_INSTANCE": str(instance.path)},
            stdout=writing,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until(lambda: listens(port), "the server")
            yield
        finally:
            server.kill()
            server.wait(timeout=LONGEST)
    wait_until(lambda: not listens(port), "its end")


def check_one_result(instance, *asked):
    wait_until(lambda: not at_work(instance), "the end of the work")
    lies_there = {path.name for path in made_folder(instance).iterdir()}
    assert lies_there == {each.job_id for each in asked}
    for each in asked:
        files = {path.name for path in (made_folder(instance) / each.job_id).iterdir()}
        assert files == set(job_of(each.job_id).files)


def test_a_server_that_was_killed_takes_the_job_up_when_it_starts_again(instance, tmp_path):
    with killed_server(instance, tmp_path / "first.log"):
        asked = ask(JobKind.REPORT, WANTED)
        wait_until(lambda: is_running(asked), "the work")
    wait_until(lambda: not at_work(instance), "the end of the work")
    with serving(instance.path, tmp_path / "second.log"):
        wait_until(lambda: is_done(asked), "the result")
    assert [each.action for each in log_lines()] == [StaffAction.REPORT_WRITTEN]
    check_one_result(instance, asked)


def test_two_servers_do_each_job_once_though_its_process_is_killed(instance, tmp_path):
    first, second = tmp_path / "first.log", tmp_path / "second.log"
    with serving(instance.path, first), serving(instance.path, second):
        report = ask(JobKind.REPORT, WANTED)
        wait_until(lambda: is_running(report), "the work")
        codebook = ask(JobKind.CODEBOOK, {"languages": "en", "formats": "csv"})
        for pid in at_work(instance):
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: is_done(report) and is_done(codebook), "the results")
    actions = sorted(each.action for each in log_lines())
    assert actions == [StaffAction.CODEBOOK_WRITTEN, StaffAction.REPORT_WRITTEN]
    check_one_result(instance, report, codebook)
