"""Entry words: what is said about something typed that is not an answer yet."""

from dataclasses import replace
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.fieldwork.closing import answers_lost
from surveyapp.fieldwork.entry import Entries, Entry, EntryKind
from surveyapp.fieldwork.reading import read_entry
from surveyapp.questionnaire.flow import Flow, country_of, question_of
from surveyapp.questions.base import Refusal
from surveyapp.web.respondent.answer_copy import cell_in_words, place_in_words
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.words import refusal_words


def entry_words(words: FormWords, flow: Flow, address: str, entries: Entries) -> str:
    """Why it is not the answer, and what to do; with the row and column it stands in."""
    entry = entries[address]
    match entry.kind:
        case EntryKind.CONFLICT:
            told = _conflict(words, flow, address)
        case EntryKind.CLOSING:
            told = _closing(flow, address, entries)
        case _:
            told = _refused(words, flow, address, entry)
    return placed(words, flow, address, told)


def placed(words: FormWords, flow: Flow, address: str, told: str) -> str:
    """The same with the row and column it stands in."""
    place = place_in_words(words, address, country_of(flow))
    return f"{place}: {told}" if place else told


def undecided_words(words: FormWords, flow: Flow, address: str, entry: Entry) -> str:
    """What somebody else typed there, was asked about, and has not decided."""
    asked = flow.form.questions[question_of(address)]
    cells, _refusals = read_entry(asked, address, entry, flow.answers)
    meant = {cell: value for cell, value in cells.items() if value is not None}
    typed = cell_in_words(words, Flow(flow.form, meant), address)
    told: str = _(
        "Somebody else typed another answer here, which was not taken: %(typed)s", typed=typed
    )
    return placed(words, flow, address, told)


def _conflict(words: FormWords, flow: Flow, address: str) -> str:
    theirs = cell_in_words(words, flow, address)
    told: str = _(
        "Another answer was saved in the meantime, by a colleague or in another window: %(theirs)s."
        " Save again to replace it by what stands here.",
        theirs=theirs,
    )
    return told


def _closing(flow: Flow, address: str, entries: Entries) -> str:
    """Counts what all such entries of the question would close together."""
    asked = flow.form.questions[question_of(address)]
    change = {
        cell: value
        for each, entry in entries.items()
        if entry.kind is EntryKind.CLOSING and question_of(each) == asked.name
        for cell, value in read_entry(asked, each, entry, flow.answers)[0].items()
    }
    lost = answers_lost(flow.form, flow.answers, entries, change)
    names = dict.fromkeys(question_of(each) for each in lost)
    numbers = ", ".join(flow.form.questions[name].number for name in names)
    told: str = ngettext(
        "With this answer, %(num)d answer that you gave is no longer asked for and would not be"
        " sent (%(questions)s). It is kept, and comes back if you change this answer back. Save"
        " again if this is right.",
        "With this answer, %(num)d answers that you gave are no longer asked for and would not be"
        " sent (%(questions)s). They are kept, and come back if you change this answer back. Save"
        " again if this is right.",
        len(lost),
        questions=numbers,
    )
    return told


def _refused(words: FormWords, flow: Flow, address: str, entry: Entry) -> str:
    asked = flow.form.questions[question_of(address)]
    rows = flow.rows(asked.name)
    _cells, refusals = read_entry(asked, address, entry, flow.answers, rows)
    told: str = _("Please look at what was typed here.")
    if refusals:
        told = " ".join(refused_words(words, flow, address, refusal) for refusal in refusals)
    return told


def refused_words(words: FormWords, flow: Flow, address: str, refusal: Refusal) -> str:
    """What is wrong with what was typed, and which figure stays saved meanwhile."""
    told = refusal_words(_naming(words, flow, address, refusal))
    if isinstance(flow.answers.get(address), int | Decimal):
        stored = cell_in_words(words, flow, address)
        kept = _("The saved figure is %(stored)s until you mend it.", stored=stored)
        told = f"{told} {kept}"
    return told


def _naming(words: FormWords, flow: Flow, address: str, refusal: Refusal) -> Refusal:
    """The same with the words of the option that it is about, where it is about one."""
    question = words.question(question_of(address), country_of(flow))
    options = {each.value: each.text for each in (*question.choices, *question.reasons)}
    option = options.get(refusal.details.get("code", ""))
    return replace(refusal, details={**refusal.details, "option": option}) if option else refusal
