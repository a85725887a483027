"""Pages: the section list, and answering page by page."""

from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from surveyapp.fieldwork.draft import (
    PageOutcome,
    PostedPage,
    answer_page,
    fingerprint,
    may_be_set_aside,
)
from surveyapp.fieldwork.screening import screen
from surveyapp.fieldwork.submission import section_statuses
from surveyapp.questionnaire.checks import open_questions
from surveyapp.questionnaire.flow import Flow, asked_on, next_page, previous_page
from surveyapp.questionnaire.model import Page
from surveyapp.storage.drafts import DraftConflict
from surveyapp.web.access import respondent
from surveyapp.web.clock import today
from surveyapp.web.language import LANGUAGES, remember_language
from surveyapp.web.respondent.aside import mark_question, unmark_question
from surveyapp.web.respondent.conflict import show_conflicts
from surveyapp.web.respondent.page_form import PageForm, open_form
from surveyapp.web.respondent.page_view import (
    ErrorLink,
    checks_on,
    country_of,
    fill_after_post,
    fill_from_draft,
    show_checks,
    show_outcome,
)
from surveyapp.web.respondent.start import after_entry, decline, held_code, try_code
from surveyapp.web.respondent.visit import Visit, open_visit

blueprint = Blueprint("pages", __name__)

Posted = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Notes:
    """What a page says beside its questions."""

    errors: tuple[ErrorLink, ...] = ()
    message: str | None = None
    opened: tuple[str, ...] = ()
    is_saved: bool = False


CARRIED_BUT_NOT_TYPED = frozenset(
    {"csrf_token", "code", "rendered", "written_in", "seen_checks", "was"}
)


class EmptyForm(FlaskForm):
    """Buttons only: the token that keeps others from pressing them."""


@blueprint.get("/answer/")
@respondent
def hub() -> str | Response:
    """All sections with their status in words, in any order."""
    visit = open_visit()
    if visit is None:
        return redirect(url_for("respondent.code"))
    if visit.receipt:
        return redirect(url_for("review.receipt"))
    if not visit.has_consent:
        return redirect(after_entry(visit))
    visit.draft.load_all()
    form = visit.words.form
    return render_template(
        "respondent/hub.html",
        visit=visit,
        words=visit.words,
        statuses=section_statuses(visit.flow),
        first_pages=_first_pages(visit.flow),
        may_set_aside=[s.name for s in form.sections if may_be_set_aside(form, s)],
        is_set_aside=visit.draft.index().get("aside", []),
        code=held_code(),
        form=EmptyForm(),
    )


@blueprint.post("/answer/edition")
@respondent
def edition() -> Response:
    """Switches between the core form and the one with more detail; answers stay."""
    visit = open_visit()
    if visit is None or not EmptyForm().validate_on_submit():
        return redirect(url_for("respondent.code"))
    wanted = request.form.get("edition", "")
    if wanted in visit.words.form.editions:
        visit.draft.write_index({"edition": wanted}, today())
    return redirect(url_for("pages.hub"))


@blueprint.route("/answer/page/<name>", methods=["GET", "POST"])
@respondent
def page(name: str) -> str | Response | tuple[str, int]:
    """One page of questions."""
    posted: Posted = {key: request.form.getlist(key) for key in request.form}
    visit = open_visit()
    entry_error = None
    if visit is not None:
        posted.pop("code", None)  # opens a draft where none is open, and vouches for nothing else
    elif "code" in posted:
        visit, entry_error = try_code(posted["code"][0])
    if visit is None:
        return _ask_code_again(name, posted, entry_error)
    if visit.receipt:
        return _already_sent(visit, posted)
    place = visit.words.form.page_places.get(name)
    if place is None:
        abort(404)
    on = visit.words.form.pages[place]
    if request.method == "GET":
        return _show(visit, on)
    return _take(visit, on, posted)


def _show(visit: Visit, page: Page) -> str | Response:
    asked = visit.asked_here(visit.flow, page)
    if not asked:
        following = next_page(visit.flow, page)
        return redirect(_address(following) if following else url_for("pages.hub"))
    form = open_form(visit.words, page, asked, country_of(visit.flow))
    fill_from_draft(form, visit.flow, visit.language)
    show_checks(form, visit.flow, checks_on(visit.flow, form), visit.words)
    return _render(visit, page, form, Notes())


def _take(visit: Visit, page: Page, posted: Posted) -> str | Response | tuple[str, int]:
    """Reads, saves, then goes on; or shows the page again with everything as it was typed."""
    written_in = _first(posted, "written_in") or visit.language
    rendered = frozenset(_first(posted, "rendered").split())
    was = dict(pair.split(":", 1) for pair in _first(posted, "was").split() if ":" in pair)
    came_back = PostedPage(page, posted, written_in, rendered, was)
    outcome = answer_page(visit.words.form, visit.draft, came_back, screen)
    if not _may_post(posted):
        message = _("The page was open for too long. Nothing is lost: please send it again.")
        return _again(visit, page, outcome, posted, message), 400
    if visit.words.form.consent and not _still_agrees(visit, outcome):
        return decline(visit)
    try:
        visit.draft.save(outcome.answers, today())
    except DraftConflict:
        return _take(replace(visit), page, posted)
    except OperationalError:
        message = _("The answers could not be saved just now. Nothing is lost: please try again.")
        return _again(visit, page, outcome, posted, message), 503
    return _go_on(visit, page, outcome, posted)


