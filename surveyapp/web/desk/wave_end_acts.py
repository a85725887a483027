"""Wave acts after fieldwork: close, mix, confirm beside another wave, freeze."""

from flask import Blueprint, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import BooleanField

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.jobs import JobKind, jobs_of, put_job
from surveyapp.storage.rounds import Likeness
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.study_keys import is_away
from surveyapp.storage.waves import Wave, WaveRefused, WaveState, check_no_rehearsal, move_wave
from surveyapp.study.confirming import alike_with, confirm_beside
from surveyapp.web.access import staff
from surveyapp.web.clock import today
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.desk.jobs import start_job
from surveyapp.web.desk.overview import wave_or_404
from surveyapp.web.desk.refusal_words import REFUSALS, key_away_words, refusal_words
from surveyapp.web.desk.wave_act import ActPage, Errors, ReasonForm, reason_errors, words_in
from surveyapp.web.logged import did_nothing, logs, logs_itself, only_reads

blueprint = Blueprint("wave_end_acts", __name__)
Answer = Response | tuple[str, int]
LEFT = "left"


class FreezeForm(DeskForm):
    """A form that asks whether the study key is lost, so that what waits stays sealed."""

    leaves_sealed = BooleanField()


@blueprint.get("/desk/<wave>/close")
@staff(Permission.WAVES)
@only_reads
def closing(wave: str) -> str:
    """What closing does."""
    return _closing(wave_or_404(wave)).shown()


@blueprint.post("/desk/<wave>/close")
@staff(Permission.WAVES)
@logs(StaffAction.WAVE_CLOSED)
def closed(wave: str) -> Answer:
    """Lets the wave take no more answers, and asks for the mixing."""
    found = wave_or_404(wave)

    def do() -> str:
        move_wave(wave, WaveState.CLOSED, today())
        if found.is_rehearsal:
            return str(_("The rehearsal is closed: nobody can answer any more."))
        if is_away(current_instance(), wave):
            return " ".join((str(_("The wave is closed.")), key_away_words()))
        put_job(JobKind.MIX, wave, {}, f"account {g.staff.name}", today())
        return str(_("The wave is closed; what was sent is being mixed."))

    return _closing(found).pressed(do)


@blueprint.get("/desk/<wave>/mix")
@staff(Permission.ROWS, is_confirmed=True)
@only_reads
def mixing(wave: str) -> str:
    """What mixing does."""
    return _mixing(wave_or_404(wave)).shown()


@blueprint.post("/desk/<wave>/mix")
@staff(Permission.ROWS, is_confirmed=True)
@logs_itself
def mixed(wave: str) -> Answer:
    """Asks for the mixing, once, and leads to its job."""
    found = wave_or_404(wave)
    return _begun(found, _mixing(found), JobKind.MIX, (WaveState.OPEN, WaveState.CLOSED))


@blueprint.get("/desk/<wave>/freeze")
@staff(Permission.WAVES, is_confirmed=True)
@only_reads
def freezing(wave: str) -> str:
    """What freezing does, and what is lost by it for good."""
    return _freezing(wave_or_404(wave), FreezeForm()).shown()


@blueprint.post("/desk/<wave>/freeze")
@staff(Permission.WAVES, is_confirmed=True)
@logs_itself
def frozen(wave: str) -> Answer:
    """Asks for the freezing, once, and leads to its job."""
    found, form = wave_or_404(wave), FreezeForm()
    page, of = _freezing(found, form), (WaveState.CLOSED,)
    if form.leaves_sealed.data:
        return _begun(found, page, JobKind.FREEZE, of, sealed=LEFT)
    return _begun(found, page, JobKind.FREEZE, of)


@blueprint.get("/desk/<wave>/beside")
@staff(Permission.WAVES)
@only_reads
def beside(wave: str) -> str:
    """Which waves have nearly the same answers, and what confirming means."""
    return _beside(wave_or_404(wave), ReasonForm()).shown()


@blueprint.post("/desk/<wave>/beside")
@staff(Permission.WAVES)
@logs(StaffAction.WAVE_CONFIRMED)
def confirmed(wave: str) -> Answer:
    """Keeps why the wave may be published beside another."""
    form = ReasonForm()

    def do() -> str:
        made = confirm_beside(current_instance(), wave, today(), words_in(form.reason))
        if not made:
            did_nothing()
            return str(_("No frozen wave is nearly the same; nothing was to be confirmed."))
        names = ", ".join(each.beside for each in made)
        return str(_("Confirmed: it may be published beside %(waves)s.", waves=names))

    found = wave_or_404(wave)
    errors = _still_open(found) or reason_errors(form.reason, is_needed=True)
    return _beside(found, form).pressed(do, errors)


