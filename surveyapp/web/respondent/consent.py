"""Consent: the question before all others, and a no that comes later."""

from collections.abc import Callable, Mapping

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf, validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from surveyapp.questionnaire.flow import question_of
from surveyapp.questionnaire.model import AskedQuestion
from surveyapp.questions.base import Reading
from surveyapp.storage.drafts import DraftConflict
from surveyapp.storage.hand_overs import erase
from surveyapp.storage.waves import Wave
from surveyapp.web.access import public, respondent
from surveyapp.web.clock import today
from surveyapp.web.current_instance import current_instance
from surveyapp.web.language import current_language, remember_language
from surveyapp.web.respondent.asked_back import tell_nothing
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.guard import (
    MARK,
    SWITCH,
    TOKEN,
    VERSIONS,
    Posted,
    admit_to_write,
    current_visit,
    draft_blueprint,
    first,
    posted,
)
from surveyapp.web.respondent.held_visit import begin, leave
from surveyapp.web.respondent.not_stored import not_agreed
from surveyapp.web.respondent.page_form import ErrorLink, PageForm, open_form, open_guidance
from surveyapp.web.respondent.start import blueprint as start_blueprint
from surveyapp.web.respondent.start import (
    choose_round,
    form_of,
    no_visit_words,
    open_wave,
    visit_of,
)
from surveyapp.web.respondent.told import tell, told
from surveyapp.web.respondent.visit import Visit, insist, revise
from surveyapp.web.words import refusal_words

blueprint = draft_blueprint("consent")


@start_blueprint.route("/respond/<questionnaire>/consent", methods=["GET", "POST"])
@start_blueprint.route("/respond/<questionnaire>/<wave_name>/consent", methods=["GET", "POST"])
@public
def consent(questionnaire: str, wave_name: str | None = None) -> str | Response | tuple[str, int]:
    """The consent question; before there is a draft, "no" ends politely and stores nothing."""
    form = posted()
    visit = admit_to_write() if MARK in form else None if form else visit_of(wave_name)
    if visit is not None and (visit.handed or visit.receipt or not visit.wave.takes_answers):
        return redirect(url_for("pages.hub"))
    wave = visit.wave if visit else open_wave(questionnaire, wave_name)
    if wave is None:
        return choose_round(questionnaire, wave_name)
    if visit is None and not wave.is_synthetic:
        return redirect(url_for("respondent.code", entered=request.args.get("entered")))
    if SWITCH in form:
        remember_language(first(form, SWITCH))
    words = form_of(wave)
    if words.form.consent is None:
        start = url_for("respondent.start", questionnaire=questionnaire, wave_name=wave.name)
        return redirect(start)
    return _ask(words, wave, visit, form)


@blueprint.route("/answer/decline", methods=["GET", "POST"])
@respondent
def decline() -> str | Response:
    """Asks before a draft with answers is put away, says what goes, and takes it back.

    Pressed twice, it leads to the same place. Where something was saved, put away or deleted since
    the page was shown, nothing is done and it asks again.
    """
    visit = current_visit()
    if visit.full.consent is None:
        abort(404)  # nobody was asked to agree
    if request.method != "POST":
        return _decline_page(visit)
    act = first(posted(), "form-act")
    if act not in _DECISIONS or (act == "undo" and visit.has_consent):
        return redirect(url_for("pages.hub"))
    if act == "stop" and visit.has_declined:
        return redirect(url_for("consent.decline"))
    return _decide(visit, act)


@start_blueprint.get("/answer/declined")
@public
def declined() -> str:
    """Thanks, and the assurance that nothing was kept."""
    return render_template("respondent/declined.html")


def _ask(
    words: FormWords, wave: Wave, visit: Visit | None, typed: Posted
) -> str | Response | tuple[str, int]:
    asked = words.form.questions[words.form.consent or ""]
    form = open_form(words, words.form.page(asked.page), [asked.name], None)
    reading = asked.question.read(typed, current_language(), ())
    error = _error(visit, typed, reading)
    if error is None and reading.cells.get(asked.name) != words.form.consent_given:
        return _say_no(visit)
    if error is None:
        revise(visit or begin(wave.name), _agree)
        return redirect(url_for("pages.hub"))
    _show(form, asked, typed, error)
    token = generate_csrf()
    page = render_template(
        "respondent/consent.html",
        words=words,
        wave=wave,
        form=form,
        visit=visit,
        token=token,
        errors=_lines(form, error),
        conditions=open_guidance(form, asked.name),
    )
    return page, 422 if error else 200


