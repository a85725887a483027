"""Made files: what jobs made, a folder each, there as a whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from surveyapp.instance import Instance
from surveyapp.storage.job_leases import Lease
from surveyapp.storage.jobs import Job, JobState, job_of
from surveyapp.storage.kept_file import ONLY_OWNER, UNFINISHED, to_disk

ONLY_OWNERS_FOLDER = 0o700


def made_folder(instance: Instance) -> Path:
    """Where the files lie that jobs made, a folder each."""
    return instance.path / "made"


@contextmanager
def unfinished_folder(instance: Instance, lease: Lease) -> Iterator[Path]:
    """A new folder for what a job makes; gone at the end unless `keep_folder` kept it.

    What an earlier holder of the job left is removed. Raises OSError.
    """
    made_folder(instance).mkdir(mode=ONLY_OWNERS_FOLDER, exist_ok=True)
    for left in tuple(made_folder(instance).glob(f"{lease.job.job_id}*")):
        shutil.rmtree(left, ignore_errors=True)
    folder = made_folder(instance) / f"{lease.job.job_id}.{lease.holder}{UNFINISHED}"
    try:
        folder.mkdir(mode=ONLY_OWNERS_FOLDER)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def on_the_disk(unfinished: Path) -> tuple[str, ...]:
    """The names of the files, once all of them are on the disk. Raises OSError."""
    files = sorted(unfinished.iterdir())
    for each in files:
        each.chmod(ONLY_OWNER)
        to_disk(each)
    to_disk(unfinished)
    return tuple(each.name for each in files)


def keep_folder(instance: Instance, job: Job, unfinished: Path) -> None:
    """From now on these are the files of the job; without any it has no folder. Raises OSError."""
    kept = _folder(instance, job.job_id)
    shutil.rmtree(kept, ignore_errors=True)
    if any(unfinished.iterdir()):
        unfinished.replace(kept)
    to_disk(made_folder(instance))


def made_file(instance: Instance, job: Job, name: str) -> Path | None:
    """A file of a job; None when it has none of this name, or it is gone."""
    path = _folder(instance, job.job_id) / name
    return path if name in job.files and path.is_file() else None


def sweep(instance: Instance) -> None:
    """Removes what no job has: files that were forgotten, and what one left that was killed."""
    folder = made_folder(instance)
    for each in tuple(folder.iterdir()) if folder.is_dir() else ():
        if not _is_of_a_job(each.name.partition(".")):
            with suppress(OSError):
                shutil.rmtree(each)


def _is_of_a_job(name: tuple[str, str, str]) -> bool:
    """Whether a job has this folder: finished with its files, or unfinished while it runs."""
    job_id, _dot, rest = name
    job = job_of(job_id)
    if job is None:
        return False
    return job.state is JobState.RUNNING or (bool(job.files) and not rest)


def _folder(instance: Instance, job_id: str) -> Path:
    return made_folder(instance) / job_id
