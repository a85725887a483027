"""Start: the page before all others, the code, and how to leave."""

from collections.abc import Mapping
from datetime import date

from flask import (
    Blueprint,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import Response as FileResponse
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.questionnaire.estimate import minutes_words
from surveyapp.storage.handed_over import TakenBack
from surveyapp.storage.waves import Wave, list_waves, open_waves
from surveyapp.web.access import public, respondent
from surveyapp.web.current_instance import current_instance
from surveyapp.web.language import (
    RequestCatalogue,
    current_language,
    keep_to,
    long_date,
    remember_language,
)
from surveyapp.web.prose import prose
from surveyapp.web.respondent.entrance import (
    after_entry,
    code_errors,
    consent_address,
    onward,
    try_code,
)
from surveyapp.web.respondent.form_words import (
    FormWords,
    current_form,
    current_instrument,
    take_form,
)
from surveyapp.web.respondent.guard import SWITCH, first, posted, turn_away
from surveyapp.web.respondent.held_visit import begin, leave, open_visit
from surveyapp.web.respondent.invitation import invitation_page, is_invitation
from surveyapp.web.respondent.not_stored import closed_refusal, refusal_page
from surveyapp.web.respondent.prepare_on_paper import prepare_pdf
from surveyapp.web.respondent.start_page import (
    contact,
    preparations,
    privacy_notice,
    promise_words,
    sender,
)
from surveyapp.web.respondent.time_left import stay
from surveyapp.web.respondent.visit import Visit

blueprint = Blueprint("respondent", __name__)
turn_away(blueprint)


class CodeForm(FlaskForm):
    """The access code of a draft."""

    code = StringField()


@blueprint.get("/respond/<questionnaire>/")
@blueprint.get("/respond/<questionnaire>/<wave_name>/")
@public
def start(questionnaire: str, wave_name: str | None = None) -> str | Response | tuple[str, int]:
    """Who asks, why, until when, how long it takes, and what is promised; with or without a code.

    Where several rounds of it are open, a list that leads to each.
    """
    wave = open_wave(questionnaire, wave_name)
    if wave is None:
        return choose_round(questionnaire, wave_name)
    if "entered" in request.args and visit_of(wave.name) is None:
        return redirect(url_for("respondent.code", entered=1))
    return _start(wave, None)


@blueprint.get("/respond/<questionnaire>/<wave_name>/prepare")
@blueprint.get("/respond/<questionnaire>/<wave_name>/prepare/<role>")
@public
def prepare(questionnaire: str, wave_name: str, role: str | None = None) -> str | tuple[str, int]:
    """What to have at hand, to print and pass on: all lists, or that of one role."""
    wave = open_wave(questionnaire, wave_name)
    if wave is None:
        return choose_round(questionnaire, wave_name)
    words = form_of(wave)
    lists = preparations(words, role)
    if not lists:
        abort(404)
    return render_template(
        "respondent/prepare.html", words=words, wave=wave, lists=lists, contact=contact(), role=role
    )


@blueprint.get("/respond/<questionnaire>/<wave_name>/prepare.pdf")
@blueprint.get("/respond/<questionnaire>/<wave_name>/prepare/<role>.pdf")
@public
def prepare_sheet(
    questionnaire: str, wave_name: str, role: str | None = None
) -> str | FileResponse | tuple[str, int]:
    """The same as a tagged PDF, to be passed on."""
    wave = open_wave(questionnaire, wave_name)
    if wave is None:
        return choose_round(questionnaire, wave_name)
    words = form_of(wave)
    lists = preparations(words, role)
    if not lists:
        abort(404)
    instance = current_instance()
    written = prepare_pdf(words.text("title"), wave, lists, is_demo=instance.is_demo)
    name = "-".join((wave.questionnaire, *([role] if role else ()), current_language()))
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return FileResponse(written, 200, headers, None, "application/pdf")


@blueprint.post("/respond/<questionnaire>/begin")
@blueprint.post("/respond/<questionnaire>/<wave_name>/begin")
@public
def begin_here(
    questionnaire: str, wave_name: str | None = None
) -> str | Response | tuple[str, int]:
    """Starts at once where no consent is asked for; a GET never starts anything."""
    wave = open_wave(questionnaire, wave_name)
    if wave is None or not wave.is_synthetic:
        return choose_round(questionnaire, wave_name)
    if not CodeForm().validate_on_submit():
        return _start(wave, no_visit_words()), 400
    if form_of(wave).form.consent is not None:
        return redirect(consent_address(wave))
    return redirect(onward(begin(wave.name)))


@blueprint.route("/answer/code", methods=["GET", "POST"])
@public
def code() -> str | Response | tuple[str, int]:
    """Opens a draft by its code, on any device; what was typed stays, also in another language."""
    remember_language(first(posted(), SWITCH))
    form = CodeForm()
    if request.method != "POST" or SWITCH in posted():
        error = _no_cookies_words() if "entered" in request.args else None
        return render_template("respondent/code.html", form=form, error=error)
    if is_invitation(form.code.data or ""):
        return invitation_page(form.code.data or "")
    visit, error = try_code(form.code.data or "", first(posted(), "csrf_token"))
    if visit is None:
        errors = code_errors("code", error)
        return render_template("respondent/code.html", form=form, error=error, errors=errors), 400
    return redirect(after_entry(visit))


@blueprint.get("/answer/stay")
@respondent
def stay_here() -> dict[str, int | bool]:
    """Keeps the visit open without another page: seconds until it ends now, and if it may grow."""
    left = stay() if open_visit() else None
    if left is None:
        abort(403)
    return {"seconds": left.seconds, "may_grow": left.may_grow}


@blueprint.route("/leave", methods=["GET", "POST"])
@public
def leave_page() -> Response:
    """Forgets this visit at once and shows a neutral page; signing out keeps the language."""
    language = current_language() if request.method == "POST" else None
    leave()
    response = redirect(url_for("public.neutral", lang=language), code=303)
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response


def open_wave(questionnaire: str, name: str | None) -> Wave | None:
    """The wave of an address that takes answers now; None where none or several do.

    A rehearsal has to be named.
    """
    if name is None:
        waves = open_waves(questionnaire)
    else:
        here = (each for each in list_waves(questionnaire) if each.name == name)
        waves = tuple(each for each in here if each.takes_answers)
    return waves[0] if len(waves) == 1 else None


def visit_of(wave_name: str | None) -> Visit | None:
    """The open draft, where it belongs to the round of an address; None leaves the round open.

    A colleague's code that was taken back opens none.
    """
    try:
        visit = open_visit()
    except TakenBack:
        return None
    return visit if visit and wave_name in (None, visit.wave.name) else None


def choose_round(questionnaire: str, name: str | None) -> str | tuple[str, int]:
    """The open rounds of a questionnaire to choose from; where none is, that it is over."""
    waves = open_waves(questionnaire) if name is None else ()
    if len(waves) > 1:  # one whose copy is damaged hides no other
        found = [(wave, _form_or_none(wave)) for wave in waves]
        choices = [(wave, words) for wave, words in found if words is not None]
        return render_template("respondent/rounds.html", choices=choices, long_date=long_date)
    here = [each for each in list_waves(questionnaire) if name in (None, each.name)]
    is_over = not any(each.takes_answers for each in here)
    over = [each for each in here if each.is_over and is_over]
    last = max(over, key=lambda each: each.ended or date.min, default=None)
    return refusal_page(closed_refusal(last)), 404


def _form_or_none(wave: Wave) -> FormWords | None:
    try:
        return take_form(wave, wave.edition, current_language())
    except (QuestionnaireMissing, QuestionnaireRefused):
        return None


def form_of(wave: Wave) -> FormWords:
    """What a wave asks, on a page in one of its languages."""
    keep_to(current_form(wave).languages)
    return take_form(wave, wave.edition, current_language())


def time_needed(wave: Wave) -> Mapping[str, str]:
    """Edition -> about how long it takes, in words."""
    minutes = current_instrument(wave).minutes(current_language())
    said = RequestCatalogue()
    return {edition: minutes_words(needed, said) for edition, needed in minutes.items()}


def no_visit_words() -> str:
    """What is said where a form came back without the cookie that it was given."""
    if not request.cookies:
        return _no_cookies_words()
    return str(_("The page was open for too long. Please press the button again."))


def _no_cookies_words() -> str:
    return str(
        _(
            "This browser keeps no cookies. The questionnaire needs one, which holds nothing but"
            " the key to your answers and ends with the browser. Please allow it and try again."
        )
    )


def _start(wave: Wave, error: str | None) -> str:
    words, visit = form_of(wave), visit_of(wave.name)
    return render_template(
        "respondent/start.html",
        words=words,
        wave=wave,
        times=time_needed(wave),
        purpose=prose(words.text("purpose")),
        content_note=prose(words.text_or_none("content_note") or ""),
        sender=sender(),
        contact=contact(),
        lists=preparations(words),
        privacy=privacy_notice(words),
        promise_words=promise_words(),
        onward=onward(visit) if visit else None,
        code_form=CodeForm(),
        has_open_link=wave.is_synthetic,
        start_error=error,
    )
