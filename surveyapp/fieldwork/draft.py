"""Draft: answers in progress; what a posted page changes, and what is finally sent."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveyapp.questionnaire.checks import Finding, findings, hard
from surveyapp.questionnaire.flow import Flow, asked_on, question_of
from surveyapp.questionnaire.model import AskedQuestion, Page, Questionnaire, Section
from surveyapp.questions.base import Posted, Reading, Refusal
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason, answers_to_json
from surveyapp.questions.text import tidy

FLAG = "__flag"
CONFIRM = "__ok_"
CONFIRMED = "confirmed"
LONGEST_REASON = 500

Screen = Callable[[str], tuple[str, ...]]
"""Kinds of personal data found in a text."""


class Revision(MutableMapping[str, Cell]):
    """Answers with changes on top; what lies below is read only where somebody looks."""

    def __init__(self, below: Answers) -> None:
        self._below = below
        self.changes: dict[str, Cell | None] = {}

    def __getitem__(self, address: str) -> Cell:
        if address not in self.changes:
            return self._below[address]
        cell = self.changes[address]
        if cell is None:
            raise KeyError(address)
        return cell

    def __setitem__(self, address: str, cell: Cell) -> None:
        self.changes[address] = cell

    def __delitem__(self, address: str) -> None:
        self[address]
        self.changes[address] = None

    def __iter__(self) -> Iterator[str]:
        yield from (address for address in self._below if address not in self.changes)
        yield from (address for address, cell in self.changes.items() if cell is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class NotOurTask(Mapping[str, Cell]):
    """Answers in which whole sections are set aside as not applicable.

    What was answered there before stays below and comes back when the section does; required
    questions keep their answers.
    """

    def __init__(self, below: Answers, form: Questionnaire, sections: frozenset[str]) -> None:
        self._below, self._form, self._sections = below, form, sections

    def covers(self, name: str) -> bool:
        """Whether a question is set aside with its section."""
        asked = self._form.questions.get(name)
        is_aside = asked is not None and asked.section in self._sections
        return is_aside and asked is not None and not asked.is_required

    def __getitem__(self, address: str) -> Cell:
        if self._sections and "__" not in address and self.covers(question_of(address)):
            return Missing(MissingReason.NOT_APPLICABLE)
        return self._below[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._below)

    def __len__(self) -> int:
        return len(self._below)


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What a posted page means.

    answers: the draft afterwards with its changes; refusals: what could not be taken, still to be
    shown as it was typed; findings: hard and soft checks on this page; flagged: question -> kinds
    of personal data found; opened: questions of this page that only these answers
    opened; conflicts: questions that a colleague answered differently in the meantime: the stored
    answer stays until this page is sent again.
    """

    answers: Revision
    refusals: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()
    flagged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opened: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def must_be_mended(self) -> bool:
        """Whether something typed cannot be kept as it is."""
        return bool(self.refusals or hard(self.findings))


