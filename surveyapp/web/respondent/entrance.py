"""Entrance: a code opens a draft, and leads to the start page, the consent or the sections."""

import math

from flask import request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from surveyapp.fieldwork.codes import CodeRefused
from surveyapp.storage.handed_over import HandOverKind
from surveyapp.storage.waves import Wave
from surveyapp.web.hosts import is_surely_own_page
from surveyapp.web.limits import limiter, too_many, try_of_code
from surveyapp.web.respondent.code_words import mistyped_words
from surveyapp.web.respondent.held_visit import AnotherDraft, enter
from surveyapp.web.respondent.page_form import ErrorLink
from surveyapp.web.respondent.visit import Visit


def try_code(text: str, token: str, mark: str | None = None) -> tuple[Visit | None, str]:
    """The opened draft, or what to say; wrong and spent codes get the same answer.

    token: what the page that asked for the code carried; mark: of the form that waits for it.
    """
    if not is_asked_for_here(token):
        return None, too_old_words()
    try:
        with try_of_code() as counted:
            visit = enter(text, mark)
            counted.was_wrong = visit is None
    except CodeRefused as refused:
        return None, mistyped_words(refused)
    except AnotherDraft:
        return None, _("This code opens another questionnaire, not the one of this page.")
    if counted.was_wrong and counted.is_too_many:
        return None, slowed_down(counted.seconds_left)
    return visit, unknown_code_words()


def code_errors(field: str, error: str | None, label: str = "") -> tuple[ErrorLink, ...]:
    """What is wrong with a code, for the summary of the page; nothing where it is not.

    label: of the field; "" for that of an access code.
    """
    return (ErrorLink(field, label or str(_("Your access code")), error),) if error else ()


def after_entry(visit: Visit) -> str:
    """Where a code leads: the first time to the start page.

    The address says so where no cookie came, in case none comes back.
    """
    is_first = visit.handed is None and visit.is_untouched
    if visit.wave.takes_answers and not visit.receipt and is_first:
        return _in_round("respondent.start", visit.wave, entered_mark())
    return onward(visit)


def onward(visit: Visit) -> str:
    """Where somebody goes on who has read the start page, in an address as `after_entry`."""
    if visit.handed:
        is_approver = visit.handed.kind is HandOverKind.APPROVE
        opened = "approval.summary" if is_approver else "pages.hub"
        return url_for(opened, entered=entered_mark())
    if visit.receipt:
        return url_for("review.receipt", entered=entered_mark())
    if visit.has_consent or not visit.wave.takes_answers:
        return url_for("pages.hub", entered=entered_mark())
    return consent_address(visit.wave, entered_mark())


def consent_address(wave: Wave, entered: str | None = None) -> str:
    """Where the consent question of a round is asked."""
    return _in_round("respondent.consent", wave, entered)


def _in_round(endpoint: str, wave: Wave, entered: str | None) -> str:
    return url_for(endpoint, questionnaire=wave.questionnaire, wave_name=wave.name, entered=entered)


def entered_mark() -> str | None:
    """What an address carries where no cookie came, in case none comes back; else None."""
    return None if request.cookies else "1"


def held_code() -> str | None:
    """The code of the open draft, while this browser stays open."""
    return session.get("code")


def fresh_code() -> str | None:
    """The code of a draft that was begun in this visit, which nobody has seen yet."""
    return held_code() if session.get("fresh") else None


def too_old_words() -> str:
    """What is said of a code that came without its page."""
    return str(_("The page was open for too long. Please send the code again."))


def unknown_code_words() -> str:
    """The same for codes that never were and codes that open nothing any more."""
    return str(_("This code does not open a questionnaire. Please check it."))


def slowed_down(seconds: int) -> str:
    """Makes a wrong try wait, and says for how long. seconds: until tries are taken again."""
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


def is_asked_for_here(token: str) -> bool:
    """Whether a page of ours asked for the code, and no other site made the browser send one.

    Otherwise somebody might type into a draft that another person can open. Whoever has no cookie
    any more has no token either, and is not kept out.
    """
    if not getattr(session, "had_token", False) or is_surely_own_page(request):
        return True
    try:
        validate_csrf(token)
    except ValidationError:
        return False
    return True
