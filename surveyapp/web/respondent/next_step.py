"""Next step: where a posted page leads, by the button that was pressed and what it still lacks."""

from collections.abc import Collection
from functools import partial

from flask import url_for

from surveyapp.fieldwork.merge import PageOutcome
from surveyapp.fieldwork.page_token import names_in
from surveyapp.fieldwork.submission import required_unanswered
from surveyapp.questionnaire.flow import next_page, previous_page, question_of
from surveyapp.questionnaire.model import Page
from surveyapp.questions.cell import NOT_NAMED
from surveyapp.web.language import remember_language
from surveyapp.web.respondent.aside import put_question_back, set_question_aside, write_zeros
from surveyapp.web.respondent.guard import SWITCH, Posted, first
from surveyapp.web.respondent.told import tell
from surveyapp.web.respondent.visit import Visit

ASIDE, ZEROS, UNDO, SHEET = "form-aside", "form-zeros", "form-undo", "form-sheet"
BELOW_TABLES, COPY = frozenset({ASIDE, ZEROS, UNDO, SHEET}), "form-copy"
BACK, ALL, LATER, RETURN = "form-back", "form-all", "form-later", "form-return"
COMMENTS = "form-comments"
LACKING = "form-lacking"
# These buttons leave or change the page without saying yes to what it asked.
CONFIRM_NOTHING = BELOW_TABLES | {SWITCH, BACK, ALL, COMMENTS, COPY}


def next_address(visit: Visit, page: Page, form: Posted, outcome: PageOutcome) -> str:
    """Where the button that was pressed leads, now that the page is saved."""
    again = partial(page_address, page, back="review" if RETURN in form else None)
    left_out = _left_out(visit, outcome)
    if left_out and SWITCH not in form:
        return tell(url_for("pages.hub"), saved=1, unasked=left_out)
    if page.name not in visit.words.form.page_places or ALL in form:
        return url_for("pages.hub")
    if SWITCH in form:
        remember_language(first(form, SWITCH))
        return tell(again(lacking=first(form, LACKING)), saved=1)
    if COPY in form:
        return f"{again()}#question-{question_of(first(form, COPY))}"
    if BELOW_TABLES & form.keys():
        return _change_table(visit, form) or again()
    if left_for := _elsewhere(visit, page, form):
        return left_for
    lacking = " ".join(lacking_on(visit, page, names_in(first(form, "form-shown"))))
    asks_again = outcome.asks_again(visit.flow, frozenset(first(form, "form-checks").split()))
    if lacking or asks_again:
        return again(opened=len(outcome.opened) or None, lacking=lacking)
    if RETURN in form and not visit.handed:
        return url_for("review.overview")
    following = next_page(visit.flow, page)
    return page_address(following) if following else url_for("pages.hub")


def _elsewhere(visit: Visit, page: Page, form: Posted) -> str | None:
    """Where a button leads that leaves the page; None where none was pressed."""
    if BACK in form:
        earlier = previous_page(visit.flow, page)
        return page_address(earlier) if earlier else url_for("pages.hub")
    if COMMENTS in form:
        return url_for("comments.section", section=page.section, page=page.name)
    if LATER in form:
        return url_for("pages.later", page=page.name)
    return None


def _change_table(visit: Visit, form: Posted) -> str | None:
    """Does what a button below a table says; the address that asks first, where one must."""
    if ASIDE in form:
        return set_question_aside(visit, first(form, ASIDE))
    if SHEET in form:
        return url_for("table_sheet.sheet", question=first(form, SHEET))
    if ZEROS in form:
        write_zeros(visit, first(form, ZEROS))
    else:
        put_question_back(visit, first(form, UNDO))
    return None


def lacking_on(visit: Visit, page: Page, shown: Collection[str]) -> tuple[str, ...]:
    """Required questions that stood on a page and have no answer; shown: those that stood there.

    One in whose fields something waits is told of as that.
    """
    asked = [name for name in visit.asked_here(visit.flow, page) if name in shown]
    waiting = {question_of(address) for address in visit.draft.entries_of(*page.questions)}
    return tuple(n for n in required_unanswered(visit.flow, asked) if n not in waiting)


def says_no(visit: Visit, form: Posted) -> bool:
    """Whether the page says no to the consent question; a language button says it for nobody."""
    consent = visit.full.consent
    typed = first(form, consent) if consent else ""
    return bool(typed) and typed != visit.full.consent_given and SWITCH not in form


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


def page_address(
    page: Page,
    back: str | None = None,
    opened: int | None = None,
    lacking: str = "",
) -> str:
    """The page; back: where a change leads; opened: how many questions it has more than before.

    lacking: required questions that were left empty, with spaces between.
    """
    return url_for(
        "pages.page",
        name=page.name,
        back=back,
        opened=opened,
        lacking=lacking or None,
    )
