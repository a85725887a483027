"""Review lines: what stands in the way of sending, what is only worth a look, and what to do."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from surveyapp.fieldwork.submission import Obstacles
from surveyapp.questionnaire.checks import CheckFailure
from surveyapp.questionnaire.flow import Flow, country_of, question_of
from surveyapp.web.respondent.entry_words import entry_words, undecided_words
from surveyapp.web.respondent.finding_words import finding_words, mend_words, reason_words
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.visit import Visit
from surveyapp.web.words import required_words

ToDo = Callable[[FormWords, Flow, Sequence[CheckFailure]], str]
"""What is to be done about the findings of one check."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One thing to look at. address: where; it leads back to the review. words: a sentence each."""

    name: str
    number: str
    label: str
    address: str
    words: tuple[str, ...]


def blocking_lines(visit: Visit, found: Obstacles) -> tuple[ReviewLine, ...]:
    """Whatever must be settled before the answers can be sent, in the order of the form."""
    entries = visit.draft.entries_of()
    lines = [_line(visit, name, (required_words(),)) for name in found.required]
    lines += [
        _line(visit, question_of(a), (entry_words(visit.words, visit.flow, a, entries),))
        for a in found.entries
    ]
    lines += _findings(visit, found.mistakes, mend_words)
    lines += _findings(visit, found.unexplained, reason_words)
    return _in_order(visit, lines)


def soft_lines(visit: Visit, found: Obstacles) -> tuple[ReviewLine, ...]:
    """What may stay as it is: checks that nobody answered, and what colleagues have not decided."""
    lines = list(_findings(visit, found.open_questions))
    lines += [
        _line(visit, question_of(a), (undecided_words(visit.words, visit.flow, a, entry),))
        for a, held in visit.draft.entries_elsewhere().items()
        if question_of(a) in visit.words.form.questions
        for entry in held
    ]
    return _in_order(visit, lines)


def _findings(
    visit: Visit, found: Iterable[CheckFailure], to_do: ToDo | None = None
) -> Iterator[ReviewLine]:
    """One line a check, however many rows it found something in."""
    checks: dict[str, list[CheckFailure]] = {}
    for finding in found:
        checks.setdefault(finding.why_address, []).append(finding)
    for why, grouped in checks.items():
        said = tuple(finding_words(visit.words, visit.flow, each) for each in grouped)
        first = (to_do(visit.words, visit.flow, grouped),) if to_do else ()
        anchor = f"check-{why}" if to_do is not mend_words else None
        yield _line(visit, grouped[0].check.question, (*first, *said), anchor)


def _line(visit: Visit, name: str, words: tuple[str, ...], anchor: str | None = None) -> ReviewLine:
    question = visit.words.question(name, country_of(visit.flow))
    page, place = visit.words.form.questions[name].page, anchor or f"question-{name}"
    address = url_for("pages.page", name=page, back="review", _anchor=place)
    return ReviewLine(name, question.number, question.label, address, words)


def _in_order(visit: Visit, lines: Iterable[ReviewLine]) -> tuple[ReviewLine, ...]:
    places = {name: place for place, name in enumerate(visit.words.form.questions)}
    return tuple(sorted(lines, key=lambda line: places[line.name]))
