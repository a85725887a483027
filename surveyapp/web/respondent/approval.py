"""Approval: a code for whoever signs for the answers, who reads them all and changes none."""

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from surveyapp.fieldwork.approval import Approval, Decision
from surveyapp.fieldwork.submission import obstacles
from surveyapp.storage.handed_over import HandOverKind, HandOverTerms
from surveyapp.web.access import respondent
from surveyapp.web.respondent.answer_copy import copy_of
from surveyapp.web.respondent.guard import (
    VERSIONS,
    Posted,
    current_visit,
    draft_blueprint,
    first,
    posted,
)
from surveyapp.web.respondent.hand_over import LONGEST_NOTE, NAME, long_note_words, make, name_of
from surveyapp.web.respondent.page_form import ErrorLink
from surveyapp.web.respondent.visit import Visit, revise

blueprint = draft_blueprint("approval")
NOTE, SEEN = "approval-note", "form-seen"


class _Changed(Exception):
    """The answers, or what another approver said, are others than those that were looked at."""


@blueprint.post("/answer/approval/code")
@respondent
def code() -> Response:
    """Makes the code of an approver. Pressed twice, it makes one."""
    visit = current_visit()
    if not visit.full.needs_approval:
        abort(404)
    sections = tuple(section.name for section in visit.full.sections)
    name = name_of("approval", first(posted(), NAME))
    new = make(visit, HandOverTerms(name, HandOverKind.APPROVE, sections, "", None))
    return redirect(url_for("hand_over.made", name=new.terms.name))


@blueprint.route("/answer/approval", methods=["GET", "POST"])
@respondent
def summary() -> str | Response | tuple[str, int]:
    """All answers to read, and a form to approve them as they stand or to return them."""
    visit = current_visit()
    if visit.handed is None:
        return redirect(url_for("review.overview"))
    typed = posted()
    error = _error(typed)
    if request.method != "POST" or error:
        return _summary(visit, typed, error), 422 if error else 200
    decision = Decision(first(typed, "form-act"))
    said = Approval(decision, first(typed, VERSIONS), first(typed, NOTE).strip())
    seen = first(typed, SEEN)
    try:
        revise(visit, lambda current: _decide(current, said, seen))
    except _Changed:
        return _summary(visit.afresh(), typed, "", has_changed=True), 409
    return redirect(url_for("approval.summary"))


def _decide(visit: Visit, said: Approval, seen: str) -> None:
    """seen: name of what had been said when the page was shown, "" for nothing."""
    before = visit.draft.approval
    if before == said:
        return
    is_open = obstacles(visit.flow, visit.draft.entries_of()).block_sending
    is_other = visit.answers_mark != said.mark or seen != (before.name if before else "")
    if is_other or (is_open and said.decision is Decision.APPROVED):
        raise _Changed
    visit.draft.write_approval(said)


def _error(typed: Posted) -> str:
    """What is wrong with a decision; "" for nothing."""
    note, act = first(typed, NOTE).strip(), first(typed, "form-act")
    if len(note) > LONGEST_NOTE:
        return long_note_words()
    if act == Decision.RETURNED and not note:
        return str(_("Please write what should be changed."))
    if typed and act not in set(Decision):
        abort(400)
    return ""


def _summary(visit: Visit, typed: Posted, error: str, *, has_changed: bool = False) -> str:
    visit.draft.load_all()
    return render_template(
        "respondent/approve.html",
        visit=visit,
        words=visit.words,
        sections=copy_of(visit.words, visit.flow),
        is_blocked=obstacles(visit.flow, visit.draft.entries_of()).block_sending,
        approval=visit.draft.approval,
        note=first(typed, NOTE),
        comments=[
            (section.letter, visit.draft.comments(section.name)) for section in visit.full.sections
        ],
        error=error,
        errors=(ErrorLink(NOTE, str(_("Note")), error),) if error else (),
        has_changed=has_changed,
    )
