"""Jobs on the desk: long work is asked for here, watched or left, and its files are taken."""

from collections.abc import Mapping
from mimetypes import guess_type

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.job_leases import files_kept_for, forget_files
from surveyapp.storage.jobs import Job, JobKind, job_of, jobs_of, put_job
from surveyapp.storage.made_files import made_file, sweep
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, list_waves
from surveyapp.web.access import staff
from surveyapp.web.clock import today
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.desk.job_words import (
    kind_words,
    outcome_lines,
    progress_words,
    state_words,
    wanted_words,
)
from surveyapp.web.logged import logs, logs_itself, note, only_reads

blueprint = Blueprint("jobs", __name__)
AGAIN_AFTER = 5
"""Seconds after which the page of a job that is not over is loaded again."""
ASKED_OF: Mapping[JobKind, Permission] = {
    JobKind.MIX: Permission.ROWS,
    JobKind.FREEZE: Permission.WAVES,
    JobKind.REPORT: Permission.RESULTS,
    JobKind.EXPORT: Permission.ROWS,
    JobKind.OPEN_DATA: Permission.ROWS,
    JobKind.CODEBOOK: Permission.RESULTS,
    JobKind.LETTERS: Permission.FIELDWORK,
    JobKind.MAIL: Permission.FIELDWORK,
}
"""What whoever starts a job must be allowed to do, and whoever looks at it."""
TAKEN_AT: Mapping[Permission, str] = {
    Permission.RESULTS: "jobs.result",
    Permission.ROWS: "jobs.rows",
    Permission.FIELDWORK: "jobs.letters",
}
"""Where the files of a job are taken, by the permission that its kind asks for."""


def start_job(kind: JobKind, wave: str, **wanted: str) -> Response:
    """Asks for a job of a wave and leads to its page, also where somebody asked for it before."""
    job = put_job(kind, wave, wanted, f"account {g.staff.name}", today())
    return redirect(url_for("jobs.page", wave=wave, job=job.job_id), 303)


def show_job(kind: JobKind, wave: str, **wanted: str) -> Response:
    """Leads to where `start_job` led, for the second press of its button."""
    found = (each for each in jobs_of(wave) if each.kind is kind and each.wanted == wanted)
    job = next(found, None)
    if job is None:
        return redirect(url_for("jobs.overview", wave=wave), 303)
    return redirect(url_for("jobs.page", wave=wave, job=job.job_id), 303)


@blueprint.get("/desk/<wave>/jobs/")
@staff(Permission.DESK)
@only_reads
def overview(wave: str) -> str:
    """The jobs of a wave that the reader may look at."""
    found = wave_called(wave)
    seen = [each for each in jobs_of(wave) if ASKED_OF[each.kind] in g.staff.permissions]
    lines = [(j, kind_words(j.kind), wanted_words(j), state_words(j)) for j in seen]
    return render_template("desk/jobs.html", wave=found, lines=lines)


@blueprint.get("/desk/<wave>/jobs/<job>/")
@staff(Permission.DESK)
@only_reads
def page(wave: str, job: str) -> Response:
    """One job: how far it is, or what came of it."""
    found, asked = wave_called(wave), _job(wave, job)
    is_still = "still" in request.args
    answer = make_response(
        render_template(
            "desk/job.html",
            wave=found,
            job=asked,
            title=kind_words(asked.kind),
            wanted=wanted_words(asked),
            state=state_words(asked),
            progress=progress_words(asked),
            lines=outcome_lines(asked),
            files=_addresses(asked),
            removing=_removing(),
            form=DeskForm(),
            is_still=is_still,
            seconds=AGAIN_AFTER,
            n_days=files_kept_for(asked.kind).days,
        )
    )
    if not (asked.is_over or is_still):
        answer.headers["Refresh"] = str(AGAIN_AFTER)
    return answer


@blueprint.post("/desk/<wave>/jobs/<job>/remove")
@staff(Permission.DESK)
@logs_itself
def remove(wave: str, job: str) -> Response:
    """Removes the files of a job before their time."""
    asked, form = _job(wave, job), DeskForm()
    if not form.validate_on_submit():
        abort(400)
    if form.is_first() and forget_files(asked.job_id):
        sweep(current_instance())
        note(g.staff.name, StaffAction.FILES_REMOVED, wave)
        flash(_("The files were removed."))
    return redirect(url_for("jobs.page", wave=wave, job=job), 303)


@blueprint.get("/desk/<wave>/jobs/<job>/results/<name>")
@staff(Permission.RESULTS)
@logs(StaffAction.FILE_TAKEN)
def result(wave: str, job: str, name: str) -> Response:
    """A file in which only figures stand that passed the gate, or none."""
    return _file(wave, job, name, Permission.RESULTS)


@blueprint.get("/desk/<wave>/jobs/<job>/rows/<name>")
@staff(Permission.ROWS, is_confirmed=True)
@logs(StaffAction.FILE_TAKEN)
def rows(wave: str, job: str, name: str) -> Response:
    """A file with single rows."""
    return _file(wave, job, name, Permission.ROWS)


@blueprint.get("/desk/<wave>/jobs/<job>/letters/<name>")
@staff(Permission.FIELDWORK)
@logs(StaffAction.FILE_TAKEN)
def letters(wave: str, job: str, name: str) -> Response:
    """A file with names of institutions."""
    return _file(wave, job, name, Permission.FIELDWORK)


def wave_called(name: str) -> Wave:
    """The wave of an address, or "there is no such page"."""
    return next((each for each in list_waves() if each.name == name), None) or abort(404)


def _job(wave: str, job_id: str) -> Job:
    """The job of an address; refused to whoever may not start one of its kind."""
    found = job_of(job_id)
    if found is None or found.wave != wave:
        abort(404)
    if ASKED_OF[found.kind] not in g.staff.permissions:
        abort(403)
    return found


def _file(wave: str, job_id: str, name: str, permission: Permission) -> Response:
    """A download; `name` is held against the names that the job made, and is no path."""
    asked = _job(wave, job_id)
    path = made_file(current_instance(), asked, name)
    if ASKED_OF[asked.kind] is not permission or path is None:
        abort(404)
    kind = guess_type(name)[0] or "application/octet-stream"
    said = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(path.read_bytes(), 200, said, mimetype=kind)


def _addresses(job: Job) -> list[tuple[str, str]]:
    """(name, address) of every file that can be taken."""
    endpoint = TAKEN_AT.get(ASKED_OF[job.kind], "")
    return [
        (name, url_for(endpoint, wave=job.wave, job=job.job_id, name=name)) for name in job.files
    ]


def _removing() -> Act:
    return Act(
        _("Remove the files"),
        _("The files of this job are deleted from the server. Copies that were taken stay."),
        _("They can be made again."),
    )
