"""Invitation: its code is exchanged once, by a button, for the access code of an empty draft.

A GET changes nothing: mail scanners and previews follow links.
"""

import secrets
from functools import partial

from flask import Blueprint, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from surveyapp.fieldwork.codes import CodeKind, CodeRefused, read_code
from surveyapp.fieldwork.invitation import InvitationStatus, code_in_exchange
from surveyapp.storage.drafts import draft_state
from surveyapp.storage.invitations import Invitation, decline, exchange, invitation_of
from surveyapp.storage.waves import wave
from surveyapp.storage.workspaces import create_with, open_workspace
from surveyapp.web.access import public
from surveyapp.web.current_instance import current_instance
from surveyapp.web.language import current_language, long_date, remember_language
from surveyapp.web.limits import try_of_code
from surveyapp.web.respondent.code_words import mistyped_words
from surveyapp.web.respondent.entrance import (
    after_entry,
    code_errors,
    fresh_code,
    is_asked_for_here,
    slowed_down,
    too_old_words,
    try_code,
    unknown_code_words,
)
from surveyapp.web.respondent.guard import SWITCH, first, posted, turn_away
from surveyapp.web.respondent.held_visit import enter_fresh, open_visit
from surveyapp.web.respondent.not_stored import closed_refusal, refusal_page
from surveyapp.web.respondent.start_page import contact
from surveyapp.web.respondent.visit import Visit

Answer = str | tuple[str, int] | Response
PAGE_WORD, WORD_BYTES = "invited", 16
"""In the cookie: what makes one access code of all that is sent from this browser's pages of an
invitation, so that a second press, or the same page after a broken line, gets the code again."""

blueprint = Blueprint("invitation", __name__)
turn_away(blueprint)


class InvitationForm(FlaskForm):
    """The code of an invitation."""

    code = StringField()
    word = HiddenField()


class _Refused(ValueError):
    """Why an invitation is not exchanged, in words for its page."""


@blueprint.get("/i/")
@blueprint.get("/i/<code>")
@public
def invited(code: str = "") -> str:
    """Says what the button does; looks nothing up."""
    return invitation_page(code)


@blueprint.get("/i/open")
@public
def opened() -> str:
    """The access code again, in another language or after a reload, in the browser that has it."""
    visit = _fresh_visit()
    return _opened_page(visit) if visit else invitation_page("")


@blueprint.post("/i/open")
@public
def open_() -> Answer:
    """Exchanges the code for an access code, and shows it; an access code opens its draft.

    Where our cookie came back the page that shows it has an address of its own, so that going back
    after leaving sends nothing again; without, no other page could show it.
    """
    remember_language(first(posted(), SWITCH))
    form = InvitationForm()
    typed = form.code.data or ""
    if SWITCH in posted():
        return invitation_page(typed)
    if _kind_of(typed) in {CodeKind.WORKSPACE, CodeKind.HAND_OVER}:
        return _entered(typed)
    visit = _opened_before(typed)
    keeps_cookies = visit is not None or PAGE_WORD in session
    if visit is None:
        try:
            found = _found(typed)
            if not wave(found.wave).takes_answers:
                return refusal_page(closed_refusal(wave(found.wave))), 409
            visit = _exchanged(found, _word_in(form.word.data or ""))
        except _Refused as refused:
            return invitation_page(typed, str(refused)), 400
    return redirect(url_for("invitation.opened"), 303) if keeps_cookies else _opened_page(visit)


@blueprint.post("/i/decline")
@public
def decline_() -> Answer:
    """Keeps that an institution takes no part, where it is known whose the invitation is."""
    remember_language(first(posted(), SWITCH))
    typed = InvitationForm().code.data or ""
    try:
        is_known = decline(_found(typed))
    except _Refused as refused:
        return invitation_page(typed, str(refused)), 400
    return render_template(
        "respondent/invitation_declined.html", is_known=is_known, contact=contact()
    )


