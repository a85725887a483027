"""Pages: the section list, and answering page by page."""

from functools import partial

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.wrappers import Response

from surveyapp.fieldwork.entry import Entries
from surveyapp.fieldwork.envelope import EnvelopeTooSmall
from surveyapp.fieldwork.merge import PageOutcome, PostedPage, answer_page
from surveyapp.fieldwork.page_token import read_token
from surveyapp.fieldwork.screening import screen
from surveyapp.questionnaire.flow import country_of, next_page, previous_page, question_of
from surveyapp.questionnaire.model import FULL, Page
from surveyapp.storage.drafts import DraftConflict
from surveyapp.web.access import respondent
from surveyapp.web.clock import today
from surveyapp.web.language import LANGUAGES, remember_language
from surveyapp.web.respondent.aside import put_question_back, set_question_aside
from surveyapp.web.respondent.entrance import fresh_code, held_code
from surveyapp.web.respondent.guard import (
    LANGUAGE,
    SWITCH,
    Posted,
    current_visit,
    draft_blueprint,
    first,
    posted,
)
from surveyapp.web.respondent.page_form import ErrorLink, PageForm, open_form, open_guidance
from surveyapp.web.respondent.page_head import page_head
from surveyapp.web.respondent.page_view import (
    fill,
    fill_as_typed,
    show_colleagues,
    show_problems,
)
from surveyapp.web.respondent.section_list import section_list
from surveyapp.web.respondent.visit import Visit, revise
from surveyapp.web.trouble import storage_trouble

blueprint = draft_blueprint("pages")

Unsaved = tuple[str, int, dict[str, str]]
"""The page as it was sent, with a status and headers that say why it could not be stored."""

ASIDE, UNDO = "form-aside", "form-undo"
BACK, ALL, LATER, RETURN = "form-back", "form-all", "form-later", "form-return"
# These buttons leave or change the page without saying yes to what it asked.
CONFIRM_NOTHING = frozenset({SWITCH, ASIDE, UNDO, BACK, ALL})


@blueprint.get("/answer/")
@respondent
def hub() -> str:
    """All sections with their status in words, in any order."""
    visit = current_visit()
    return render_template(
        "respondent/hub.html",
        visit=visit,
        words=visit.words,
        sections=section_list(visit),
        is_saved="saved" in request.args,
        unasked=request.args.get("unasked", 0, type=int),
        code=fresh_code(),
    )


@blueprint.get("/answer/later")
@respondent
def later() -> str:
    """What was saved is kept, and the code opens it again."""
    visit = current_visit()
    return render_template(
        "respondent/later.html", visit=visit, words=visit.words, code=held_code()
    )


@blueprint.post("/answer/edition")
@respondent
def edition() -> Response:
    """Switches between the core form and the one with more detail; answers stay."""
    visit = current_visit()
    wanted = first(posted(), "edition")
    if wanted in visit.full.editions:
        revise(visit, lambda current: current.draft.write_index(edition=wanted))
    return redirect(url_for("pages.hub"))


@blueprint.route("/answer/page/<name>", methods=["GET", "POST"])
@respondent
def page(name: str) -> str | Response | Unsaved:
    """One page of questions."""
    visit = current_visit()
    if name not in visit.full.page_places:
        abort(404)
    if request.method == "POST":
        return _take(visit, visit.full.page(name))
    if name not in visit.words.form.page_places:
        return redirect(url_for("pages.hub"))  # the edition was changed in the meantime
    return _show(visit, visit.words.form.page(name))


def _show(visit: Visit, page: Page) -> str | Response:
    asked = visit.asked_here(visit.flow, page)
    if not asked:
        following = next_page(visit.flow, page)
        return redirect(_address(following) if following else url_for("pages.hub"))
    form = open_form(visit.words, page, asked, country_of(visit.flow))
    entries = _entries(visit, asked)
    fill(form, visit.flow, visit.draft, entries, visit.language)
    errors = show_problems(form, visit.flow, entries, visit.words)
    show_colleagues(form, visit.flow, visit.draft.entries_elsewhere(*asked), visit.words)
    return _render(visit, page, form, errors, None)


def _take(visit: Visit, page: Page) -> Response | Unsaved:
    """Saves, then goes on; what could not be taken waits in the draft and is shown from there."""
    form = posted()
    try:
        saved, outcome = revise(visit, partial(_answer, page=page, form=form))
    except EnvelopeTooSmall:
        words = _("This is too much for one section. Please shorten a text; nothing was saved yet.")
        return _as_typed(visit, page, form, words), 413, {}
    except (DatabaseError, NoConnectionFree, DraftConflict) as error:
        trouble = storage_trouble(error)
        if trouble is None:
            raise
        words = _("The answers could not be saved just now. Nothing is lost: please try again.")
        return _as_typed(visit, page, form, words), trouble.status, trouble.headers
    if _says_no(saved, form):
        return redirect(url_for("consent.decline"))
    return redirect(_next_address(saved, page, form, outcome))


