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
from surveyapp.fieldwork.page_token import Shown, edition_of, is_asked_in, read_token
from surveyapp.fieldwork.submission import entries_asked
from surveyapp.formats.source.languages import languages
from surveyapp.formats.source.screening_file import load_screening
from surveyapp.questionnaire.flow import country_of, next_page, previous_page
from surveyapp.questionnaire.model import FULL, Page
from surveyapp.storage.drafts import DraftConflict
from surveyapp.web.access import respondent
from surveyapp.web.clock import today
from surveyapp.web.respondent.aside import can_be_undone
from surveyapp.web.respondent.entrance import fresh_code, held_code
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.guard import (
    LANGUAGE,
    Posted,
    current_visit,
    draft_blueprint,
    first,
    posted,
)
from surveyapp.web.respondent.last_round import (
    has_earlier_round,
    keep_copied,
    show_last_round,
    with_copied,
)
from surveyapp.web.respondent.next_step import (
    CONFIRM_NOTHING,
    COPY,
    RETURN,
    lacking_on,
    next_address,
    page_address,
    says_no,
)
from surveyapp.web.respondent.page_form import ErrorLink, PageForm, open_form, open_guidance
from surveyapp.web.respondent.page_head import page_head
from surveyapp.web.respondent.page_view import (
    fill,
    fill_as_typed,
    show_colleagues,
    show_problems,
    show_required,
    still_asked,
)
from surveyapp.web.respondent.section_list import section_list
from surveyapp.web.respondent.told import told
from surveyapp.web.respondent.visit import Visit, revise
from surveyapp.web.trouble import storage_trouble

blueprint = draft_blueprint("pages")

Unsaved = tuple[str, int, dict[str, str]]
"""The page as it was sent, with a status and headers that say why it could not be stored."""


@blueprint.get("/answer/")
@respondent
def hub() -> str:
    """All sections with their status in words, in any order."""
    visit = current_visit()
    return render_template(
        "respondent/part.html" if visit.handed else "respondent/hub.html",
        visit=visit,
        words=visit.words,
        sections=section_list(visit),
        is_saved=told("saved"),
        is_withdrawn=told("withdrawn"),
        unasked=told("unasked"),
        code=fresh_code(),
        has_earlier_round=has_earlier_round(visit),
    )


@blueprint.get("/answer/later")
@respondent
def later() -> str | Response:
    """That everything is saved, how and until when one comes back, and a way to sign out."""
    visit = current_visit()
    if not visit.wave.takes_answers:
        return redirect(url_for("pages.hub"))
    visit.draft.load_all()
    here = request.args.get("page", "")
    return render_template(
        "respondent/later.html",
        visit=visit,
        words=visit.words,
        to_mend=len(entries_asked(visit.flow, visit.draft.entries_of())),
        code=held_code(),
        back=url_for("pages.page", name=here) if here in visit.full.page_places else None,
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
        return redirect(page_address(following) if following else url_for("pages.hub"))
    form = open_form(visit.words, page, asked, country_of(visit.flow))
    entries = _entries(visit, asked)
    fill(form, visit.flow, visit.draft, entries, visit.language)
    for part in form.questions():
        part.state.can_be_undone = can_be_undone(visit, part.question)
    lacking = frozenset(request.args.get("lacking", "").split())
    errors = show_problems(form, visit.flow, entries, visit.words)
    errors += show_required(form, lacking_on(visit, page, lacking))
    show_last_round(form, visit)
    show_colleagues(form, visit.flow, visit.draft.entries_elsewhere(*asked), visit.words)
    return _render(visit, page, form, errors, None)


def _take(visit: Visit, page: Page) -> Response | Unsaved:
    """Saves, then goes on; what could not be taken waits in the draft and is shown from there."""
    form = posted()
    try:
        saved, outcome = revise(visit, partial(answer, page=page, form=form))
    except EnvelopeTooSmall:
        words = _("This is too much for one section. Please shorten a text; nothing was saved yet.")
        return _as_typed(visit, page, form, words), 413, {}
    except (DatabaseError, NoConnectionFree, DraftConflict) as error:
        trouble = storage_trouble(error)
        if trouble is None:
            raise
        words = _("The answers could not be saved just now. Nothing is lost: please try again.")
        return _as_typed(visit, page, form, words), trouble.status, trouble.headers
    if says_no(saved, form):
        return redirect(url_for("consent.decline"))
    return redirect(next_address(saved, page, form, outcome))


def answer(visit: Visit, page: Page, form: Posted) -> PageOutcome:
    """Reads a posted page into the draft, in the edition that it was shown in."""
    form = with_copied(visit, form) if COPY in form else form
    shown = _shown(visit, form)
    confirms = not CONFIRM_NOTHING & form.keys()
    came_back = PostedPage(page, form, _language(visit, form), shown, confirms)
    asked_by = _words_for(visit, shown).form
    entries = _entries(visit, page.questions)
    screen = load_screening(visit.full.name).kinds_in
    outcome = answer_page(asked_by, visit.draft, entries, came_back, screen)
    consent, agreed = visit.full.consent, visit.full.consent_given
    if outcome.answers.changes.get(consent or "", agreed) != agreed:
        del outcome.answers.changes[consent or ""]  # a no is asked about first, see `consent`
    visit.draft.write(outcome.answers.changes, outcome.entries)
    if COPY in form:
        keep_copied(visit, form)
    return outcome


def _shown(visit: Visit, form: Posted) -> Shown:
    """How the questions stood on the page, in the edition that it was shown in."""
    token = first(form, "form-shown")
    edition = edition_of(token)
    known = edition if edition in visit.full.editions else FULL
    return read_token(visit.words_of(known).form.questions, token)


def _words_for(visit: Visit, shown: Shown) -> FormWords:
    """The edition that is answered now; all questions where it leaves out what stood there."""
    return visit.words if is_asked_in(visit.words.form, shown) else visit.words_of(FULL)


def _language(visit: Visit, form: Posted) -> str:
    """The language in which a page was written."""
    written_in = first(form, LANGUAGE)
    return written_in if written_in in languages().offered else visit.language


def _entries(visit: Visit, names: tuple[str, ...]) -> Entries:
    """What stands in the fields of some questions, and of those that they open and close."""
    behind = (each for name in names for each in visit.full.dependents.get(name, ()))
    return visit.draft.entries_of(*names, *behind)


def _as_typed(visit: Visit, page: Page, typed: Posted, message: str) -> str:
    """The page as it was sent, for it could not be stored."""
    shown = _shown(visit, typed)
    names = [name for name in page.questions if name in shown]
    words = _words_for(visit, shown)
    form = open_form(words, page, names, country_of(visit.flow))
    fill_as_typed(form, typed, shown, _language(visit, typed))
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
        still_asked=still_asked(form),
        opened=min(request.args.get("opened", 0, type=int), len(form.questions())),
        is_saved=told("saved"),
        filled=told("filled"),
        lacking=request.args.get("lacking", ""),
        goes_to_review=RETURN in request.form or request.args.get("back") == "review",
        has_previous=previous_page(visit.flow, page) is not None,
        today=today(),
    )
