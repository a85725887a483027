"""Aside: sections that are not our task, figures we do not keep, empty cells that mean 0."""

from functools import partial

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.fieldwork.draft import (
    Revision,
    may_be_set_aside,
    put_back,
    set_aside,
    with_totals,
    zeros_for,
)
from surveyapp.questionnaire.flow import Flow, country_of, question_of
from surveyapp.questionnaire.model import FULL, AskedQuestion, Questionnaire, Section
from surveyapp.questions.cell import Missing, MissingReason
from surveyapp.questions.domain import Shape
from surveyapp.web.access import respondent
from surveyapp.web.respondent.guard import current_visit, draft_blueprint, first, posted
from surveyapp.web.respondent.visit import Visit, revise

blueprint = draft_blueprint("aside")
NOT_KEPT = MissingReason.NOT_RECORDED
COUNT, LONGEST_COUNT = "form-count", 9


@blueprint.route("/answer/section/<section>/aside", methods=["GET", "POST"])
@respondent
def section(section: str) -> str | Response:
    """ "Not our task" for a whole section, or back again."""
    visit = current_visit()
    found = visit.full.sections_by_name.get(section)
    if found is None or not may_be_set_aside(visit.full, found):
        abort(404)
    if first(posted(), "form-act") == "undo":
        revise(visit, partial(_mark_section, section=section, is_aside=False))
    elif request.method != "POST":
        return _ask_about_section(visit, found)
    else:
        current, is_done = revise(visit, partial(_set_section_aside, found=found, shown=_shown()))
        if not is_done:
            return _ask_about_section(current, found)
    return redirect(url_for("pages.hub"))


@blueprint.route("/answer/table/<question>/aside", methods=["GET", "POST"])
@respondent
def table(question: str) -> str | Response:
    """ "We do not keep these figures" for a table in which there are figures."""
    visit = current_visit()
    asked = _open(visit, question)
    if asked is None or NOT_KEPT not in asked.question.missing:
        abort(404)
    page = url_for("pages.page", name=asked.page, _anchor=f"question-{question}")
    if first(posted(), "form-act") == "confirm":
        done = partial(_set_question_aside, name=question, shown=_shown())
        visit, is_done = revise(visit, done)
        if is_done:
            return redirect(page)
    elif request.method == "POST":
        return redirect(page)
    words = visit.words_of(FULL).question(question, country_of(visit.flow))
    count = _answered(visit, _asked_by(visit, question), question)
    return _ask(visit, f"{words.number} {words.label}", count, page)


def set_question_aside(visit: Visit, name: str) -> str | None:
    """Gives all cells of a table the reason; or the address that asks first, as it has figures."""
    asked = _open(visit, name)
    if asked is None or NOT_KEPT not in asked.question.missing:
        return None
    _visit, is_done = revise(visit, partial(_set_question_aside, name=name, shown=0))
    return None if is_done else url_for("aside.table", question=name)


def write_zeros(visit: Visit, name: str) -> None:
    """Writes 0 into the empty cells of a table of numbers."""
    if _open(visit, name) and visit.full.domains[name].shape is Shape.GRID_NUMBER:
        revise(visit.afresh(), partial(_write_zeros, name=name))


def put_question_back(visit: Visit, name: str) -> None:
    """Takes either back: what was there before comes back, what was empty is empty again."""
    if _open(visit, name):
        revise(visit.afresh(), partial(_undo, name=name))


def can_be_undone(visit: Visit, name: str) -> bool:
    """Whether `put_question_back` would change a table."""
    return _is_aside(visit, name) or bool(_written_zeros(visit, name))


def _shown() -> int:
    """How many answers the page said that would be set aside; 0 where none was asked about."""
    said = first(posted(), COUNT)
    return int(said) if said.isascii() and said.isdigit() and len(said) < LONGEST_COUNT else 0


def _set_section_aside(visit: Visit, found: Section, shown: int) -> bool:
    """Whether it was done: only where no other answers are in it than the page said."""
    is_as_shown = _answered_in(visit, found) == shown
    if is_as_shown:
        _mark_section(visit, found.name, is_aside=True)
    return is_as_shown


def _set_question_aside(visit: Visit, name: str, shown: int) -> bool:
    is_as_shown = _answered(visit, _asked_by(visit, name), name) == shown
    if is_as_shown:
        _mark_question(visit, name)
    return is_as_shown


def _open(visit: Visit, name: str) -> AskedQuestion | None:
    """A question of the sections that are open here; None for any other."""
    asked = visit.full.questions.get(name)
    return asked if asked and asked.section in visit.full.sections_by_name else None


