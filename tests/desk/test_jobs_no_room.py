"""A disk that is full while files are made: the job says so, and nothing is left of it."""

import subprocess
import sys
from datetime import UTC, datetime

from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.jobs import JobKind, JobState, job_of, jobs_of, put_job
from surveyapp.storage.made_files import made_folder
from surveyapp.storage.staff_log import log_lines
from tests.reports.small_report import WAVE, home, made

__all__ = ["home", "made"]
ROOM = 160
"""Kilobytes that a file may grow to: more than the databases have, less than the whole report."""


def ask():
    wanted = {"languages": "en", "formats": "html pdf docx"}
    return put_job(JobKind.REPORT, WAVE, wanted, "account maria", datetime.now(UTC).date())


def run(limit=""):
    worked = [sys.executable, "-m", "surveyapp", "jobs", "run"]
    line = ["bash", "-c", f'{limit} exec "$@"', "bash", *worked]
    found = subprocess.run(line, capture_output=True, check=False)
    assert found.returncode == 0, found.stderr.decode()


def test_a_full_disk_fails_the_job_and_leaves_nothing(home):
    instance = load_instance(home / "instance")
    with connected(instance):
        asked = ask()
        run(f"ulimit -f {ROOM};")
        failed = job_of(asked.job_id)
        assert (failed.state, failed.outcome.code) == (JobState.FAILED, "no-room")
        assert (list(made_folder(instance).iterdir()), log_lines()) == ([], ())
        again = ask()
        run()
        assert [each.job_id for each in jobs_of(WAVE)] == [again.job_id]
        assert len(job_of(again.job_id).files) == 7
