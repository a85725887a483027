"""Start: purpose, promise, consent, code; and how to leave."""

import math

from flask import (
    Blueprint,
    after_this_request,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import ValidationError

from surveyapp.fieldwork.codes import CodeRefused
from surveyapp.formats.questionnaire_folder import questionnaire_names
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import AskedQuestion
from surveyapp.questions.base import Reading
from surveyapp.storage.waves import Wave, open_waves
from surveyapp.web.access import public
from surveyapp.web.clock import today
from surveyapp.web.hosts import is_surely_own_page
from surveyapp.web.language import current_language, remember_language
from surveyapp.web.limits import limiter, too_many, try_of_code
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
@public
def start(questionnaire: str) -> str | tuple[str, int]:
    """What the questionnaire is for, how long it takes, and what is promised."""
    wave = _open_wave(questionnaire)
    if wave is None:
        return render_template("respondent/closed.html"), 404
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
@public
def begin_here(questionnaire: str) -> Response | tuple[str, int]:
    """Starts at once where no consent is asked for; a GET never starts anything."""
    wave = _open_wave(questionnaire)
    if wave is None or not wave.is_synthetic or not CodeForm().validate_on_submit():
        return render_template("respondent/closed.html"), 404
    words = form_of(wave)
    if words.form.consent is not None:
        return redirect(url_for("respondent.consent", questionnaire=questionnaire))
    return redirect(after_entry(begin(wave.name)))


@blueprint.route("/respond/<questionnaire>/consent", methods=["GET", "POST"])
@public
def consent(questionnaire: str) -> str | Response | tuple[str, int]:
    """The consent question; "no" ends politely and stores nothing."""
    visit = open_visit()
    wave = visit.wave if visit else _open_wave(questionnaire)
    if wave is None or (visit is None and not wave.is_synthetic):
        return render_template("respondent/closed.html"), 404
    posted = {key: request.form.getlist(key) for key in request.form}
    if "switch" in posted:
        remember_language(posted["switch"][0])
    form = form_of(wave)
    if form.form.consent is None:
        return redirect(url_for("respondent.start", questionnaire=questionnaire))
    return _ask_consent(form, wave, form.form.questions[form.form.consent], posted)


def _ask_consent(
    words: FormWords, wave: Wave, asked: AskedQuestion, posted: dict[str, list[str]]
) -> str | Response | tuple[str, int]:
    form = open_form(words, words.form.page(asked.page), [asked.name], None)
    fill_as_typed(form, Flow(words.form, {}), posted)
    reading = asked.question.read(posted, current_language(), ())
    error = _consent_error(form, posted, reading)
    if error is None and reading.cells[asked.name] != words.form.consent_given:
        return decline(open_visit())
    if error is None:
        visit = open_visit() or begin(wave.name)
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
    if not _is_asked_for_here():
        return None, _("The page was open for too long. Please send the code again.")
    try:
        with try_of_code() as counted:
            visit = enter(text)
            counted.was_wrong = visit is None
    except CodeRefused:
        return None, _("This code is mistyped. Please check each group of four letters and digits.")
    if counted.was_wrong and counted.is_too_many:
        return None, _slowed_down(counted.seconds_left)
    return visit, _("This code does not open a questionnaire. Please check it.")


def _slowed_down(seconds: int) -> str:
    limiter.delay()
    too_many(seconds)
    words = ngettext(
        "Too many wrong codes came from your network. A right code opens your answers at any time;"
        " otherwise please come again in %(num)s minute.",
        "Too many wrong codes came from your network. A right code opens your answers at any time;"
        " otherwise please come again in %(num)s minutes.",
        math.ceil(seconds / 60),
    )
    return str(words)


def _is_asked_for_here() -> bool:
    """Whether a page of ours asked for the code, and no other site made the browser send one.

    Otherwise somebody might type into a draft that another person can open. Whoever has no cookie
    any more has no token either, and is not kept out.
    """
    if not getattr(session, "had_token", False) or is_surely_own_page(request):
        return True
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def after_entry(visit: Visit) -> str:
    """Where a code leads: to the sections, or first to the consent question."""
    if visit.has_consent:
        return url_for("pages.hub")
    return url_for("respondent.consent", questionnaire=visit.wave.questionnaire)


@blueprint.route("/leave", methods=["GET", "POST"])
@public
def leave_page() -> Response:
    """Forgets this visit at once and shows a neutral page."""

    @after_this_request
    def _clear(response: Response) -> Response:
        """Also when the server could not write that the visit has ended."""
        response.headers["Clear-Site-Data"] = '"cookies", "storage"'
        return response

    leave()
    return redirect(url_for("public.neutral"), code=303)


def _open_wave(questionnaire: str) -> Wave | None:
    """The wave that takes answers now; a demo wave is open to everybody."""
    if questionnaire not in questionnaire_names():
        return None
    waves = open_waves(questionnaire)
    return waves[-1] if waves else None


def form_of(wave: Wave) -> FormWords:
    """What a wave asks, in the language of this page."""
    return take_form(wave.questionnaire, wave.edition, current_language(), wave.parameters)


def held_code() -> str | None:
    """The code of the open draft, while this browser stays open."""
    return session.get("code")
