"""Job words: what a job does, how far it is and what came of it, in the reader's language."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from surveyapp.questions.language import own_name
from surveyapp.storage.job_leases import STOPPED_TOO_OFTEN
from surveyapp.storage.jobs import Job, JobKind, JobState
from surveyapp.study.work.file_choice import FORMATS, LANGUAGES, K
from surveyapp.web.desk.document_forms import FORMAT_NAMES
from surveyapp.web.desk.job_outcomes import OUTCOMES
from surveyapp.web.desk.job_refusals import REFUSALS
from surveyapp.web.language import long_date

_KINDS: Mapping[JobKind, Callable[[], str]] = {
    JobKind.MIX: lambda: _("Mixing"),
    JobKind.FREEZE: lambda: _("Freezing"),
    JobKind.REPORT: lambda: _("Report"),
    JobKind.EXPORT: lambda: _("Row files"),
    JobKind.OPEN_DATA: lambda: _("Open data"),
    JobKind.CODEBOOK: lambda: _("Codebook"),
    JobKind.LETTERS: lambda: _("Letters"),
    JobKind.MAIL: lambda: _("E-mails"),
}


def kind_words(kind: JobKind) -> str:
    """What it does, or what it makes, as a heading."""
    return _KINDS[kind]()


def wanted_words(job: Job) -> str:
    """What it was asked for: languages, formats, size of a group; "" where nothing was chosen."""
    spoken = f"{job.wanted.get(LANGUAGES, '')} {job.wanted.get('language', '')}".split()
    formats = job.wanted.get(FORMATS, "").split()
    names = [*map(own_name, spoken), *(FORMAT_NAMES.get(each, each) for each in formats)]
    groups = [f"k = {job.wanted[K]}"] if K in job.wanted else []
    return ", ".join([*names, *groups])


def state_words(job: Job) -> str:
    """How far it is, with the day on which it ended."""
    if job.state is JobState.WAITING:
        return str(_("waiting; it begins in a few seconds"))
    if job.state is JobState.RUNNING:
        return str(_("at work"))
    day = long_date(job.ended or job.asked)
    is_done = job.state is JobState.DONE
    return str(_("done on %(day)s", day=day) if is_done else _("not done, %(day)s", day=day))


def progress_words(job: Job) -> str:
    """Which step it is at."""
    if job.kind is JobKind.MIX:
        return str(_("Opening what was sent."))
    if job.kind is JobKind.FREEZE:
        is_first = job.n_done == 0
        return str(_("Opening what was sent.") if is_first else _("Computing what is published."))
    if not job.n_all:
        return str(_("Reading what is needed."))
    return str(_("%(done)s of %(all)s steps done.", done=job.n_done, all=job.n_all))


def outcome_lines(job: Job) -> list[str]:
    """What came of it, each a sentence or two; nothing before its end."""
    if not job.is_over:
        return []
    is_done, code = job.state is JobState.DONE, job.outcome.code
    words = OUTCOMES.get(code) if is_done else REFUSALS.get(code, REFUSALS[STOPPED_TOO_OFTEN])
    return list(words(job.outcome.values)) if words else []
