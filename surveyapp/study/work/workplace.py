"""Workplace: what one job is done with, and how it tells how far it is."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from surveyapp.instance import Instance
from surveyapp.storage.job_leases import JobEnd, Lease, tell_progress
from surveyapp.storage.jobs import Job
from surveyapp.storage.waves import wave
from surveyapp.study.study_figures import StudyFigures, figures_of

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Workplace:
    """What one job is done with. folder: an empty one for its files; today: part of their names."""

    instance: Instance
    lease: Lease
    folder: Path
    today: date

    @property
    def job(self) -> Job:
        """The job."""
        return self.lease.job

    @property
    def study(self) -> StudyFigures:
        """The study of its wave. Raises WaveRefused, QuestionnaireRefused."""
        return figures_of(self.instance, wave(self.job.wave))

    def chosen(self, name: str) -> tuple[str, ...]:
        """What was chosen under a name, such as languages or formats."""
        return tuple(self.job.wanted.get(name, "").split())

    def path(self, what: str, end: str, language: str = "") -> Path:
        """A file to write; its name says wave, language, format and day, and nothing else."""
        parts = (self.job.wave, what, language, self.today.isoformat())
        return self.folder / f"{'-'.join(filter(None, parts))}.{end}"

    def tell(self, n_done: int, n_all: int) -> None:
        """How many steps are done. Raises JobLost."""
        tell_progress(self.lease, n_done, n_all)

    def zip_all(self, what: str, *, language: str = "", keeps_files: bool = True) -> None:
        """All files of the folder in one more; of few files none is made. Raises OSError."""
        files = sorted(self.folder.iterdir())
        if keeps_files and len(files) < 2:
            return
        write_zip(self.path(what, "zip", language), files)
        for each in () if keeps_files else files:
            each.unlink()


Work = Callable[[Workplace], JobEnd]
"""Does a job; what came of it, without its files, which are found in the folder."""


def write_zip(path: Path, files: list[Path]) -> None:
    """Files of one folder, without the time at which they were made. Raises OSError."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for each in files:
            entry = zipfile.ZipInfo(each.name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, each.read_bytes())
