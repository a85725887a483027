"""Contacts: letters and mails to the institutions of a wave as a job."""

from collections import Counter
from dataclasses import replace

from surveyapp.formats.mail.mail_server import MailServerUnusable, Verdict
from surveyapp.storage.job_leases import JobEnd, LogNote
from surveyapp.storage.jobs import JobOutcome
from surveyapp.storage.outbox import mails_to_send
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.letters import asked_of, give, letters_of
from surveyapp.study.mail_sending import send_waiting
from surveyapp.study.mailing import mailing_of
from surveyapp.study.work.workplace import Workplace

LAYOUT, CODES, LINK = "layout", "codes", "link"


def write_letters(at: Workplace) -> JobEnd:
    """A letter to each institution that may answer, as one file.

    Codes in them count as given once all are written. Raises SampleRefused, OSError, JobLost.
    """
    mailing, has_codes = mailing_of(at.study), at.job.wanted[CODES] == "yes"
    n_all, written = len(asked_of(mailing)), []
    at.tell(0, n_all)
    for each in letters_of(mailing, at.job.wanted[LAYOUT], with_codes=has_codes):
        (at.folder / each.name).write_bytes(each.content)
        written.append(replace(each, content=b""))
        at.tell(len(written), n_all)
    at.zip_all("letters", keeps_files=False)
    values = {"n_letters": n_all, "n_codes": give(written), "has_codes": has_codes}
    note = LogNote(StaffAction.LETTERS_WRITTEN, n_all)
    return JobEnd(JobOutcome("letters", values), note=note)


def send_mails(at: Workplace) -> JobEnd:
    """Sends what waits; where the server stops it in between, the rest waits on.

    Raises SampleRefused, MailingRefused, OSError, JobLost.
    """
    mailing, counts = mailing_of(at.study), Counter[Verdict | None]()
    n_all = len(mails_to_send(at.job.wave))
    at.tell(0, n_all)
    code = "mails"
    try:
        for sending in send_waiting(mailing, at.job.wanted.get(LINK) or None):
            counts[sending.verdict] += 1
            at.tell(min(counts.total(), n_all), n_all)
    except MailServerUnusable:
        code = "mails-stopped"
    n_sent = counts[Verdict.TAKEN]
    values = {
        "n_sent": n_sent,
        "n_refused": counts[Verdict.REFUSED] + counts[Verdict.NO_ADDRESSEE],
        "n_later": counts[Verdict.LATER] + counts[Verdict.LOST],
        "n_not_due": counts[None],
    }
    return JobEnd(JobOutcome(code, values), note=LogNote(StaffAction.MAIL_SENT, n_sent))