def _begun(
    found: Wave, page: ActPage, kind: JobKind, of: tuple[WaveState, ...], **wanted: str
) -> Answer:
    """The job of a wave that is in one of these states; of two that ask, both are led to it."""
    if not page.form.validate_on_submit():
        return page.shown([("", str(_("Please try again.")))]), 400
    if not page.form.is_first():
        return _to_last_job(found, kind)
    if errors := _hindered(found, of, needs_key="sealed" not in wanted):
        page.form.ask_again()
        return page.shown(errors), 409
    return start_job(kind, found.name, **wanted)


def _to_last_job(found: Wave, kind: JobKind) -> Response:
    """Leads to what the first press asked for; to the desk where that was refused."""
    asked = next((each for each in jobs_of(found.name) if each.kind is kind), None)
    if asked is None:
        return redirect(url_for("desk.wave_desk", wave=found.name), 303)
    return redirect(url_for("jobs.page", wave=found.name, job=asked.job_id), 303)


def _hindered(found: Wave, of: tuple[WaveState, ...], *, needs_key: bool) -> Errors:
    """Why the job could not be done, told before it is asked for."""
    try:
        check_no_rehearsal(found)
    except WaveRefused as refused:
        return [("", refusal_words(refused))]
    if found.state not in of:
        return [("", refusal_words(WaveRefused(f"not-from-{found.state}", found.name)))]
    is_missing = needs_key and is_away(current_instance(), found.name)
    return [("", key_away_words())] if is_missing else []


def _closing(found: Wave) -> ActPage:
    act = Act(
        _("Close the wave"),
        _(
            "Nobody can answer any more, at once, also who is in the middle of it: drafts stay and"
            " can be read. What was sent is mixed where five or more of a group wait."
        ),
        _("You can open it again until it is frozen. What was mixed stays mixed."),
        f"surveyapp wave close {found.name}",
    )
    return ActPage(found, act, DeskForm())


def _mixing(found: Wave) -> ActPage:
    act = Act(
        _("Mix"),
        _(
            "Sealed answers are opened where five or more of one group wait, and lose every trace"
            " of who sent them and when. Who has answered is known from then on. How many wait is"
            " told to nobody."
        ),
        _("This cannot be undone. It can be repeated at any time; a timer may do it each night."),
        f"surveyapp mix {found.name}",
    )
    return ActPage(found, act, DeskForm(), _key_words(found))


def _freezing(found: Wave, form: FreezeForm) -> ActPage:
    act = Act(
        _("Freeze the wave"),
        _(
            "What waits is opened where its group has five, and what is published is computed, once"
            " and for good. Texts of small groups lose the name of their group."
        ),
        _("This cannot be undone."),
        f"surveyapp wave freeze {found.name}",
    )
    lost = (
        _("The wave can never be opened again: nobody can answer or correct an answer."),
        _("Nobody can withdraw what was sent any more: nothing leads from a code to a response."),
        _("What waits in groups of fewer than five stays sealed for good."),
        _("Whom the list of institutions counts as population stays as it is."),
        _("The figures that are published never change."),
    )
    known = {"lost": lost, "fields": ("leaves_sealed",)}
    return ActPage(found, act, form, _key_words(found), known)


def _beside(found: Wave, form: ReasonForm) -> ActPage:
    act = Act(
        _("Confirm beside another wave"),
        _(
            "Whoever puts two waves side by side that have nearly the same answers can work out"
            " what the few institutions answered that are in one of them only. Confirm it where"
            " that is not so, or harms nobody."
        ),
        _("The confirmation is kept with its day and reason; it cannot be taken back."),
        f"surveyapp wave confirm {found.name} --because …",
    )
    return ActPage(found, act, form, _alike(found), {"fields": ("reason",)})


def _still_open(found: Wave) -> Errors:
    """Before the wave is closed nobody is told whether its answers are like others."""
    if found.is_over:
        return []
    return [("", refusal_words(WaveRefused(f"not-from-{found.state}", found.name)))]


def _alike(found: Wave) -> list[str]:
    """Which frozen waves are nearly the same, a sentence each; how nearly is told to nobody."""
    if told := _still_open(found):
        return [words for _field, words in told]
    try:
        return list(map(_alike_words, alike_with(current_instance(), found.name)))
    except REFUSALS as refused:
        return [refusal_words(refused)]


def _alike_words(each: Likeness) -> str:
    said: str = ngettext(
        "In one group at least four fifths of its answers are also those of the wave %(wave)s,"
        " which has %(num)d institution there.",
        "In one group at least four fifths of its answers are also those of the wave %(wave)s,"
        " which has %(num)d institutions there.",
        each.n_beside,
        wave=each.beside,
    )
    return said


def _key_words(found: Wave) -> list[str]:
    return [key_away_words()] if is_away(current_instance(), found.name) else []
