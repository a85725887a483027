"""Section list: what is done, what is next, what must be looked at, and how long it still takes."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveyapp.fieldwork.draft import may_be_set_aside
from surveyapp.fieldwork.progress import SectionStatus, next_section, page_to_open, section_statuses
from surveyapp.questionnaire.burden import burden_left
from surveyapp.questionnaire.flow import country_of, question_of
from surveyapp.storage.handed_over import HandOverKind, HandOverTerms
from surveyapp.web.respondent.entry_words import entry_words
from surveyapp.web.respondent.finding_words import finding_words
from surveyapp.web.respondent.visit import Visit

MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Something in a section that must be mended or explained, and where. page: its name."""

    question: str
    number: str
    page: str
    words: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section as the list shows it.

    page: name of its first page; None where nothing of it is asked. minutes: about how long
    what is open still takes, 0 only where nothing is. mend, explain: numbers of the questions.
    waiting: the first of what must be looked at; more_waiting: how many others there are;
    colleagues: to whom it was handed over; n_comments: of colleagues for each other.
    """

    status: SectionStatus
    label: str
    page: str | None
    minutes: int
    mend: tuple[str, ...]
    explain: tuple[str, ...]
    waiting: tuple[WaitingLine, ...]
    more_waiting: int
    may_be_set_aside: bool
    colleagues: tuple[HandOverTerms, ...]
    n_comments: int


@dataclass(frozen=True, slots=True)
class SectionList:
    """All sections, and the draft as a whole.

    next, next_page: the section that goes on, and the name of the page where it does; None when
    every section is complete.
    """

    rows: tuple[SectionRow, ...]
    next: SectionRow | None
    next_page: str | None
    asked: int
    answered: int
    minutes: int


def section_list(visit: Visit) -> SectionList:
    """The sections of a draft as they stand now."""
    visit.draft.load_all()
    statuses = section_statuses(visit.flow, visit.draft.entries_of())
    rows = {status.section.name: _row(visit, status) for status in statuses}
    ahead = next_section(statuses)
    page = page_to_open(visit.flow, ahead) if ahead else None
    return SectionList(
        rows=tuple(rows.values()),
        next=rows[ahead.section.name] if ahead else None,
        next_page=page.name if page else None,
        asked=sum(status.asked for status in statuses),
        answered=sum(status.answered for status in statuses),
        minutes=whole_minutes(sum(_minutes_left(visit, status) for status in statuses)),
    )


def whole_minutes(minutes: float) -> int:
    """Minutes as they are said: a whole number, and 0 only for nothing at all."""
    return max(round(minutes), 1) if minutes else 0


def _row(visit: Visit, status: SectionStatus) -> SectionRow:
    pages = (page for page in status.section.pages if visit.has_page(page))
    first = next(pages, None)
    waiting = tuple(_waiting(visit, status))
    return SectionRow(
        status=status,
        label=visit.words.text(f"sections.{status.section.name}.label", country_of(visit.flow)),
        page=first.name if first else None,
        minutes=whole_minutes(_minutes_left(visit, status)),
        mend=_numbers(visit, status.to_mend),
        explain=_numbers(visit, status.to_explain),
        waiting=waiting[:MOST_LINES],
        more_waiting=len(waiting[MOST_LINES:]),
        may_be_set_aside=may_be_set_aside(visit.words.form, status.section),
        n_comments=len(visit.draft.comments(status.section.name)),
        colleagues=tuple(
            made.terms
            for made in visit.draft.hand_overs()
            if made.terms.kind is HandOverKind.ANSWER and status.section.name in made.terms.sections
        ),
    )


def _minutes_left(visit: Visit, status: SectionStatus) -> float:
    count = visit.words.word_count(country_of(visit.flow))
    return burden_left(visit.flow, status.section, count).minutes


def _numbers(visit: Visit, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(visit.words.form.questions[name].number for name in names)


def _waiting(visit: Visit, status: SectionStatus) -> Iterator[WaitingLine]:
    words, flow = visit.words, visit.flow
    entries = visit.draft.entries_of()
    for address in status.entries:
        yield _line(visit, question_of(address), entry_words(words, flow, address, entries))
    for finding in (*status.mistakes, *status.unexplained):
        yield _line(visit, finding.check.question, finding_words(words, flow, finding))


def _line(visit: Visit, name: str, words: str) -> WaitingLine:
    asked = visit.words.form.questions[name]
    return WaitingLine(name, asked.number, asked.page, words)
