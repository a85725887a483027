"""Start: purpose, promise, consent, code; and how to leave."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from surveyapp.fieldwork.codes import CodeRefused
from surveyapp.formats.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import AskedQuestion
from surveyapp.questions.base import Reading
from surveyapp.storage.waves import Wave, list_waves, open_waves
from surveyapp.web.access import public
from surveyapp.web.clock import today
from surveyapp.web.language import current_language, long_date, remember_language
from surveyapp.web.limits import code_was_wrong, too_many_wrong_codes
from surveyapp.web.prose import prose
from surveyapp.web.respondent.form_words import FormWords, take_form
from surveyapp.web.respondent.page_form import PageForm, open_form
from surveyapp.web.respondent.page_view import fill_as_typed
from surveyapp.web.respondent.visit import Visit, begin, enter, leave, open_visit
from surveyapp.web.words import refusal_words

blueprint = Blueprint("respondent", __name__)


class CodeForm(FlaskForm):
    """The access code of a draft."""

    code = StringField()


@blueprint.get("/respond/<questionnaire>/")
@blueprint.get("/respond/<questionnaire>/<wave_name>/")
@public
def start(questionnaire: str, wave_name: str | None = None) -> str | tuple[str, int]:
    """What the questionnaire is for, how long it takes, and what is promised.

    Where several rounds of it are open, a list that leads to each.
    """
    wave = _open_wave(questionnaire, wave_name)
    if wave is None:
        return _choice(questionnaire, wave_name)
    words = form_of(wave)
    return render_template(
        "respondent/start.html",
        words=words,
        wave=wave,
        purpose=prose(words.text("purpose")),
        content_note=prose(words.text_or_none("content_note") or ""),
        code_form=CodeForm(),
        has_open_link=wave.is_synthetic,
    )


@blueprint.post("/respond/<questionnaire>/begin")
@blueprint.post("/respond/<questionnaire>/<wave_name>/begin")
@public
def begin_here(
    questionnaire: str, wave_name: str | None = None
) -> str | Response | tuple[str, int]:
    """Starts at once where no consent is asked for; a GET never starts anything."""
    wave = _open_wave(questionnaire, wave_name)
    if wave is None or not wave.is_synthetic or not CodeForm().validate_on_submit():
        return _choice(questionnaire, wave_name)
    words = form_of(wave)
    if words.form.consent is not None:
        return redirect(
            url_for("respondent.consent", questionnaire=questionnaire, wave_name=wave.name)
        )
    return redirect(after_entry(begin(wave.name)))


@blueprint.route("/respond/<questionnaire>/consent", methods=["GET", "POST"])
@blueprint.route("/respond/<questionnaire>/<wave_name>/consent", methods=["GET", "POST"])
@public
def consent(questionnaire: str, wave_name: str | None = None) -> str | Response | tuple[str, int]:
    """The consent question; "no" ends politely and stores nothing."""
    visit = _visit_of(questionnaire, wave_name)
    wave = visit.wave if visit else _open_wave(questionnaire, wave_name)
    if wave is None or (visit is None and not wave.is_synthetic):
        return _choice(questionnaire, wave_name)
    posted = {key: request.form.getlist(key) for key in request.form}
    if "switch" in posted:
        remember_language(posted["switch"][0])
    form = form_of(wave)
    if form.form.consent is None:
        return redirect(
            url_for("respondent.start", questionnaire=questionnaire, wave_name=wave.name)
        )
    return _ask_consent(form, wave, form.form.questions[form.form.consent], posted)


def _ask_consent(
    words: FormWords, wave: Wave, asked: AskedQuestion, posted: dict[str, list[str]]
) -> str | Response | tuple[str, int]:
    form = open_form(words, words.form.page(asked.page), [asked.name], None)
    fill_as_typed(form, Flow(words.form, {}), posted)
    reading = asked.question.read(posted, current_language(), ())
    error = _consent_error(form, posted, reading)
    if error is None and reading.cells[asked.name] != words.form.consent_given:
        return decline(_visit_of(wave.questionnaire, wave.name))
    if error is None:
        visit = _visit_of(wave.questionnaire, wave.name) or begin(wave.name)
        visit.draft.save_cells(reading.cells, today())
        return redirect(url_for("pages.hub"))
    if error:
        form[asked.name].state.errors[asked.name] = error
    page = render_template("respondent/consent.html", words=words, form=form)
    return page, 422 if error else 200


def _consent_error(form: PageForm, posted: dict[str, list[str]], reading: Reading) -> str | None:
    """None: go on; "": only show the page; else what is wrong."""
    if request.method == "GET" or "switch" in posted:
        return ""
    if reading.refusals:
        return refusal_words(reading.refusals[0])
    if not reading.cells:
        return str(_("Please choose yes or no."))
    if not form.validate_on_submit():
        return str(_("The page was open for too long. Please choose again."))
    return None


def decline(visit: Visit | None) -> Response:
    """Forgets what was answered so far, unless it was sent, and says thank you."""
    if visit is not None and visit.receipt is None:
        visit.draft.forget(today())
        leave()
    return redirect(url_for("respondent.declined"))


@blueprint.get("/answer/declined")
@public
def declined() -> str:
    """Thanks, and the assurance that nothing was kept."""
    return render_template("respondent/declined.html")


@blueprint.route("/answer/code", methods=["GET", "POST"])
@public
def code() -> str | Response | tuple[str, int]:
    """Opens a draft by its code, on any device."""
    form = CodeForm()
    if request.method == "GET":
        return render_template("respondent/code.html", form=form, error=None)
    visit, error = try_code(form.code.data or "")
    if visit is None:
        return render_template("respondent/code.html", form=form, error=error), 400
    return redirect(after_entry(visit))


def try_code(text: str) -> tuple[Visit | None, str]:
    """The opened draft, or what to say; wrong and spent codes get the same answer."""
    if too_many_wrong_codes():
        return None, _("Too many wrong codes. Please wait ten minutes and try again.")
    try:
        visit = enter(text)
    except CodeRefused:
        return None, _("This code is mistyped. Please check each group of four letters and digits.")
    if visit is None:
        code_was_wrong()
    return visit, _("This code does not open a questionnaire. Please check it.")


def after_entry(visit: Visit) -> str:
    """Where a code leads: to the sections, or first to the consent question."""
    if visit.has_consent:
        return url_for("pages.hub")
    return url_for("respondent.consent", questionnaire=visit.wave.questionnaire)


@blueprint.route("/leave", methods=["GET", "POST"])
@public
def leave_page() -> Response:
    """Forgets this visit at once and shows a neutral page."""
    leave()
    response = redirect(url_for("public.neutral"), code=303)
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response


def _open_wave(questionnaire: str, name: str | None) -> Wave | None:
    """The wave of an address that takes answers now; None where none or several do."""
    waves = [each for each in open_waves(questionnaire) if name in (None, each.name)]
    return waves[0] if len(waves) == 1 else None


def _choice(questionnaire: str, name: str | None) -> str | tuple[str, int]:
    """The open rounds of a questionnaire to choose from; where none is, that it is over."""
    waves = open_waves(questionnaire) if name is None else ()
    if len(waves) > 1:  # one whose copy is damaged hides no other
        found = [(wave, _form_or_none(wave)) for wave in waves]
        choices = [(wave, words) for wave, words in found if words is not None]
        return render_template("respondent/rounds.html", choices=choices, long_date=long_date)
    here = [each for each in list_waves(questionnaire) if name in (None, each.name)]
    is_over = not any(each.takes_answers for each in here)
    days = [each.ended for each in here if is_over and each.ended is not None]
    ended = long_date(max(days)) if days else None
    return render_template("respondent/closed.html", ended=ended), 404


def _visit_of(questionnaire: str, name: str | None) -> Visit | None:
    """The open draft, where it belongs to the round of this address."""
    visit = open_visit()
    if visit is None or visit.wave.questionnaire != questionnaire:
        return None
    return visit if name in (None, visit.wave.name) else None


def form_of(wave: Wave) -> FormWords:
    """What a wave asks, in the language of this page."""
    return take_form(wave, wave.edition, current_language())


def _form_or_none(wave: Wave) -> FormWords | None:
    try:
        return form_of(wave)
    except (QuestionnaireMissing, QuestionnaireRefused):
        return None


def held_code() -> str | None:
    """The code of the open draft, while this browser stays open."""
    return session.get("code")