def _answer(visit: Visit, page: Page, form: Posted) -> PageOutcome:
    """Reads a posted page into the draft, in the edition that it was shown in."""
    written_in = first(form, LANGUAGE)
    language = written_in if written_in in LANGUAGES else visit.language
    shown = read_token(visit.full.questions, first(form, "form-shown"))
    confirms = not CONFIRM_NOTHING & form.keys()
    came_back = PostedPage(page, form, language, shown, confirms)
    is_here = shown.keys() <= visit.words.form.questions.keys()
    asked_by = visit.words.form if is_here else visit.full
    entries = _entries(visit, page.questions)
    outcome = answer_page(asked_by, visit.draft, entries, came_back, screen)
    consent, agreed = visit.full.consent, visit.full.consent_given
    if outcome.answers.changes.get(consent or "", agreed) != agreed:
        del outcome.answers.changes[consent or ""]  # a no is asked about first, see `consent`
    visit.draft.write(outcome.answers.changes, outcome.entries)
    return outcome


def _entries(visit: Visit, names: tuple[str, ...]) -> Entries:
    """What stands in the fields of some questions, and of those that they open and close."""
    behind = (each for name in names for each in visit.full.dependents.get(name, ()))
    return visit.draft.entries_of(*names, *behind)


def _says_no(visit: Visit, form: Posted) -> bool:
    consent = visit.full.consent
    typed = first(form, consent) if consent else ""
    return bool(typed) and typed != visit.full.consent_given and SWITCH not in form


def _next_address(visit: Visit, page: Page, form: Posted, outcome: PageOutcome) -> str:
    """Where the button that was pressed leads, now that the page is saved."""
    again = partial(_address, page, back="review" if RETURN in form else None)
    left_out = _left_out(visit, outcome)
    if left_out and SWITCH not in form:
        return url_for("pages.hub", saved=1, unasked=left_out)
    if page.name not in visit.words.form.page_places or ALL in form:
        return url_for("pages.hub")
    if SWITCH in form:
        remember_language(first(form, SWITCH))
        return again(saved=1)
    if ASIDE in form:
        return set_question_aside(visit, first(form, ASIDE)) or again()
    if UNDO in form:
        put_question_back(visit, first(form, UNDO))
        return again()
    if BACK in form:
        earlier = previous_page(visit.flow, page)
        return _address(earlier) if earlier else url_for("pages.hub")
    if LATER in form:
        return url_for("pages.hub", saved=1)
    if outcome.asks_again(visit.flow, frozenset(first(form, "form-checks").split())):
        return again(opened=len(outcome.opened) or None)
    if RETURN in form:
        return url_for("review.overview")
    following = next_page(visit.flow, page)
    return _address(following) if following else url_for("pages.hub")


def _left_out(visit: Visit, outcome: PageOutcome) -> int:
    """How many answers were just saved that nobody asks for any more, and that would not be sent.

    A colleague changed an answer or the edition in the meantime, or said "not our task".
    """
    here, changes = visit.words.form.questions, outcome.answers.changes
    saved = [a for a, cell in changes.items() if cell is not None and "__" not in a]
    return sum(1 for a in saved if question_of(a) not in here or not _is_sent(visit, a))


def _is_sent(visit: Visit, address: str) -> bool:
    name = question_of(address)
    return address in visit.flow.cells(name) and not visit.answers.covers(name)


def _as_typed(visit: Visit, page: Page, typed: Posted, message: str) -> str:
    """The page as it was sent, for it could not be stored."""
    shown = read_token(visit.full.questions, first(typed, "form-shown"))
    names = [name for name in page.questions if name in shown]
    words = visit.words_of(FULL)
    form = open_form(words, page, names, country_of(visit.flow))
    fill_as_typed(form, typed)
    return _render(visit, page, form, (), message)


def _render(
    visit: Visit, page: Page, form: PageForm, errors: tuple[ErrorLink, ...], message: str | None
) -> str:
    return render_template(
        "respondent/page.html",
        visit=visit,
        words=visit.words,
        head=page_head(visit, page, form),
        conditions=open_guidance(form, visit.full.consent),
        page=page,
        form=form,
        errors=errors,
        message=message,
        opened=request.args.get("opened", 0, type=int),
        is_saved="saved" in request.args,
        goes_to_review=RETURN in request.form or request.args.get("back") == "review",
        has_previous=previous_page(visit.flow, page) is not None,
        today=today(),
    )


def _address(
    page: Page, back: str | None = None, opened: int | None = None, saved: int | None = None
) -> str:
    """The page; back: where a change leads; opened: how many questions it has more than before."""
    return url_for("pages.page", name=page.name, back=back, opened=opened, saved=saved)
