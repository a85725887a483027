"""Review: look over everything, send once, receipt and copy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from surveyapp.fieldwork.submission import answers_as_sent, obstacles
from surveyapp.questionnaire.flow import Flow, country_of, question_of
from surveyapp.storage.drafts import INDEX, DraftConflict, SectionDraft
from surveyapp.storage.sending import Sending, answers_sent, submission_of
from surveyapp.storage.sending import send as send_draft
from surveyapp.storage.staff_edits import edits_of
from surveyapp.storage.study_keys import flag_key_of, public_key_of
from surveyapp.web.access import respondent
from surveyapp.web.clock import today
from surveyapp.web.current_instance import current_instance
from surveyapp.web.language import long_date
from surveyapp.web.pdf import to_pdf
from surveyapp.web.respondent.answer_copy import SectionCopy, cell_in_words, copy_of
from surveyapp.web.respondent.copy_on_paper import on_paper
from surveyapp.web.respondent.guard import (
    VERSIONS,
    current_visit,
    draft_blueprint,
    first,
    posted,
)
from surveyapp.web.respondent.not_stored import keyed_in_refusal, not_approved, refusal_page
from surveyapp.web.respondent.review_lines import blocking_lines, soft_lines
from surveyapp.web.respondent.start_page import contact
from surveyapp.web.respondent.told import tell, told
from surveyapp.web.respondent.visit import Visit

blueprint = draft_blueprint("review")


@dataclass(frozen=True, slots=True)
class EditLine:
    """A change of staff in words. was: what stood there before, "" for nothing."""

    number: str
    label: str
    was: str
    reason: str
    day: date


@blueprint.get("/answer/review")
@respondent
def overview() -> str:
    """Every question that is asked, its answer, and a link to change it."""
    return _overview(current_visit())


@blueprint.post("/answer/send")
@respondent
def send() -> AnyResponse:
    """Stores what the summary showed, exactly once; a second press leads to the same receipt.

    Where something was saved since the summary was shown, it is shown again instead; 403 where
    the answers as they stand wait for an approval.
    """
    visit = current_visit()
    if visit.own.mode.is_keyed_in:
        return make_response(refusal_page(keyed_in_refusal()), 409)
    if not visit.may_be_sent:
        return not_approved(visit)
    if first(posted(), VERSIONS) != visit.draft.versions_mark():
        return redirect(tell(url_for("review.overview"), changed=1))
    if obstacles(visit.flow, visit.draft.entries_of()).block_sending:
        return redirect(url_for("review.overview"))
    try:
        _send(visit)
    except DraftConflict:
        return redirect(tell(url_for("review.overview"), changed=1))
    return redirect(url_for("review.receipt"))


@blueprint.get("/answer/receipt")
@respondent
def receipt() -> str | AnyResponse:
    """Proof that the answers were sent."""
    visit = current_visit()
    if not visit.receipt:
        return redirect(url_for("pages.hub"))
    return render_template(
        "respondent/receipt.html", visit=visit, words=visit.words, contact=contact()
    )


@blueprint.get("/answer/copy")
@respondent
def copy() -> str:
    """All answers on one page, to print or keep."""
    visit = current_visit()
    return render_template(
        "respondent/copy.html",
        visit=visit,
        words=visit.words,
        sections=_copied(visit),
        edits=tuple(_edits(visit)),
        today=today(),
        long_date=long_date,
    )


@blueprint.get("/answer/copy.pdf")
@respondent
def copy_pdf() -> AnyResponse:
    """The same as a tagged PDF."""
    visit = current_visit()
    instance = current_instance()
    study = visit.words.text("title")
    content = on_paper(study, visit.receipt, _copied(visit), today(), is_demo=instance.is_demo)
    written = to_pdf("copy", content)
    name = f"{visit.wave.questionnaire}-{visit.language}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(written, 200, headers, None, "application/pdf")


def _send(visit: Visit) -> None:
    """Raises DraftConflict."""
    instance = current_instance()
    keys = public_key_of(instance, visit.wave.name), flag_key_of(instance, visit.own)
    seen = visit.draft.versions()
    submission = submission_of(visit.own, visit.wave, visit.flow)
    sending = Sending(submission, keys[0], seen, _index(visit), keys[1])
    send_draft(visit.own, sending, today())


def _overview(visit: Visit) -> str:
    visit.draft.load_all()
    found = obstacles(visit.flow, visit.draft.entries_of())
    sections = copy_of(visit.words, visit.flow)
    return render_template(
        "respondent/review.html",
        visit=visit,
        words=visit.words,
        sections=sections,
        blocking=blocking_lines(visit, found),
        to_check=soft_lines(visit, found),
        unanswered=[a for s in sections for a in s.questions if a.is_blank],
        required=found.required,
        versions=visit.draft.versions_mark(),
        has_changed=told("changed"),
    )


def _edits(visit: Visit) -> Iterator[EditLine]:
    """What staff changed in a form that it typed from paper."""
    if not visit.own.mode.is_keyed_in:
        return
    for edit in edits_of(visit.own, visit.wave.questionnaire):
        question = visit.words.question(question_of(edit.address), country_of(visit.flow))
        before = {} if edit.before is None else {edit.address: edit.before}
        flow = Flow(visit.words.form, {**visit.flow.answers, **before})
        was = cell_in_words(visit.words, flow, edit.address) if before else ""
        yield EditLine(question.number, question.label, was, edit.reason, edit.day)


def _copied(visit: Visit) -> tuple[SectionCopy, ...]:
    """The draft; once it was sent, what was sent and nothing else."""
    visit.draft.load_all()
    sent = answers_sent(visit.own, visit.wave.questionnaire) if visit.receipt else None
    flow = visit.flow if sent is None else Flow(visit.words.form, answers_as_sent(sent))
    return copy_of(visit.words, flow)


def _index(visit: Visit) -> SectionDraft:
    """What is kept beside the sections from the sending on: the edition that was sent."""
    visit.draft.write_index(edition=visit.edition)
    return visit.draft.changed_section(INDEX)
