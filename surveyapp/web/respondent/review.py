"""Review: look over everything, send once, receipt and copy."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from surveyapp.fieldwork.receipt import receipt_number
from surveyapp.fieldwork.submission import final_answers, obstacles, stratum
from surveyapp.storage.responses import Submission, store_response
from surveyapp.storage.waves import WaveRefused
from surveyapp.web.access import respondent
from surveyapp.web.clock import today
from surveyapp.web.pdf import PdfUnavailable, to_pdf
from surveyapp.web.respondent.answer_copy import copy_of
from surveyapp.web.respondent.page_view import finding_words
from surveyapp.web.respondent.pages import EmptyForm
from surveyapp.web.respondent.visit import Visit, open_visit

blueprint = Blueprint("review", __name__)


@blueprint.get("/answer/review")
@respondent
def overview() -> str | AnyResponse:
    """Every question that is asked, its answer, and a link to change it."""
    visit = open_visit()
    if visit is None or visit.receipt:
        return redirect(url_for("pages.hub"))
    return _overview(visit)


@blueprint.post("/answer/send")
@respondent
def send() -> str | AnyResponse | tuple[str, int]:
    """Stores the answers exactly once; a second press leads to the same receipt."""
    visit = open_visit()
    if visit is None:
        return redirect(url_for("respondent.code"))
    if visit.receipt:
        return redirect(url_for("review.receipt"))
    if not EmptyForm().validate_on_submit():
        return _overview(visit), 400
    visit.draft.load_all()
    if obstacles(visit.flow).block_sending:
        return _overview(visit), 422
    try:
        store_response(_submission(visit))
    except WaveRefused:
        return render_template("respondent/closed.html"), 409
    visit.draft.write_index({"receipt": receipt_number(visit.keys)}, today())
    return redirect(url_for("review.receipt"))


@blueprint.get("/answer/receipt")
@respondent
def receipt() -> str | AnyResponse:
    """Proof that the answers were sent."""
    visit = open_visit()
    if visit is None or not visit.receipt:
        return redirect(url_for("pages.hub"))
    return render_template("respondent/receipt.html", visit=visit, words=visit.words)


@blueprint.get("/answer/copy")
@respondent
def copy() -> str | AnyResponse:
    """All answers on one page, to print or keep."""
    visit = open_visit()
    if visit is None:
        return redirect(url_for("respondent.code"))
    return _copy(visit)


@blueprint.get("/answer/copy.pdf")
@respondent
def copy_pdf() -> AnyResponse:
    """The same as a tagged PDF."""
    visit = open_visit()
    if visit is None:
        return redirect(url_for("respondent.code"))
    try:
        written = to_pdf(_copy(visit, "respondent/copy_pdf.html"))
    except PdfUnavailable:
        return redirect(url_for("review.copy"))
    name = f"{visit.wave.questionnaire}-{visit.language}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(written, 200, headers, None, "application/pdf")


@blueprint.post("/answer/section/<section>/aside")
@respondent
def aside(section: str) -> AnyResponse:
    """ "Not our task" for a whole section, or back again."""
    visit = open_visit()
    form = visit.words.form if visit else None
    if visit and form and section in form.sections_by_name and EmptyForm().validate_on_submit():
        aside_now = set(visit.draft.index().get("aside", []))
        if "undo" in request.form:
            aside_now.discard(section)
        else:
            aside_now.add(section)
        visit.draft.write_index({"aside": sorted(aside_now) or None}, today())
    return redirect(url_for("pages.hub"))


def _overview(visit: Visit) -> str:
    visit.draft.load_all()
    found = obstacles(visit.flow)
    places = (*found.mistakes, *found.unexplained, *found.open_questions)
    sections = copy_of(visit.words, visit.flow)
    return render_template(
        "respondent/review.html",
        visit=visit,
        words=visit.words,
        sections=sections,
        unanswered=[a for section in sections for a in section.questions if a.is_blank],
        obstacles=found,
        required=[(visit.words.form.questions[name]) for name in found.required],
        findings=[
            (
                visit.words.form.questions[f.check.question],
                finding_words(visit.words, visit.flow, f),
            )
            for f in places
        ],
        form=EmptyForm(),
    )


def _copy(visit: Visit, template: str = "respondent/copy.html") -> str:
    visit.draft.load_all()
    return render_template(
        template,
        visit=visit,
        words=visit.words,
        sections=copy_of(visit.words, visit.flow),
        today=today(),
    )


def _submission(visit: Visit) -> Submission:
    country, klass = stratum(visit.flow)
    form = visit.words.form
    return Submission(
        questionnaire=form.name,
        version_hash=form.version_hash,
        wave=visit.wave.name,
        country=country,
        klass=klass,
        mode="web",
        answers=final_answers(visit.flow),
        is_synthetic=visit.wave.is_synthetic,
        withdraw_tag=visit.keys.withdraw_tag,
    )
