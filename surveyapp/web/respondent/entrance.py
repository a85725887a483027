"""Entrance: a code opens a draft, and leads to the sections or first to the consent question."""

from flask import session, url_for
from flask_babel import gettext as _

from surveyapp.fieldwork.codes import CodeRefused
from surveyapp.storage.waves import Wave
from surveyapp.web.limits import code_was_wrong, too_many_wrong_codes
from surveyapp.web.respondent.visit import Visit, enter


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
    """Where a code leads."""
    if visit.receipt:
        return url_for("review.receipt")
    if visit.has_consent or not visit.wave.takes_answers:
        return url_for("pages.hub")
    return consent_address(visit.wave)


def consent_address(wave: Wave) -> str:
    """Where the consent question of a round is asked."""
    return url_for("respondent.consent", questionnaire=wave.questionnaire, wave_name=wave.name)


def held_code() -> str | None:
    """The code of the open draft, while this browser stays open."""
    return session.get("code")