def invitation_page(code: str, error: str | None = None) -> str:
    """What the button does, with the code in its field."""
    form = InvitationForm(formdata=None, code=code, word=_page_word())
    errors = code_errors("code", error, str(_("Code of the invitation")))
    return render_template("respondent/invitation.html", form=form, error=error, errors=errors)


def is_invitation(text: str) -> bool:
    """Whether what was typed is the code of an invitation, as far as the code itself can tell."""
    return _kind_of(text) is CodeKind.INVITATION


def _kind_of(text: str) -> CodeKind | None:
    """What a code says that it opens; None for what is no code."""
    try:
        return read_code(text).kind
    except CodeRefused:
        return None


def _entered(typed: str) -> Answer:
    """Where an access code leads that was typed here, by somebody who comes back by the link."""
    visit, error = try_code(typed, first(posted(), "csrf_token"))
    return redirect(after_entry(visit)) if visit else (invitation_page(typed, error), 400)


def _found(typed: str) -> Invitation:
    """The invitation of a code. Raises _Refused."""
    if not is_asked_for_here(first(posted(), "csrf_token")):
        raise _Refused(too_old_words())
    try:
        with try_of_code() as counted:
            found = invitation_of(typed, current_instance().pepper)
            counted.was_wrong = found is None
    except CodeRefused as refused:
        raise _Refused(mistyped_words(refused)) from refused
    if found is None:
        is_slow = counted.is_too_many
        raise _Refused(slowed_down(counted.seconds_left) if is_slow else unknown_code_words())
    return found


def _exchanged(found: Invitation, page_word: bytes) -> Visit:
    """The empty draft that was opened with it. Raises _Refused when it was opened before.

    From the same page it is opened once more as long as nothing was saved in it, for an answer that
    got lost on its way would take the access code along.
    """
    pepper = current_instance().pepper
    code = code_in_exchange(found.invitation_id, page_word, pepper).written
    begin = partial(create_with, code, found.wave, pepper, found.invitation_id)
    if not exchange(found, begin) and not _is_unused(found, code):
        raise _Refused(_spent_words())
    return enter_fresh(code)


def _is_unused(found: Invitation, code: str) -> bool:
    """Whether the code opens a draft in which nothing was saved yet."""
    is_revoked = found.status is InvitationStatus.REVOKED
    opened = None if is_revoked else open_workspace(code, current_instance().pepper)
    if opened is None:
        return False
    return Visit(opened, draft_state(opened), current_language(), "").is_untouched


def _page_word() -> str:
    """The word of this browser's pages; one that keeps no cookies gets another on each page."""
    return str(session.setdefault(PAGE_WORD, secrets.token_hex(WORD_BYTES)))


def _word_in(typed: str) -> bytes:
    """The word that a page carried; a new one where it carried none."""
    try:
        word = bytes.fromhex(typed)
    except ValueError:
        word = b""
    return word if len(word) == WORD_BYTES else secrets.token_bytes(WORD_BYTES)


def _opened_before(typed: str) -> Visit | None:
    """The draft of this browser where the same invitation opened it, so that a reload shows it."""
    visit = _fresh_visit()
    if visit is None or not is_invitation(typed):
        return None
    found = invitation_of(typed, current_instance().pepper)
    is_same = found is not None and found.invitation_id == visit.own.invitation
    return visit if is_same else None


def _fresh_visit() -> Visit | None:
    """The draft that an invitation opened in this browser."""
    visit = open_visit() if fresh_code() else None
    is_invited = visit is not None and visit.handed is None and visit.own.invitation is not None
    return visit if is_invited else None


def _opened_page(visit: Visit) -> str:
    return render_template(
        "respondent/invitation_opened.html",
        code=fresh_code(),
        onward=after_entry(visit),
        visit=visit,
        long_date=long_date,
    )


def _spent_words() -> str:
    return str(
        _(
            "This invitation was opened before, here or on another device. Whoever opened it has an"
            " access code: please ask your colleagues for it. If it was nobody of your institution,"
            " or the access code is lost, please tell those who invited you: they give you a new"
            " invitation."
        )
    )