def _go_on(
    visit: Visit, page: Page, outcome: PageOutcome, posted: Posted
) -> str | Response | tuple[str, int]:
    if "switch" in posted:
        return _in_language(visit, page, outcome, posted)
    if "mark" in posted or "unmark" in posted:
        act = mark_question if "mark" in posted else unmark_question
        act(visit.draft, visit.words.form, _first(posted, "mark") or _first(posted, "unmark"))
        return redirect(_address(page))
    if outcome.must_be_mended:
        return _again(visit, page, outcome, posted, None), 422
    if outcome.conflicts:
        return _again(visit, page, outcome, posted, None), 409
    flow = Flow(visit.words.form, visit.draft)
    if outcome.opened or _asks_something_new(flow, outcome, posted):
        return _again(visit, page, outcome, posted, None)
    if "later" in posted:
        return redirect(url_for("pages.hub"))
    if "review" in posted:
        return redirect(url_for("review.overview"))
    following = next_page(flow, page)
    return redirect(_address(following) if following else url_for("pages.hub"))


def _in_language(visit: Visit, page: Page, outcome: PageOutcome, posted: Posted) -> str:
    chosen = _first(posted, "switch")
    if chosen in LANGUAGES:
        remember_language(chosen)
        visit = replace(visit, language=chosen)
    return _again(visit, page, outcome, posted, None)


def _again(
    visit: Visit, page: Page, outcome: PageOutcome, posted: Posted, message: str | None
) -> str:
    """The same page: what was taken as stored, what was refused as it was typed."""
    flow = Flow(visit.words.form, outcome.answers)
    form = open_form(visit.words, page, visit.asked_here(flow, page), country_of(flow))
    fill_after_post(form, flow, outcome, posted, visit.language)
    errors = show_outcome(form, flow, outcome, visit.words)
    show_conflicts(form, flow, outcome, visit.words)
    return _render(
        visit, page, form, Notes(tuple(errors), message, outcome.opened, is_saved=not message)
    )


def _render(visit: Visit, page: Page, form: PageForm, notes: Notes) -> str:
    section = visit.words.form.section(page.section)
    form.rendered.data = " ".join(part.short_name for part in form.questions())
    form.written_in.data = visit.language
    form.was.data = " ".join(
        f"{part.short_name}:{fingerprint(part.asked, visit.draft)}" for part in form.questions()
    )
    form.seen_checks.data = " ".join(
        check.id for part in form.questions() for check in part.state.checks
    )
    return render_template(
        "respondent/page.html",
        visit=visit,
        words=visit.words,
        language=visit.language,
        section=section,
        page=page,
        form=form,
        errors=notes.errors,
        notes=notes,
        goes_to_review="review" in request.form or request.args.get("back") == "review",
        previous=previous_page(visit.flow, page),
        note=visit.words.text_or_none(f"sections.{section.name}.note"),
        today=today(),
    )


def _may_post(posted: Posted) -> bool:
    """The token is right, or a code that was typed on this page opened the draft."""
    return "code" in posted or bool(EmptyForm().validate_on_submit())


def _still_agrees(visit: Visit, outcome: PageOutcome) -> bool:
    form = visit.words.form
    answered = outcome.answers.get(form.consent or "")
    return answered is None or answered == form.consent_given


def _asks_something_new(flow: Flow, outcome: PageOutcome, posted: Posted) -> bool:
    """Whether a soft check or the screening asks what this page had not asked before."""
    seen = set(_first(posted, "seen_checks").split())
    asks = {
        f"check-{f.check.question}-{f.check.name}" for f in open_questions(flow, outcome.findings)
    }
    asks |= {f"check-{name}" for name in outcome.flagged}
    return bool(asks - seen)


def _ask_code_again(name: str, posted: Posted, error: str | None) -> tuple[str, int]:
    """An expired visit: what was typed is kept in the page until the code is entered."""
    if not posted:
        return render_template(
            "respondent/code.html", form=EmptyForm(), error=error, is_expired=True
        ), 403
    kept = {key: values for key, values in posted.items() if key not in ("csrf_token", "code")}
    page = render_template(
        "respondent/expired.html", form=EmptyForm(), kept=kept, page=name, error=error
    )
    return page, 403


def _already_sent(visit: Visit, posted: Posted) -> Response | tuple[str, int]:
    typed = {
        key: [value for value in values if value]
        for key, values in posted.items()
        if key not in CARRIED_BUT_NOT_TYPED
    }
    if not typed:
        return redirect(url_for("review.receipt"))
    return render_template("respondent/already_sent.html", visit=visit, typed=typed), 409


def _first_pages(flow: Flow) -> dict[str, str]:
    """Section -> address of its first page that asks something."""
    return {
        page.section: _address(page) for page in reversed(flow.form.pages) if asked_on(flow, page)
    }


def _address(page: Page) -> str:
    return url_for("pages.page", name=page.name)


def _first(posted: Posted, key: str) -> str:
    return (posted.get(key) or [""])[0]
