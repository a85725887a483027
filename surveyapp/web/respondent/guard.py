"""Guard: a form writes only into the draft that it was made for, and only while that is open.

Every route of a draft stands behind it. What it turns away keeps everything that was typed, on a
page that says why and what to do.
"""

from contextlib import suppress

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.questionnaire.model import FULL
from surveyapp.storage.drafts import DraftSent
from surveyapp.storage.handed_over import HandOverKind, TakenBack
from surveyapp.storage.waves import WaveRefused, list_waves
from surveyapp.web.errors import TROUBLES
from surveyapp.web.language import current_language, keep_to, remember_language
from surveyapp.web.respondent.entrance import (
    code_errors,
    consent_address,
    onward,
    try_code,
)
from surveyapp.web.respondent.expected import remember_sections
from surveyapp.web.respondent.form_words import FormWords, current_form, take_form
from surveyapp.web.respondent.held_visit import open_visit
from surveyapp.web.respondent.not_stored import (
    already_sent,
    closed,
    not_agreed,
    not_handed_over,
    taken_back,
    trouble,
)
from surveyapp.web.respondent.told import forget_told, not_done_yet, pressed_again_at
from surveyapp.web.respondent.typed_words import typed_words
from surveyapp.web.respondent.visit import Visit

MARK, CODE, TOKEN = "form-draft", "form-code", "form-token"
SWITCH, LANGUAGE = "form-switch", "form-language"
VERSIONS, WAVE = "form-versions", "form-wave"
Posted = dict[str, list[str]]

# What may still be read or done after sending, and before the institution agreed.
AFTER_SENDING = frozenset(
    {
        "review.receipt",
        "review.copy",
        "review.copy_pdf",
        "withdrawal.withdraw",
        "asked_back.reply_",
        "asked_back.progress",
        "hand_over.overview",
        "hand_over.made",
        "hand_over.take_back",
    }
)
# What changes no answer, also where nothing can be answered any more.
BESIDE_ANSWERS = frozenset(
    {
        "withdrawal.withdraw",
        "hand_over.take_back",
        "asked_back.reply_",
        "asked_back.progress",
    }
)
# Pages on which something is typed; any other button is pressed again, by somebody who looks.
TYPED_THERE = frozenset(
    {
        "pages.page",
        "respondent.consent",
        "hand_over.overview",
        "table_sheet.sheet",
        "table_sheet.fill",
        "approval.summary",
        "comments.section",
        "asked_back.reply_",
        "last_round.enter_code",
    }
)
# All that a colleague's code opens; whatever is added to the product is shut to it.
HANDED_OVER = {
    HandOverKind.ANSWER: frozenset(
        {
            "pages.hub",
            "pages.later",
            "pages.page",
            "aside.section",
            "aside.table",
            "table_sheet.sheet",
            "table_sheet.workbook",
            "table_sheet.fill",
            "comments.section",
        }
    ),
    HandOverKind.APPROVE: frozenset({"approval.summary"}),
}
BEFORE_CONSENT = frozenset({"consent.decline", "respondent.consent"})


def draft_blueprint(name: str) -> Blueprint:
    """A blueprint whose routes all work on an open draft; see `current_visit`."""
    made = Blueprint(name, __name__)
    made.before_request(_admit)
    made.after_request(_learn)
    turn_away(made)
    return made


def _learn(response: Response) -> Response:
    if "visit" in g:
        remember_sections(current_visit())
    return response


def turn_away(blueprint: Blueprint) -> None:
    """What was sent or closed while a request of this blueprint was at work is said as such."""
    blueprint.register_error_handler(DraftSent, lambda _refused: already_sent())
    blueprint.register_error_handler(WaveRefused, lambda _refused: closed())
    blueprint.register_error_handler(TakenBack, lambda _refused: taken_back())
    for kind in TROUBLES:
        blueprint.register_error_handler(kind, trouble)


def current_visit() -> Visit:
    """The draft that this request may read, and where it posts, write."""
    visit: Visit = g.visit
    return visit


def posted() -> Posted:
    """What was sent, by field name."""
    return request.form.to_dict(flat=False)


def first(form: Posted, name: str) -> str:
    """The first value of a field; "" when it was not sent."""
    return (form.get(name) or [""])[0]


def admit_to_write() -> Visit:
    """The draft to which the posted form belongs; whatever may not write is turned away."""
    g.visit = _to_write()
    return current_visit()


def _admit() -> None:
    if request.method == "POST":
        admit_to_write()
    else:
        g.visit = _to_read()


