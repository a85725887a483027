"""Hand-over: sections for which a colleague gets a code of its own, and taking it back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from secrets import token_hex

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from surveyapp.fieldwork.part import may_be_handed_over, needed_elsewhere
from surveyapp.questionnaire.flow import country_of
from surveyapp.questions.date import day_of
from surveyapp.storage.hand_overs import HandOver, Offer, hand_over
from surveyapp.storage.hand_overs import take_back as take_code_back
from surveyapp.storage.handed_over import HandOverKind, HandOverTerms
from surveyapp.web.access import respondent
from surveyapp.web.clock import today
from surveyapp.web.current_instance import current_instance
from surveyapp.web.respondent.guard import Posted, current_visit, draft_blueprint, first, posted
from surveyapp.web.respondent.page_form import ErrorLink
from surveyapp.web.respondent.told import tell, told
from surveyapp.web.respondent.visit import Visit, insist

blueprint = draft_blueprint("hand_over")

LONGEST_NOTE, NAME_BYTES, MOST_OPEN = 500, 8, 50
SECTIONS, NOTE, NAME = "hand-section", "hand-note", "form-name"
DAY, MONTH, YEAR = "hand-day", "hand-month", "hand-year"


@dataclass(frozen=True, slots=True)
class OfferedSection:
    """A section that can be handed over. shows: numbers of the questions that go along to read."""

    name: str
    label: str
    shows: tuple[str, ...]


@blueprint.route("/answer/hand-over", methods=["GET", "POST"])
@respondent
def overview() -> str | Response | tuple[str, int]:
    """What is with colleagues, and a form to hand over more. Pressed twice, it makes one code."""
    visit = current_visit()
    if request.method != "POST":
        return _overview(visit, {}, ())
    typed = posted()
    errors = tuple(_errors(visit, typed))
    if errors:
        return _overview(visit, typed, errors), 422
    new = make(visit, _terms(visit, typed))
    return redirect(url_for("hand_over.made", name=new.terms.name))


@blueprint.get("/answer/hand-over/<name>")
@respondent
def made(name: str) -> str:
    """The code to print, and what it opens."""
    visit = current_visit()
    found = _found(visit, name) or abort(404)
    return render_template(
        "respondent/handed_over.html",
        visit=visit,
        words=visit.words,
        made=found,
        labels=_labels(visit, found.terms.sections),
        shows=_numbers(visit, needed_elsewhere(visit.full, found.terms.sections)),
    )


@blueprint.route("/answer/hand-over/<name>/take-back", methods=["GET", "POST"])
@respondent
def take_back(name: str) -> str | Response:
    """Asks first, then makes the code useless. Pressed twice, it leads to the same place."""
    visit = current_visit()
    if request.method == "POST":
        insist(visit, lambda current: take_code_back(current.own, name, _pepper(), today()))
        return redirect(tell(url_for("hand_over.overview"), taken=1))
    found = _found(visit, name)
    if found is None:
        return redirect(url_for("hand_over.overview"))
    return render_template(
        "respondent/take_back.html",
        visit=visit,
        words=visit.words,
        made=found,
        labels=_labels(visit, found.terms.sections),
    )


def make(visit: Visit, terms: HandOverTerms) -> HandOver:
    """A new code for these terms, with what is stored now; the same one for the same name."""

    def act(current: Visit) -> HandOver:
        lent, seen = current.draft.lent(terms.sections), current.draft.versions()
        return hand_over(current.own, Offer(terms, lent, seen), _pepper(), today())

    return insist(visit, act)[1]


def _overview(visit: Visit, typed: Posted, errors: tuple[ErrorLink, ...]) -> str:
    return render_template(
        "respondent/hand_over.html",
        visit=visit,
        words=visit.words,
        open=[(made, _labels(visit, made.terms.sections)) for made in visit.draft.hand_overs()],
        choices=_choices(visit),
        typed=typed,
        name=first(typed, NAME) or new_name(),
        errors=errors,
        told={error.field: error.words for error in errors},
        is_taken=told("taken"),
    )


def _found(visit: Visit, name: str) -> HandOver | None:
    return next((made for made in visit.draft.hand_overs() if made.terms.name == name), None)


def _choices(visit: Visit) -> tuple[OfferedSection, ...]:
    form = visit.full
    return tuple(
        OfferedSection(each.name, label, _numbers(visit, needed_elsewhere(form, [each.name])))
        for each in visit.words.form.sections
        if may_be_handed_over(form, each)
        for label in _labels(visit, [each.name])
    )


def _labels(visit: Visit, sections: Iterable[str]) -> list[str]:
    """Sections in words, with their letters."""
    wanted, words = frozenset(sections), visit.words
    return [
        f"{each.letter}. {words.text(f'sections.{each.name}.label', country_of(visit.flow))}"
        for each in visit.full.sections
        if each.name in wanted
    ]


def _numbers(visit: Visit, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(visit.full.questions[name].number for name in names)


def _errors(visit: Visit, typed: Posted) -> Iterable[ErrorLink]:
    known = {choice.name for choice in _choices(visit)}
    if not known & {*typed.get(SECTIONS, ())}:
        yield ErrorLink(SECTIONS, str(_("Sections")), str(_("Please choose at least one section.")))
    if len(first(typed, NOTE)) > LONGEST_NOTE:
        yield ErrorLink(NOTE, str(_("Note")), long_note_words())
    try:
        _until(typed)
    except ValueError:
        words = _("Please write a day, a month and a year in numbers, or leave all three empty.")
        yield ErrorLink(DAY, str(_("Please answer by")), str(words))
    if len(visit.draft.hand_overs()) >= MOST_OPEN:
        words = _("No more codes can be made. Please take one back that is not needed any more.")
        yield ErrorLink(SECTIONS, str(_("Sections")), str(words))


def _terms(visit: Visit, typed: Posted) -> HandOverTerms:
    """What a form says. The same form sent twice has one name, a changed one another."""
    sections = tuple(c.name for c in _choices(visit) if c.name in typed[SECTIONS])
    until, note = _until(typed), first(typed, NOTE).strip()
    name = name_of(first(typed, NAME), sections, note, until)
    return HandOverTerms(name, HandOverKind.ANSWER, sections, note, until)


def name_of(*said: object) -> str:
    """The name of a hand-over in addresses, from what its form says."""
    return hashlib.sha256(repr(said).encode()).hexdigest()[: 2 * NAME_BYTES]


def new_name() -> str:
    """What a form carries, so that it counts once however often it is sent."""
    return token_hex(NAME_BYTES)


def long_note_words() -> str:
    """What is said of a note that is too long."""
    words = ngettext(
        "Please write at most %(num)d character.",
        "Please write at most %(num)d characters.",
        LONGEST_NOTE,
    )
    return str(words)


def _until(typed: Posted) -> date | None:
    """The day asked for; None where none is. Raises ValueError for what is no day."""
    parts = [first(typed, field).strip() for field in (DAY, MONTH, YEAR)]
    if not any(parts):
        return None
    found = day_of(*parts)
    if found is None:
        raise ValueError("no day of the calendar")
    return found


def _pepper() -> bytes:
    instance = current_instance()
    return instance.pepper
