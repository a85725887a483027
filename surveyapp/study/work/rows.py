"""Rows: files with single rows as a job, for analysts and, where that is safe, for everybody."""

import secrets

from surveyapp.analysis.microdata.row_groups import SMALLEST_K
from surveyapp.storage.job_leases import JobEnd, LogNote
from surveyapp.storage.jobs import JobOutcome
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.public_release import public_release_of
from surveyapp.study.row_files import ROW_WRITERS, rows_of, words_of
from surveyapp.study.work.file_choice import FORMATS, LANGUAGES, K
from surveyapp.study.work.workplace import Workplace


def write_rows(at: Workplace) -> JobEnd:
    """The rows, each language of labels in each format.

    Raises as `Study.snapshot`, and NumberCollides, OSError, JobLost.
    """
    study, layouts, languages = at.study, at.chosen(FORMATS), at.chosen(LANGUAGES)
    n_all = len(layouts) * len(languages)
    at.tell(0, n_all)
    table = rows_of(study, secrets.SystemRandom())
    for n_language, language in enumerate(languages):
        words = words_of(study.instrument, study.wave.parameters, language)
        for n_layout, layout in enumerate(layouts, 1):
            ROW_WRITERS[layout](table, words, at.path("rows", layout, language))
            at.tell(n_language * len(layouts) + n_layout, n_all)
    at.zip_all("rows")
    values = {"n_rows": table.n_rows, "n_columns": len(table.columns) + 1}
    return JobEnd(
        JobOutcome("rows", values), note=LogNote(StaffAction.EXPORT_WRITTEN, table.n_rows)
    )


def write_open_data(at: Workplace) -> JobEnd:
    """The folder of the open data as one file. Raises ReleaseRefused, else as `write_rows`."""
    language, k = at.job.wanted["language"], int(at.job.wanted.get(K, SMALLEST_K))
    at.tell(0, 1)
    opened = public_release_of(at.study, k, language, secrets.SystemRandom())
    opened.write(at.folder)
    at.zip_all("open-data", language=language, keeps_files=False)
    made = opened.made
    values = {"n_rows": made.table.n_rows, "n_before": made.n_before, "smallest": made.smallest}
    note = LogNote(StaffAction.OPEN_DATA_WRITTEN, made.table.n_rows)
    return JobEnd(JobOutcome("open-data", values), note=note)