@dataclass(frozen=True, slots=True)
class PostedPage:
    """A page as it came back: what was typed in which language, and which questions stood on it.

    was: question -> fingerprint of its answer when the page was shown; empty when unknown.
    """

    page: Page
    typed: Posted
    language: str
    rendered: frozenset[str]
    was: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The questions that may change, in order; other fields are ignored."""
        return tuple(name for name in self.page.questions if name in self.rendered)


def answer_page(
    form: Questionnaire, answers: Answers, posted: PostedPage, screen: Screen
) -> PageOutcome:
    """The draft after a page was posted."""
    before, after, page = Flow(form, answers), Revision(answers), posted.page
    refusals: list[Refusal] = []
    conflicts: list[str] = []
    on_page = posted.names
    for name in on_page:
        rows = before.rows(name) or form.questions[name].question.row_codes()
        reading = form.questions[name].question.read(posted.typed, posted.language, rows)
        verdict = _compare(form.questions[name], before, posted.was.get(name), reading)
        if verdict is Merge.TAKE:
            _take(form.questions[name], rows, reading, after)
            refusals.extend(reading.refusals)
        elif verdict is Merge.ASK:
            conflicts.append(name)
    flow = Flow(form, after)
    flagged = {name: kinds for name in on_page if (kinds := _flag(form, name, after, screen))}
    found = findings(flow, asked_on(flow, page))
    _dismiss(found, after, posted.typed)
    opened = tuple(name for name in asked_on(flow, page) if name not in on_page)
    return PageOutcome(after, tuple(refusals), found, flagged, opened, tuple(conflicts))


class Merge(StrEnum):
    """What becomes of an answer on a page while a colleague may have saved another."""

    TAKE = "take"
    KEEP = "keep"
    ASK = "ask"


def fingerprint(asked: AskedQuestion, answers: Answers) -> str:
    """Short hash of a question's cells, to notice that they changed since a page was shown."""
    addresses = asked.question.cells(asked.question.row_codes())
    cells = {address: answers[address] for address in addresses if address in answers}
    text = json.dumps(answers_to_json(cells), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _compare(asked: AskedQuestion, before: Flow, was: str | None, reading: Reading) -> Merge:
    stored = fingerprint(asked, before.answers)
    if was is None or stored == was:
        return Merge.TAKE
    mine = fingerprint(asked, reading.cells)
    if mine == was and not reading.refusals:
        return Merge.KEEP
    return Merge.TAKE if mine == stored else Merge.ASK


def _take(asked: AskedQuestion, rows: Iterable[str], reading: Reading, after: Revision) -> None:
    """Replaces the cells that stood on the page by what was posted."""
    for address in asked.question.cells(tuple(rows)):
        after.pop(address, None)
    after.update(reading.cells)


def _flag(form: Questionnaire, name: str, after: Revision, screen: Screen) -> tuple[str, ...]:
    """Kinds of personal data in a screened text; they are kept beside it for the reviewer."""
    after.pop(name + FLAG, None)
    words = after.get(name)
    if not form.questions[name].question.is_screened or not isinstance(words, str):
        return ()
    kinds = screen(words)
    if kinds:
        after[name + FLAG] = kinds
    return kinds


def _dismiss(found: Iterable[Finding], after: Revision, posted: Posted) -> None:
    """Keeps why a soft check was dismissed."""
    for finding in found:
        address = finding.why_address
        words = tidy((posted.get(address) or ("",))[0])[:LONGEST_REASON]
        ticked = posted.get(finding.check.question + CONFIRM + finding.check.name)
        if words or (ticked and not finding.check.needs_reason):
            after[address] = words or CONFIRMED


def set_aside(
    flow: Flow, names: Iterable[str], reason: MissingReason
) -> tuple[dict[str, Cell], dict[str, Cell]]:
    """(cells that now hold the reason, earlier cells to put back on undo), for a whole table.

    Questions that do not offer this reason, or are required, stay as they are.
    """
    marked: dict[str, Cell] = {}
    for name in names:
        asked = flow.form.questions[name]
        if reason in asked.question.missing and not asked.is_required:
            marked.update(dict.fromkeys(flow.cells(name), Missing(reason)))
    marked = {address: cell for address, cell in marked.items() if "__" not in address}
    return marked, {a: flow.answers[a] for a in marked if a in flow.answers}


def may_be_set_aside(form: Questionnaire, section: Section) -> bool:
    """Whether a section could be somebody else's task: not one that says who answers."""
    telling = {form.consent, form.compare_by, *form.strata, *form.classes}
    return not any(name in telling for name in section.questions())


def by_section(form: Questionnaire, answers: Answers) -> dict[str, dict[str, Cell]]:
    """Answers sorted into the sections they are kept in."""
    sections: dict[str, dict[str, Cell]] = {section.name: {} for section in form.sections}
    for address, cell in answers.items():
        asked = form.questions.get(question_of(address))
        if asked is not None:
            sections[asked.section][address] = cell
    return sections
