"""Pages: the section list, and answering page by page."""

from functools import partial

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.wrappers import Response

from surveyapp.fieldwork.draft import may_be_set_aside
from surveyapp.fieldwork.entry import Entries
from surveyapp.fieldwork.envelope import EnvelopeTooSmall
from surveyapp.fieldwork.merge import PageOutcome, PostedPage, answer_page
from surveyapp.fieldwork.page_token import Shown, edition_of, is_asked_in, read_token
from surveyapp.fieldwork.screening import screen
from surveyapp.fieldwork.submission import section_statuses
from surveyapp.questionnaire.flow import (
    asked_on,
    country_of,
    next_page,
    previous_page,
    question_of,
)
from surveyapp.questionnaire.model import FULL, Page
from surveyapp.questions.cell import NOT_NAMED
from surveyapp.storage.drafts import DraftConflict
from surveyapp.web.access import respondent
from surveyapp.web.clock import today
from surveyapp.web.language import LANGUAGES, remember_language
from surveyapp.web.respondent.aside import put_question_back, set_question_aside, write_zeros
from surveyapp.web.respondent.entrance import held_code
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.guard import (
    LANGUAGE,
    SWITCH,
    Posted,
    current_visit,
    draft_blueprint,
    first,
    posted,
)
from surveyapp.web.respondent.page_form import ErrorLink, PageForm, open_form
from surveyapp.web.respondent.page_view import (
    fill,
    fill_as_typed,
    show_colleagues,
    show_problems,
)
from surveyapp.web.respondent.visit import Visit, revise
from surveyapp.web.trouble import storage_trouble

blueprint = draft_blueprint("pages")

Unsaved = tuple[str, int, dict[str, str]]
"""The page as it was sent, with a status and headers that say why it could not be stored."""

ASIDE, ZEROS, UNDO = "form-aside", "form-zeros", "form-undo"
BELOW_TABLES = frozenset({ASIDE, ZEROS, UNDO})
BACK, ALL, LATER, RETURN = "form-back", "form-all", "form-later", "form-return"
# These buttons leave or change the page without saying yes to what it asked.
CONFIRM_NOTHING = BELOW_TABLES | {SWITCH, BACK, ALL}


@blueprint.get("/answer/")
@respondent
def hub() -> str:
    """All sections with their status in words, in any order."""
    visit = current_visit()
    visit.draft.load_all()
    form, flow = visit.words.form, visit.flow
    return render_template(
        "respondent/hub.html",
        visit=visit,
        words=visit.words,
        statuses=section_statuses(flow, visit.draft.entries_of()),
        first_pages={p.section: _address(p) for p in reversed(form.pages) if asked_on(flow, p)},
        may_set_aside=[s.name for s in form.sections if may_be_set_aside(form, s)],
        is_set_aside=visit.sections_aside,
        is_saved="saved" in request.args,
        unasked=request.args.get("unasked", 0, type=int),
        code=held_code(),
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
    shown = _shown(visit, form)
    confirms = not CONFIRM_NOTHING & form.keys()
    came_back = PostedPage(page, form, _language(visit, form), shown, confirms)
    asked_by = _words_for(visit, shown).form
    entries = _entries(visit, page.questions)
    outcome = answer_page(asked_by, visit.draft, entries, came_back, screen)
    consent, agreed = visit.full.consent, visit.full.consent_given
    if outcome.answers.changes.get(consent or "", agreed) != agreed:
        del outcome.answers.changes[consent or ""]  # a no is asked about first, see `consent`
    visit.draft.write(outcome.answers.changes, outcome.entries)
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
    return written_in if written_in in LANGUAGES else visit.language


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
    if BELOW_TABLES & form.keys():
        return _change_table(visit, form) or again()
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


def _change_table(visit: Visit, form: Posted) -> str | None:
    """Does what a button below a table says; the address that asks first, where one must."""
    if ASIDE in form:
        return set_question_aside(visit, first(form, ASIDE))
    if ZEROS in form:
        write_zeros(visit, first(form, ZEROS))
    else:
        put_question_back(visit, first(form, UNDO))
    return None


def _left_out(visit: Visit, outcome: PageOutcome) -> int:
    """How many answers were just saved that nobody asks for any more, and that would not be sent.

    A colleague changed an answer or the edition in the meantime, or said "not our task".
    """
    here, changes = visit.words.form.questions, outcome.answers.changes
    saved = {
        question_of(a) if cell == NOT_NAMED else a
        for a, cell in changes.items()
        if cell is not None and "__" not in a
    }
    return sum(1 for a in saved if question_of(a) not in here or not _is_sent(visit, a))


def _is_sent(visit: Visit, address: str) -> bool:
    """Whether it is asked now; a row that was not named is sent with those of its question."""
    name = question_of(address)
    cells = visit.flow.cells(name)
    is_asked = address in cells or (address == name and bool(cells))
    return is_asked and not visit.answers.covers(name)


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
    section = visit.full.section(page.section)
    return render_template(
        "respondent/page.html",
        visit=visit,
        words=visit.words,
        section=section,
        page=page,
        form=form,
        errors=errors,
        message=message,
        opened=request.args.get("opened", 0, type=int),
        is_saved="saved" in request.args,
        goes_to_review=RETURN in request.form or request.args.get("back") == "review",
        has_previous=previous_page(visit.flow, page) is not None,
        note=visit.words.text_or_none(f"sections.{section.name}.note"),
        today=today(),
    )


def _address(
    page: Page, back: str | None = None, opened: int | None = None, saved: int | None = None
) -> str:
    """The page; back: where a change leads; opened: how many questions it has more than before."""
    return url_for("pages.page", name=page.name, back=back, opened=opened, saved=saved)
