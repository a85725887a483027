"""Asked back: what those who invited an institution want to know, and how far it says it is.

Both stand with the contacts, under the institution's name; neither holds an answer.
"""

from flask import redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from surveyapp.fieldwork.progress import SectionStatus, section_statuses
from surveyapp.storage.inquiries import (
    LONGEST,
    Inquiry,
    inquiry_of,
    open_inquiries,
    progress_told,
    reply,
    tell_progress,
)
from surveyapp.web.access import respondent
from surveyapp.web.respondent.guard import current_visit, draft_blueprint, first, posted
from surveyapp.web.respondent.not_stored import NotStored, refused
from surveyapp.web.respondent.visit import Visit

blueprint = draft_blueprint("asked_back")


@blueprint.post("/answer/reply")
@respondent
def reply_() -> Response:
    """Closes an inquiry, with words or without; pressed twice it is closed once.

    What cannot be kept, for it is too long or a colleague replied, is shown again.
    """
    visit = current_visit()
    invitation, form = visit.own.invitation, posted()
    words = first(form, "reply").replace("\r\n", "\n").strip()
    if len(words) > LONGEST:
        return _refused(visit, _("Your reply is too long"), _longest_words(), 422)
    inquiry_id = _id_in(first(form, "form-inquiry"))
    if invitation is None or reply(invitation, inquiry_id, words):
        return _back(visit)
    kept = inquiry_of(invitation, inquiry_id)
    if not words or (kept is not None and kept.reply == words):
        return _back(visit)
    said = _("One reply is kept for each question. Yours was not sent.")
    return _refused(visit, _("Somebody else has replied"), said, 409)


@blueprint.post("/answer/progress")
@respondent
def progress() -> Response:
    """Tells how far the sections are now, or takes it back."""
    visit = current_visit()
    if visit.own.invitation is not None:
        is_open = visit.wave.takes_answers and not visit.receipt
        is_told = is_open and first(posted(), "form-tell") == "1"
        statuses = section_statuses(visit.flow, visit.draft.entries_of()) if is_told else ()
        told = {each.section.name: _how_far(each) for each in statuses}
        tell_progress(visit.own.invitation, told)
    return _back(visit)


def tell_nothing(visit: Visit) -> None:
    """Takes back how far the sections were, where nothing of the answers is to remain."""
    if visit.own.invitation is not None:
        tell_progress(visit.own.invitation, {})


def _how_far(status: SectionStatus) -> str:
    if status.is_complete:
        return "complete"
    return "begun" if status.answered else "empty"


def _id_in(typed: str) -> bytes:
    try:
        return bytes.fromhex(typed)
    except ValueError:
        return b""


def _longest_words() -> str:
    words = ngettext(
        "Please write at most %(num)d character.",
        "Please write at most %(num)d characters.",
        LONGEST,
    )
    return str(words)


def _refused(visit: Visit, title: str, words: str, status: int) -> Response:
    onward = _("Receipt") if visit.receipt else _("All sections")
    return refused(NotStored(title, words, (_address(visit), onward)), status, visit)


def _back(visit: Visit) -> Response:
    return redirect(_address(visit), 303)


def _address(visit: Visit) -> str:
    return url_for("review.receipt" if visit.receipt else "pages.hub")


@blueprint.app_context_processor
def _for_templates() -> dict[str, object]:
    return {
        "asked_back_of": _asked_back_of,
        "tells_progress": _tells_progress,
        "longest_reply": LONGEST,
    }


def _asked_back_of(visit: Visit) -> tuple[Inquiry, ...]:
    invitation = _invitation(visit)
    return open_inquiries(invitation) if invitation is not None else ()


def _tells_progress(visit: Visit) -> bool:
    invitation = _invitation(visit)
    return invitation is not None and bool(progress_told(invitation))


def _invitation(visit: Visit) -> bytes | None:
    """Of the main code alone; a colleague is asked nothing in the institution's name."""
    return None if visit.handed else visit.own.invitation
