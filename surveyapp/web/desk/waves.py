"""Waves: a new one is made here, a rehearsal of one, and its questionnaire is checked."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireMissing,
    QuestionnaireRefused,
    questionnaire_names,
)
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveRefused, list_waves
from surveyapp.study.handed_codes import make_codes
from surveyapp.study.wave_draft import WaveRequest, make_draft
from surveyapp.web.access import staff
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.desk.overview import title_of, wave_or_404
from surveyapp.web.desk.questionnaires import check_page
from surveyapp.web.desk.refusal_words import refusal_words
from surveyapp.web.desk.typed_day import day_in, day_written
from surveyapp.web.desk.warning_words import warnings_of
from surveyapp.web.desk.wave_act import ActPage, Errors, words_in
from surveyapp.web.language import current_language
from surveyapp.web.logged import counted, log_about, logs, only_reads
from surveyapp.web.respondent.form_words import take_project_form

blueprint = Blueprint("waves", __name__)
Answer = Response | tuple[str, int]
_FIELD_OF = {
    "name-taken": "name",
    "bad-name": "name",
    "closes-before-it-opens": "closes",
    "unknown-edition": "choice",
}
BETWEEN = "/"


class WaveForm(DeskForm):
    """What somebody wants to ask. choice: a questionnaire and its edition."""

    name = StringField()
    choice = StringField()
    opens = StringField()
    closes = StringField()
    is_rehearsal = BooleanField()


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """One questionnaire in one edition. title: None where its files cannot be used."""

    value: str
    title: str | None
    edition: str


@blueprint.get("/desk/waves/new")
@staff(Permission.WAVES)
@only_reads
def new() -> str:
    """Asks for name, questionnaire and days of a new wave."""
    form = WaveForm()
    copied = _named(request.args.get("rehearses", ""))
    if copied is not None:
        _fill(form, copied)
    return _new_page(form, [])


@blueprint.post("/desk/waves/new")
@staff(Permission.WAVES)
@logs(StaffAction.WAVE_MADE)
def made() -> Answer:
    """Makes the wave, as a draft."""
    form = WaveForm()
    name = words_in(form.name)
    errors = _typed_errors(form) if form.validate_on_submit() else [("", _again())]
    if errors:
        form.ask_again()
        return _new_page(form, errors), 400
    back = redirect(url_for("desk.wave_desk", wave=name), 303)
    if not form.is_first():
        return back
    try:
        wave = make_draft(current_instance(), _request(form))
    except (WaveRefused, QuestionnaireMissing, QuestionnaireRefused) as refused:
        form.ask_again()
        field = _FIELD_OF.get(refused.code, "") if isinstance(refused, WaveRefused) else "choice"
        return _new_page(form, [(field, refusal_words(refused))]), 409
    log_about(wave.name)
    flash(" ".join((_made_words(wave), *warnings_of(wave))))
    return back


@blueprint.get("/desk/<wave>/rehearse")
@staff(Permission.WAVES)
@only_reads
def rehearse(wave: str) -> Response:
    """Leads to the page of a new wave that is a rehearsal of this one."""
    return redirect(url_for("waves.new", rehearses=wave_or_404(wave).name))


@blueprint.get("/desk/<wave>/check")
@staff(Permission.WAVES)
@only_reads
def checked(wave: str) -> str:
    """Every problem in the files of what a wave asks."""
    found = wave_or_404(wave)
    return check_page(found.questionnaire, found)


@blueprint.get("/desk/<wave>/trial")
@staff(Permission.WAVES)
@only_reads
def trial(wave: str) -> str:
    """What a code of one's own is for."""
    return _trial(_rehearsed(wave)).shown()


@blueprint.post("/desk/<wave>/trial")
@staff(Permission.WAVES)
@logs(StaffAction.CODES_MADE)
def tried(wave: str) -> Answer:
    """Shows an access code of the rehearsal, this once."""
    found = _rehearsed(wave)
    page = _trial(found)
    if not page.form.validate_on_submit():
        return page.shown([("", _again())]), 400
    if not page.form.is_first():
        return redirect(url_for("waves.trial", wave=wave), 303)
    try:
        (code,) = make_codes(current_instance(), found, 1)
    except WaveRefused as refused:
        page.form.ask_again()
        return page.shown([("", refusal_words(refused))]), 409
    counted(1)
    return make_response(render_template("desk/trial.html", wave=found, code=code))


