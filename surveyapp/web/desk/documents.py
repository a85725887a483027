"""Documents: the report and the files of a wave, what each is for, and who may have it."""

from dataclasses import dataclass, replace

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.source.languages import languages
from surveyapp.storage.jobs import Job, JobKind, JobState, jobs_of
from surveyapp.storage.waves import Wave, is_comparable
from surveyapp.study.work.file_choice import (
    CODEBOOK_FORMATS,
    REPORT_FORMATS,
    ROW_FORMATS,
    languages_of,
)
from surveyapp.web.access import staff
from surveyapp.web.current_study import current_study
from surveyapp.web.desk.act import Act
from surveyapp.web.desk.document_acts import ACTS, FOR, again, not_yet_words
from surveyapp.web.desk.document_forms import FilesForm, ReleaseForm, files_form, release_form
from surveyapp.web.desk.job_words import kind_words, state_words, wanted_words
from surveyapp.web.desk.jobs import ASKED_OF, show_job, start_job, wave_called
from surveyapp.web.logged import logs_itself, only_reads

blueprint = Blueprint("documents", __name__)
KINDS = (JobKind.REPORT, JobKind.CODEBOOK, JobKind.OPEN_DATA, JobKind.EXPORT)
NEEDS_NO_ANSWERS = frozenset({JobKind.CODEBOOK})
ON_ITS_PAGE = frozenset({JobKind.OPEN_DATA, JobKind.EXPORT})
"""For whose forms the code of the second factor is asked first, so that no choice is lost."""
Answer = Response | tuple[str, int]
Sent = tuple[FilesForm | ReleaseForm, list[tuple[str, str]]]
"""A form as it was sent, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class DocumentOffer:
    """One kind of document.

    is_allowed: whether the reader may make it, can_be_made: whether it can be made by now as well.
    form: None where it cannot be made, or has a page of its own at the same address.
    made: jobs that made it, or are about to, each with what was wanted and its state in words.
    """

    kind: JobKind
    title: str
    purpose: str
    act: Act
    form: FilesForm | ReleaseForm | None
    address: str
    is_allowed: bool
    can_be_made: bool
    made: tuple[tuple[Job, str, str], ...]
    problems: dict[str, str]


@blueprint.get("/desk/<wave>/documents/")
@staff(Permission.RESULTS)
@only_reads
def overview(wave: str) -> str:
    """What there is, what can be made, and what must come before."""
    return _page(wave_called(wave))


@blueprint.get("/desk/<wave>/documents/<name>")
@staff(Permission.RESULTS)
@only_reads
def back(wave: str, **_act: str) -> Response:
    """From the address of a form that came back with errors, in another language or once more."""
    return redirect(url_for("documents.overview", wave=wave_called(wave).name))


@blueprint.post("/desk/<wave>/documents/report")
@staff(Permission.RESULTS)
@logs_itself
def report(wave: str) -> Answer:
    """Asks for the report and its annexes."""
    return _asked(wave, JobKind.REPORT)


@blueprint.post("/desk/<wave>/documents/codebook")
@staff(Permission.RESULTS)
@logs_itself
def codebook(wave: str) -> Answer:
    """Asks for the codebook."""
    return _asked(wave, JobKind.CODEBOOK)


@blueprint.get("/desk/<wave>/documents/open-data")
@staff(Permission.ROWS, is_confirmed=True)
@only_reads
def open_data_page(wave: str) -> str:
    """What open data are, and the form that asks for them."""
    return _page(wave_called(wave), JobKind.OPEN_DATA)


@blueprint.post("/desk/<wave>/documents/open-data")
@staff(Permission.ROWS, is_confirmed=True)
@logs_itself
def open_data(wave: str) -> Answer:
    """Asks for the rows that everybody may have."""
    return _asked(wave, JobKind.OPEN_DATA)


@blueprint.get("/desk/<wave>/documents/rows")
@staff(Permission.ROWS, is_confirmed=True)
@only_reads
def rows_page(wave: str) -> str:
    """What row files are, and the form that asks for them."""
    return _page(wave_called(wave), JobKind.EXPORT)


@blueprint.post("/desk/<wave>/documents/rows")
@staff(Permission.ROWS, is_confirmed=True)
@logs_itself
def rows(wave: str) -> Answer:
    """Asks for the rows that analysts may have."""
    return _asked(wave, JobKind.EXPORT)


ADDRESSES = {
    JobKind.REPORT: "documents.report",
    JobKind.CODEBOOK: "documents.codebook",
    JobKind.OPEN_DATA: "documents.open_data",
    JobKind.EXPORT: "documents.rows",
}


def _asked(name: str, kind: JobKind) -> Answer:
    """Leads to the job; the page again, with what was chosen, where something is missing."""
    found = wave_called(name)
    form = _form(found, kind, is_sent=True)
    problems = form.problems()
    if problems or not _can_be_made(found, kind):
        form.ask_again()
        return _page(found, kind, (form, problems)), 400
    lead = start_job if form.is_first() else show_job
    return lead(kind, name, **form.wanted)


def _page(wave: Wave, about: JobKind | None = None, sent: Sent | None = None) -> str:
    """about: the kind whose form was asked for or sent; one that has a page is shown alone."""
    form, told = sent or (None, [])
    kinds = (about,) if about in ON_ITS_PAGE else KINDS
    offers = [_offer(wave, kind, jobs_of(wave.name), about) for kind in kinds if kind]
    if form is not None:
        offers = [_again(e, form, dict(told)) if e.kind is about else e for e in offers]
    return render_template(
        "desk/documents.html",
        wave=wave,
        offers=offers,
        is_one=about in ON_ITS_PAGE,
        not_yet="" if is_comparable(wave) else not_yet_words(wave),
        errors=[(name and f"{about}-{name}", words) for name, words in told],
    )


def _again(
    offer: DocumentOffer, form: FilesForm | ReleaseForm, problems: dict[str, str]
) -> DocumentOffer:
    """With what was chosen, where there is a form."""
    return replace(offer, form=form, problems=problems) if offer.form else offer


def _offer(
    wave: Wave, kind: JobKind, jobs: tuple[Job, ...], about: JobKind | None
) -> DocumentOffer:
    is_allowed = ASKED_OF[kind] in g.staff.permissions
    there = [each for each in jobs if each.kind is kind and is_allowed]
    shown = [each for each in there if each.files or not each.is_over]
    is_made = any(each.state is JobState.DONE for each in shown)
    can_be_made = is_allowed and _can_be_made(wave, kind)
    has_form = can_be_made and (kind is about or kind not in ON_ITS_PAGE)
    return DocumentOffer(
        kind,
        kind_words(kind),
        FOR[kind](),
        again(kind, wave) if is_made else ACTS[kind](wave),
        _form(wave, kind) if has_form else None,
        url_for(ADDRESSES[kind], wave=wave.name),
        is_allowed,
        can_be_made,
        tuple((each, wanted_words(each), state_words(each)) for each in shown),
        {},
    )


def _can_be_made(wave: Wave, kind: JobKind) -> bool:
    return kind in NEEDS_NO_ANSWERS or is_comparable(wave)


def _form(wave: Wave, kind: JobKind, *, is_sent: bool = False) -> FilesForm | ReleaseForm:
    """In the languages of the study for which the product has words. Raises as `study_of`."""
    offered = [e for e in languages_of(current_study(wave)) if e in languages().offered]
    if kind is JobKind.OPEN_DATA:
        return release_form(offered, is_sent=is_sent)
    if kind is JobKind.REPORT:
        return files_form(offered, REPORT_FORMATS, is_sent=is_sent, ticks_all=True)
    formats = CODEBOOK_FORMATS if kind is JobKind.CODEBOOK else ROW_FORMATS
    return files_form(offered, formats, is_sent=is_sent)
