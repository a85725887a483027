"""Merge: what a posted page changes in a draft, cell by cell, while colleagues may change it too.

A cell that only one of two people changed is taken; one that both changed is asked about. What
cannot be read, what is asked about, and what would close questions that were answered stays beside
the stored answer as an entry, until the page is sent again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveyapp.fieldwork.closing import answers_lost
from surveyapp.fieldwork.draft import CONFIRMED, LONGEST_REASON, Revision, why_fields
from surveyapp.fieldwork.entry import Entries, Entry, EntryKind, typed_into
from surveyapp.fieldwork.flag import Screen, flag
from surveyapp.fieldwork.page_token import Shown, ShownQuestion, addresses_of, entry_mark, mark
from surveyapp.fieldwork.submission import entries_asked
from surveyapp.questionnaire.checks import (
    WHY,
    Finding,
    findings,
    hard,
    open_questions,
    renewed,
)
from surveyapp.questionnaire.flow import Flow, asked_on, question_of
from surveyapp.questionnaire.model import AskedQuestion, Page, Questionnaire
from surveyapp.questions.added_up import follow
from surveyapp.questions.base import Posted, Reading, Refusal, first
from surveyapp.questions.cell import Answers, Cell
from surveyapp.questions.text import read_words, tidy_line

Understood = tuple[Cell | None, Refusal | None]
"""The cell that was meant, and what was refused of it."""


@dataclass(frozen=True, slots=True)
class PostedPage:
    """A page as it came back: what was typed in which language, and what had stood on it.

    confirms: whether the button that was pressed says yes to what the page had asked; a language
    button does not.
    """

    page: Page
    typed: Posted
    language: str
    shown: Shown
    confirms: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The questions that may change, in order; other fields are ignored."""
        return tuple(name for name in self.page.questions if name in self.shown)


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What a posted page means.

    answers: the draft afterwards; entries: cell address -> what stays in its fields, None where
    nothing does any more; unread: whether something on this page is still to be mended or decided;
    findings: hard and soft checks on this page; flagged: question -> kinds of personal data found;
    opened: questions of this page that only these answers opened; renewed: whether a check that was
    answered before finds something new.
    """

    answers: Revision
    entries: Mapping[str, Entry | None] = field(default_factory=dict)
    unread: bool = False
    findings: tuple[Finding, ...] = ()
    flagged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opened: tuple[str, ...] = ()
    renewed: bool = False

    def asks_again(self, flow: Flow, seen: frozenset[str]) -> bool:
        """Whether the page must be shown again; seen: the checks it had shown, by why_address."""
        asks = {f.why_address for f in open_questions(flow, self.findings)} | set(self.flagged)
        shows = self.unread or self.opened or self.renewed
        return bool(shows or hard(self.findings) or asks - seen)


def answer_page(
    form: Questionnaire, answers: Answers, entries: Entries, posted: PostedPage, screen: Screen
) -> PageOutcome:
    """The draft after a page was posted.

    entries: those of the page, and of the questions that depend on it.
    """
    merge = _Merge(form, answers, entries, posted)
    for name in posted.names:
        merge.take_question(form.questions[name], posted.shown[name])
    merge.ask_before_closing()
    merge.add_up(merge.after)
    after = merge.after
    flow = Flow(form, after)
    asked = asked_on(flow, posted.page)
    again = renewed(Flow(form, answers), flow, asked)
    after.changes.update({why: None for why in again if after.get(why) == CONFIRMED})
    return PageOutcome(
        after,
        merge.changes,
        merge.is_unread(flow),
        findings(flow, asked),
        {n: kinds for n in posted.names if (kinds := flag(form.questions[n], after, screen))},
        tuple(name for name in asked if name not in posted.shown),
        bool(again),
    )


def read_entry(asked: AskedQuestion, address: str, entry: Entry, answers: Answers) -> Understood:
    """What an entry means beside the answers, in the language in which it was typed."""
    typed: dict[str, Sequence[str]] = dict(asked.question.shown(answers, entry.language))
    for name in fields_of(asked, address):
        typed.pop(name, None)
    return _read_cell(asked, address, {**typed, **entry.fields}, entry.language)


def fields_of(asked: AskedQuestion, address: str) -> tuple[str, ...]:
    """The form fields that make up a cell, those of reasons for checks among them."""
    if WHY in address:
        return why_fields(address)
    return asked.question.fields_of(address)


class _Merge:
    """One posted page on its way into a draft."""

    def __init__(
        self, form: Questionnaire, answers: Answers, entries: Entries, posted: PostedPage
    ) -> None:
        self.form, self.answers, self.entries, self.posted = form, answers, entries, posted
        self.after = Revision(answers)
        self.changes: dict[str, Entry | None] = {}
        self._taken: dict[str, bool] = {}  # address -> whether it says yes to a question
        self._lines: dict[str, tuple[str, ...]] = {}  # total -> its parts

    def take_question(self, asked: AskedQuestion, shown: ShownQuestion) -> None:
        reading = _read(asked, shown.rows, self.posted.typed, self.posted.language)
        refused = _refusals(asked, reading)
        self._lines.update(asked.question.lines(shown.rows))
        for address in addresses_of(asked, shown.rows):
            was = shown.marks.get(address, "")
            if address not in self.posted.typed and self._needs_a_field(address, shown):
                continue  # it did not stand on the page
            again = self._as_left(asked, address)
            cell, refusal = again or (reading.cells.get(address), refused.get(address))
            self._take_cell(asked, address, was, cell, is_refused=refusal is not None)

    def ask_before_closing(self) -> None:
        """Keeps back what would close answered questions, unless the page was asked before."""
        unasked = [address for address, is_yes in self._taken.items() if not is_yes]
        closing = [a for a in unasked if self._closes({a: self.after.changes[a]})]
        if not closing and self._closes({a: self.after.changes[a] for a in unasked}):
            closing = unasked
        for address in closing:
            self.after.changes.pop(address)
            self._hold(self._asked(address), address, EntryKind.CLOSING)

    def add_up(self, after: Revision) -> None:
        """Lets totals follow their parts, but for those that somebody gives on this page."""
        given = {a for a in self._lines if self.after.changes.get(a) is not None}
        given |= self._lines.keys() & self._standing().keys()
        after.changes.update(follow(self._lines, self.answers, after, given))

    def is_unread(self, flow: Flow) -> bool:
        """Whether an entry stands on the page now."""
        names = self.posted.names
        standing = {a: e for a, e in self._standing().items() if question_of(a) in names}
        return bool(entries_asked(flow, standing))

    def _needs_a_field(self, address: str, shown: ShownQuestion) -> bool:
        """Whether a cell is empty only where its field was sent empty.

        A check may not have stood there, nor a cell of another edition; a total was added up.
        """
        return WHY in address or address in self._lines or address not in shown.marks

    def _take_cell(
        self, asked: AskedQuestion, address: str, was: str, mine: Cell | None, *, is_refused: bool
    ) -> None:
        stored, entry = self.answers.get(address), self.entries.get(address)
        is_same = mark(stored, entry) == was
        is_left = self._is_left(asked, address, was)
        if is_left and self._is_settled(entry, is_refused=is_refused):
            return
        if entry is not None and not is_left and entry.fields == self._typed(asked, address):
            return  # a second press of the same page, before the question could be read
        if is_refused:
            self._hold(asked, address, EntryKind.REFUSED)
        elif not is_left and mark(mine, None) == was:
            return
        elif is_same or mine == stored:
            self._take(address, mine, is_yes=is_left)
        else:
            self._hold(asked, address, EntryKind.CONFLICT)

    def _is_settled(self, entry: Entry | None, *, is_refused: bool) -> bool:
        """Whether what was sent as it stood says nothing: not asked about, or mended since.

        What can be read, and was decided otherwise on another page since, is asked about anew.
        """
        if entry is None:
            return is_refused or not self.posted.confirms
        return not self._says_yes(entry)

    def _says_yes(self, entry: Entry) -> bool:
        return entry.kind is EntryKind.REFUSED or self.posted.confirms

    def _is_left(self, asked: AskedQuestion, address: str, was: str) -> bool:
        """Whether an entry stood there and was sent again as it stood."""
        _, dash, stood = was.partition("-")
        return bool(dash) and stood == entry_mark(self._typed(asked, address))

    def _typed(self, asked: AskedQuestion, address: str) -> dict[str, tuple[str, ...]]:
        return typed_into(fields_of(asked, address), self.posted.typed)

    def _as_left(self, asked: AskedQuestion, address: str) -> Understood | None:
        """What an entry of another language means, if its fields were left as they stood."""
        entry = self.entries.get(address)
        if entry is None or entry.language == self.posted.language:
            return None
        if self._typed(asked, address) != entry.fields:
            return None
        return _read_cell(asked, address, self.posted.typed, entry.language)

    def _take(self, address: str, mine: Cell | None, *, is_yes: bool) -> None:
        if mine != self.answers.get(address):
            self.after.changes[address] = mine
            self._taken[address] = is_yes
        if address in self.entries:
            self.changes[address] = None

    def _hold(self, asked: AskedQuestion, address: str, kind: EntryKind) -> None:
        typed, kept = self._typed(asked, address), self.entries.get(address)
        is_left = kept is not None and kept.fields == typed
        language = kept.language if kept is not None and is_left else self.posted.language
        self.changes[address] = Entry(kind, language, typed)

    def _closes(self, change: Mapping[str, Cell | None]) -> bool:
        """Whether something is lost with this change that the page itself did not empty."""
        beside = Revision(self.answers)
        beside.changes = {a: c for a, c in self.after.changes.items() if a not in change}
        changed = Revision(self.answers)
        changed.changes = {**beside.changes, **change}
        for each in (beside, changed):
            self.add_up(each)
        totals = {a: changed.get(a) for a in self._lines if beside.get(a) != changed.get(a)}
        lost = answers_lost(self.form, beside, self._standing(), {**totals, **change})
        return bool(change) and bool(lost)

    def _standing(self) -> dict[str, Entry]:
        """The entries after what was taken and held so far."""
        now = {**self.entries, **self.changes}
        return {address: entry for address, entry in now.items() if entry is not None}

    def _asked(self, address: str) -> AskedQuestion:
        return self.form.questions[question_of(address)]


def _read_cell(asked: AskedQuestion, address: str, typed: Posted, language: str) -> Understood:
    reading = _read(asked, asked.question.row_codes(), typed, language)
    return reading.cells.get(address), _refusals(asked, reading).get(address)


def _read(asked: AskedQuestion, rows: tuple[str, ...], typed: Posted, language: str) -> Reading:
    """All cells of a question, and why its checks were dismissed."""
    reading = asked.question.read(typed, language, rows)
    whys = {f"{asked.name}{WHY}{check.name}": check.needs_reason for check in asked.warnings}
    cells, refusals = dict(reading.cells), list(reading.refusals)
    for address, needs_reason in whys.items():
        words = read_words(address, tidy_line(first(typed, address)), LONGEST_REASON, language)
        if isinstance(words, Refusal):
            refusals.append(words)
        elif words:
            cells[address] = words
        elif any(typed.get(why_fields(address)[1], ())) and not needs_reason:
            cells[address] = CONFIRMED
    return Reading(cells, tuple(refusals))


def _refusals(asked: AskedQuestion, reading: Reading) -> dict[str, Refusal]:
    """Cell address -> what was refused of it."""
    return {_cell_of(asked, refusal.field_name): refusal for refusal in reading.refusals}


def _cell_of(asked: AskedQuestion, field_name: str) -> str:
    return field_name if WHY in field_name else asked.question.cell_of(field_name)
