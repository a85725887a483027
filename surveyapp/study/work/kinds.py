"""Kinds: which function does which kind of job; the one place to add one."""

from collections.abc import Mapping

from surveyapp.storage.jobs import JobKind
from surveyapp.study.work.contacts import send_mails, write_letters
from surveyapp.study.work.documents import write_codebook, write_report
from surveyapp.study.work.fieldwork import freeze, mix_wave
from surveyapp.study.work.rows import write_open_data, write_rows
from surveyapp.study.work.workplace import Work

WORK: Mapping[JobKind, Work] = {
    JobKind.MIX: mix_wave,
    JobKind.FREEZE: freeze,
    JobKind.REPORT: write_report,
    JobKind.EXPORT: write_rows,
    JobKind.OPEN_DATA: write_open_data,
    JobKind.CODEBOOK: write_codebook,
    JobKind.LETTERS: write_letters,
    JobKind.MAIL: send_mails,
}