def _rehearsed(name: str) -> Wave:
    """The rehearsal of an address; of a real wave staff get no code here."""
    found = wave_or_404(name)
    return found if found.is_rehearsal else abort(404)


def _trial(found: Wave) -> ActPage:
    act = Act(
        _("Try the form yourself"),
        _("You get an access code of this rehearsal, which is shown once and kept nowhere."),
        _("What you answer is thrown away when the rehearsal ends."),
        f"surveyapp codes create --wave {found.name}",
    )
    return ActPage(found, act, DeskForm())


def _new_page(form: WaveForm, errors: Errors) -> str:
    act = Act(
        _("Make a wave"),
        _(
            "A draft of the wave is kept; nobody is asked yet. It is bound to the questionnaire"
            " when it is opened."
        ),
        _("A draft asks nobody and costs nothing, but its name cannot be used again."),
        "surveyapp wave new NAME --questionnaire …",
    )
    return render_template(
        "desk/new_wave.html",
        act=act,
        form=form,
        errors=errors,
        errors_of=dict(errors),
        choices=list(_choices()),
    )


def _choices() -> Iterator[EditionChoice]:
    """Every questionnaire of the project in each of its editions."""
    for name in questionnaire_names():
        try:
            words = take_project_form(name, "full", current_language())
        except (QuestionnaireMissing, QuestionnaireRefused):
            yield EditionChoice(name, None, "")
            continue
        editions = words.form.editions
        for edition in editions:
            label = words.text_or_none(f"editions.{edition}.label") or edition
            value = f"{name}{BETWEEN}{edition}"
            yield EditionChoice(value, words.text("title"), label if len(editions) > 1 else "")


def _typed_errors(form: WaveForm) -> Errors:
    errors: Errors = []
    if not words_in(form.choice):
        errors.append(("choice", str(_("Choose what is asked."))))
    for field in (form.opens, form.closes):
        if words_in(field) and day_in(words_in(field)) is None:
            errors.append((field.id, day_written()))
    if _is_taken_by_a_page(words_in(form.name)):
        errors.append(("name", str(_("The desk has a page of this name. Choose another."))))
    return errors


def _is_taken_by_a_page(name: str) -> bool:
    """Whether the desk of a wave of this name would be hidden by another page."""
    adapter = current_app.url_map.bind("localhost")
    try:
        endpoint, _parts = adapter.match(f"/desk/{name}/", method="GET")
    except HTTPException:
        return False
    return bool(endpoint != "desk.wave_desk") and bool(name)


def _request(form: WaveForm) -> WaveRequest:
    questionnaire, _between, edition = words_in(form.choice).rpartition(BETWEEN)
    return WaveRequest(
        name=words_in(form.name),
        questionnaire=questionnaire or edition,
        edition=edition if questionnaire else None,
        opens=day_in(words_in(form.opens)),
        closes=day_in(words_in(form.closes)),
        is_rehearsal=bool(form.is_rehearsal.data),
    )


def _named(name: str) -> Wave | None:
    return next((each for each in list_waves() if each.name == name), None)


def _fill(form: WaveForm, copied: Wave) -> None:
    """What a rehearsal takes from the wave that it is of."""
    taken = {each.name for each in list_waves()}
    names = [
        f"{copied.name[:28]}-rehearsal",
        *(f"{copied.name[:26]}-rehearsal-{n}" for n in range(2, 9)),
    ]
    form.name.data = next((each for each in names if each not in taken), "")
    form.choice.data = f"{copied.questionnaire}{BETWEEN}{copied.edition}"
    form.is_rehearsal.data = True


def _made_words(wave: Wave) -> str:
    title = title_of(wave)
    if wave.is_rehearsal:
        said = _("The rehearsal %(name)s of “%(title)s” is made.", name=wave.name, title=title)
    else:
        said = _("The wave %(name)s of “%(title)s” is made.", name=wave.name, title=title)
    return str(said)


def _again() -> str:
    return str(_("Please try again."))