def _show(form: PageForm, asked: AskedQuestion, typed: Posted, error: str) -> None:
    part = form.part(asked.name)
    if part is not None:
        part.state.fields = {name: tuple(values) for name, values in typed.items()}
        part.state.errors = {asked.name: error} if error else {}


def _lines(form: PageForm, error: str) -> tuple[ErrorLink, ...]:
    return tuple(ErrorLink(p.question, p.words.number, error) for p in form.questions() if error)


def _error(visit: Visit | None, typed: Posted, reading: Reading) -> str | None:
    """None: go on; "": only show the page; else what is wrong."""
    if request.method != "POST" or SWITCH in typed:
        return ""
    if reading.refusals:
        return refusal_words(reading.refusals[0])
    if not reading.cells:
        return str(_("Please choose yes or no."))
    if visit is None and not _has_token(typed):
        return no_visit_words()
    return None


def _has_token(typed: Posted) -> bool:
    """Whether the form came from a page of this visit.

    Its name has a dash: a question may be called like a field of Flask-WTF.
    """
    try:
        validate_csrf(first(typed, TOKEN))
    except ValidationError:
        return False
    return True


def _say_no(visit: Visit | None) -> Response:
    """Where nothing was answered nothing is asked; else the institution is told what would go."""
    if visit is None:
        return redirect(url_for("respondent.declined"))
    return insist(visit, _end_unless_answered)[1]


def _end_unless_answered(visit: Visit) -> Response:
    """Raises DraftConflict where a colleague answers meanwhile."""
    has_comments = any(visit.draft.comments(each.name) for each in visit.full.sections)
    if has_comments or count_answers(visit):
        return redirect(url_for("consent.decline"))
    return _delete(visit)


def count_answers(visit: Visit) -> int:
    """Questions of which something stands in the draft, as the list of sections counts them.

    A reason counts like an answer, and so does what waits in a field; the consent is left out.
    """
    draft = visit.draft
    waiting = (*draft.entries_of(), *draft.entries_elsewhere())
    held = {question_of(address) for address in (*draft, *waiting)}
    return len(held - {visit.full.consent})


def _decline_page(visit: Visit) -> str | Response:
    """What there is to decide; where nobody agreed, as after a deletion, that there is nothing."""
    if not (visit.has_declined or visit.has_consent):
        return not_agreed()
    return render_template(
        "respondent/decline.html",
        visit=visit,
        words=visit.words,
        count=count_answers(visit),
        versions=visit.draft.versions_mark(),
        has_changed=told("changed"),
    )


def _decide(visit: Visit, act: str) -> Response:
    """Does it on the draft as the page showed it, and on no other."""
    is_as_shown = first(posted(), VERSIONS) == visit.draft.versions_mark()
    if is_as_shown and (act == "stop" or visit.has_declined):
        try:
            return _DECISIONS[act](visit)
        except DraftConflict:
            pass  # somebody was quicker
    return redirect(tell(url_for("consent.decline"), changed=1))


def _put_away(visit: Visit) -> Response:
    visit.draft.write_index(declined=True)
    visit.draft.write({visit.full.consent or "": None})
    visit.draft.commit(today())
    return redirect(url_for("consent.decline"))


def _take_part(visit: Visit) -> Response:
    _agree(visit)
    visit.draft.commit(today())
    return redirect(url_for("pages.hub"))


def _delete(visit: Visit) -> Response:
    """Nothing of the answers remains, also not what was told of them."""
    tell_nothing(visit)
    held, pepper = visit.draft.sections(), current_instance().pepper
    erase(visit.own, held, visit.draft.versions(), pepper, today())
    leave()
    return redirect(url_for("respondent.declined"))


_DECISIONS: Mapping[str, Callable[[Visit], Response]] = {
    "stop": _put_away,
    "undo": _take_part,
    "erase": _delete,
}


def _agree(visit: Visit) -> None:
    visit.draft.write_index(declined=None)
    visit.draft.write({visit.full.consent or "": visit.full.consent_given})