def _asked_by(visit: Visit, name: str) -> Questionnaire:
    """The edition that is answered now; all questions where it leaves this one out."""
    return visit.words.form if name in visit.words.form.questions else visit.full


def _flow(visit: Visit, name: str) -> Flow:
    return Flow(_asked_by(visit, name), visit.draft)


def _write_zeros(visit: Visit, name: str) -> None:
    section, draft, flow = visit.full.questions[name].section, visit.draft, _flow(visit, name)
    waiting = {*draft.entries_of(name), *draft.entries_elsewhere(name)}
    zeros = zeros_for(flow, name, waiting)
    draft.write_zeros(section, draft.zeros(section) | zeros.keys())
    draft.write(with_totals(flow, name, draft, zeros))


def _undo(visit: Visit, name: str) -> None:
    """What was done last: zeros are only written where no reason stands."""
    is_aside = _is_aside(visit, name)
    _unmark_question(visit, name)
    if not is_aside:
        _empty_zeros(visit, name)


def _is_aside(visit: Visit, name: str) -> bool:
    section, draft = visit.full.questions[name].section, visit.draft
    reason, kept = Missing(NOT_KEPT), draft.set_aside(section)
    return any(question_of(a) == name and draft.get(a) == reason for a in kept)


def _written_zeros(visit: Visit, name: str) -> list[str]:
    """Cells that were empty before and in which 0 still stands."""
    draft = visit.draft
    zeros = draft.zeros(visit.full.questions[name].section)
    return [a for a in sorted(zeros) if question_of(a) == name and draft.get(a) == 0]


def _empty_zeros(visit: Visit, name: str) -> None:
    section, draft = visit.full.questions[name].section, visit.draft
    emptied = dict.fromkeys(_written_zeros(visit, name))
    kept = {address for address in draft.zeros(section) if question_of(address) != name}
    draft.write_zeros(section, kept)
    draft.write(with_totals(_flow(visit, name), name, draft, emptied))


def _mark_question(visit: Visit, name: str) -> None:
    section, draft = visit.full.questions[name].section, visit.draft
    changed, earlier = set_aside(_flow(visit, name), [name], NOT_KEPT)
    draft.write_set_aside(section, {**draft.set_aside(section), **earlier})
    draft.write(changed)
    draft.set_entries_aside(section, _holding_the_reason(visit, name))


def _unmark_question(visit: Visit, name: str) -> None:
    section, draft = visit.full.questions[name].section, visit.draft
    kept = draft.set_aside(section)
    mine = {a: cell for a, cell in kept.items() if question_of(a) == name}
    draft.put_entries_back(section, _holding_the_reason(visit, name))
    changes, before = put_back(draft, mine, NOT_KEPT), Revision(draft)
    before.changes.update(mine if changes else {})
    draft.write(with_totals(_flow(visit, name), name, before, changes))
    draft.write_set_aside(section, {a: cell for a, cell in kept.items() if a not in mine})


def _holding_the_reason(visit: Visit, name: str) -> list[str]:
    """Where entries of a table stand for which these figures are not kept, as it is now."""
    asked, reason = visit.full.questions[name], Missing(NOT_KEPT)
    units = asked.question.units(asked.question.row_codes())
    return [a for a, cells in units.items() if any(visit.draft.get(c) == reason for c in cells)]


def _mark_section(visit: Visit, section: str, *, is_aside: bool) -> None:
    kept = visit.sections_aside - {section}
    marked = kept | {section} if is_aside else kept
    visit.draft.write_index(aside=sorted(marked) or None)


def _ask_about_section(visit: Visit, found: Section) -> str:
    label = visit.words.text(f"sections.{found.name}.label")
    count = _answered_in(visit, found)
    return _ask(visit, f"{found.letter}. {label}", count, url_for("pages.hub"))


def _ask(visit: Visit, what: str, count: int, back: str) -> str:
    """Says what would be set aside, and how many answers; back: where keeping them leads."""
    return render_template(
        "respondent/set_aside.html",
        visit=visit,
        words=visit.words,
        what=what,
        count=count,
        action=request.path,
        back=back,
        has_changed=COUNT in posted(),
    )


def _answered_in(visit: Visit, section: Section) -> int:
    return sum(_answered(visit, visit.full, name) for name in section.questions())


def _answered(visit: Visit, form: Questionnaire, name: str) -> int:
    """Cells of a question of a form that hold an answer; a reason for no answer is none."""
    question = form.questions[name].question
    given = question.given(visit.draft, question.cells(question.row_codes()))
    return len(given) + len(visit.draft.entries_of(name))
