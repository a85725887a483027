"""Asked back: what those who invited an institution want to know, and how far it says it is.

Both stand with the contacts, under the institution's name; neither holds an answer.
"""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from surveyapp.fieldwork.progress import SectionStatus, section_statuses
from surveyapp.storage.inquiries import (
    LONGEST,
    Inquiry,
    open_inquiries,
    progress_told,
    reply,
    tell_progress,
)
from surveyapp.web.access import respondent
from surveyapp.web.respondent.guard import current_visit, draft_blueprint, first, posted
from surveyapp.web.respondent.visit import Visit

blueprint = draft_blueprint("asked_back")


@blueprint.post("/answer/reply")
@respondent
def reply_() -> Response:
    """Closes an inquiry, with words or without; pressed twice it is closed once."""
    visit = current_visit()
    invitation, form = visit.workspace.invitation, posted()
    try:
        inquiry_id = bytes.fromhex(first(form, "inquiry"))
    except ValueError:
        inquiry_id = b""
    if invitation is not None:
        reply(invitation, inquiry_id, first(form, "reply").strip()[:LONGEST])
    return _back(visit)


@blueprint.post("/answer/progress")
@respondent
def progress() -> Response:
    """Tells how far the sections are now, or takes it back."""
    visit = current_visit()
    if visit.workspace.invitation is not None:
        is_told = first(posted(), "tell") == "1"
        statuses = section_statuses(visit.flow, visit.draft.entries_of()) if is_told else ()
        told = {each.section.name: _how_far(each) for each in statuses}
        tell_progress(visit.workspace.invitation, told)
    return _back(visit)


def _how_far(status: SectionStatus) -> str:
    if status.is_complete:
        return "complete"
    return "begun" if status.answered else "empty"


def _back(visit: Visit) -> Response:
    return redirect(url_for("review.receipt" if visit.receipt else "pages.hub"), 303)


@blueprint.app_context_processor
def _for_templates() -> dict[str, object]:
    return {"asked_back_of": _asked_back_of, "tells_progress": _tells_progress}


def _asked_back_of(visit: Visit) -> tuple[Inquiry, ...]:
    invitation = visit.workspace.invitation
    return open_inquiries(invitation) if invitation is not None else ()


def _tells_progress(visit: Visit) -> bool:
    invitation = visit.workspace.invitation
    return invitation is not None and bool(progress_told(invitation))
