"""Upkeep: what becomes of jobs and their files when their time is over."""

from collections.abc import Callable
from datetime import datetime

from surveyapp.instance import Instance
from surveyapp.storage.job_leases import forget_old_jobs
from surveyapp.storage.made_files import sweep

Clock = Callable[[], datetime]


def tidy(instance: Instance, now: Clock) -> None:
    """Old jobs and files that belong to none are removed."""
    forget_old_jobs(now().date())
    sweep(instance)