def _to_read() -> Visit:
    visit = open_visit()
    if visit is None:
        abort(redirect(url_for("respondent.code", entered=request.args.get("entered"))))
    if visit.handed:
        _admit_colleague(visit)
    elif visit.receipt:
        if request.endpoint not in AFTER_SENDING:
            abort(redirect(url_for("review.receipt")))
    elif visit.wave.takes_answers and _must_agree(visit):
        abort(redirect(consent_address(visit.wave)))
    return visit


def _admit_colleague(visit: Visit) -> None:
    """Turns away from what was not handed over, and once there is nothing left to do."""
    g.visit = visit
    if visit.handed and request.endpoint not in HANDED_OVER[visit.handed.kind]:
        abort(not_handed_over(visit, onward(visit)))
    if visit.state.is_sent:
        abort(already_sent())
    if visit.wave.takes_answers and _must_agree(visit):
        abort(not_agreed())


def _to_write() -> Visit:
    """The draft to which the posted form belongs; its code may be typed beside."""
    form, error = posted(), ""
    remember_language(first(form, SWITCH))  # also where what stands on the page cannot be stored
    visit, mark = open_visit(), first(form, MARK)
    if not (visit and visit.owns(mark)):
        remember_language(first(form, SWITCH) or first(form, LANGUAGE))
        if CODE in form and SWITCH not in form:
            entered, error = try_code(first(form, CODE), first(form, TOKEN), mark)
            if entered and request.endpoint not in TYPED_THERE:
                abort(redirect(pressed_again_at(entered)))
            visit = entered or visit
    if visit is None:
        abort(_ask_for_code(form, error))
    if not visit.owns(mark):
        abort(_ask_for_other_code(form, error))
    g.visit = visit
    forget_told()
    _check_state(visit)
    return visit


def _check_state(visit: Visit) -> None:
    """Turns away what may not be written any more, or not yet, or never with this code."""
    if visit.handed:
        _admit_colleague(visit)
    if request.endpoint in (AFTER_SENDING if visit.receipt else BESIDE_ANSWERS):
        return
    if visit.receipt:
        abort(already_sent())
    if not visit.wave.takes_answers:
        abort(closed())
    if _must_agree(visit):
        abort(not_agreed())


def _must_agree(visit: Visit) -> bool:
    return not visit.has_consent and request.endpoint not in BEFORE_CONSENT


def _ask_for_code(form: Posted, error: str) -> Response:
    """The visit ended: what was typed waits in the page until the code is entered."""
    if request.endpoint not in TYPED_THERE:
        return _keep(form, _("Enter the access code"), not_done_yet(), error, 403)
    title = _("Enter your code to save")
    words = _(
        "This visit has ended, or this browser keeps no cookies. Nothing you typed is lost: enter"
        " your access code and it will be saved."
    )
    return _keep(form, title, words, error, 403)


def _ask_for_other_code(form: Posted, error: str) -> Response:
    """Another draft is open in this browser: nothing of the form may get into it."""
    title = _("This page belongs to another questionnaire")
    if request.endpoint not in TYPED_THERE:
        pressed = _(
            "Another access code was entered in this browser since you opened the page. Nothing was"
            " done. Enter the code of the questionnaire you were answering, and press the button"
            " again on the page that follows."
        )
        return _keep(form, title, pressed, error, 409)
    words = _(
        "Another access code was entered in this browser since you opened the page. Nothing was"
        " stored. To save what you typed, enter the code of the questionnaire you were answering."
    )
    return _keep(form, title, words, error, 409)


def _words_asked(form: Posted) -> FormWords | None:
    """What stood on a page whose visit has ended; None where not everybody may read it now."""
    name = first(form, WAVE) or (request.view_args or {}).get("wave_name")
    wave = next((each for each in list_waves() if each.name == name and each.takes_answers), None)
    if wave is None:
        return None
    with suppress(QuestionnaireMissing, QuestionnaireRefused):
        keep_to(current_form(wave).languages)
        return take_form(wave, FULL, current_language())
    return None


def _keep(form: Posted, title: str, words: str, error: str, status: int) -> Response:
    kept = {name: values for name, values in form.items() if name not in (CODE, SWITCH, TOKEN)}
    page = render_template(
        "respondent/kept.html",
        title=title,
        explanation=words,
        error=error,
        errors=code_errors(CODE, error),
        kept=kept,
        typed=typed_words(_words_asked(form), form),
        code=first(form, CODE),
        token=generate_csrf(),
    )
    return make_response(page, status)
