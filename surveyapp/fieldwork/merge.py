"""Merge: what a posted page changes in a draft, cell by cell, while colleagues may change it too.

A cell that only one of two people changed is taken; one that both changed is asked about. Cells
that are answered in one go, such as the rows that are picked of many, are one unit in this. What
cannot be read, what is asked about, and what would close questions that were answered stays beside
the stored answer as an entry, until the page is sent again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveyapp.fieldwork.closing import answers_lost
from surveyapp.fieldwork.draft import CONFIRMED, Revision
from surveyapp.fieldwork.entry import Entries, Entry, EntryKind, typed_into
from surveyapp.fieldwork.flag import Screen, flag
from surveyapp.fieldwork.page_token import Shown, ShownQuestion, entry_mark, mark_of, units_of
from surveyapp.fieldwork.reading import (
    Cells,
    Understood,
    cells_of,
    fields_of,
    read_question,
    read_unit,
    refusals_of,
)
from surveyapp.fieldwork.submission import entries_asked
from surveyapp.questionnaire.checks import (
    WHY,
    CheckFailure,
    findings,
    hard,
    open_questions,
    renewed,
)
from surveyapp.questionnaire.flow import Flow, asked_on, question_of
from surveyapp.questionnaire.model import AskedQuestion, Page, Questionnaire
from surveyapp.questions.added_up import follow
from surveyapp.questions.base import Posted
from surveyapp.questions.cell import Answers
from surveyapp.questions.explanation import explained_row, is_explanation


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

    answers: the draft afterwards; entries: address -> what stays in its fields, None where
    nothing does any more; unread: whether something on this page is still to be mended or decided;
    findings: hard and soft checks on this page; flagged: question -> kinds of personal data found;
    opened: questions of this page that only these answers opened; renewed: whether a check that was
    answered before finds something new.
    """

    answers: Revision
    entries: Mapping[str, Entry | None] = field(default_factory=dict)
    unread: bool = False
    findings: tuple[CheckFailure, ...] = ()
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
    merge.hold_words_beside()
    after = merge.after
    merge.add_up(after)
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


class _Merge:
    """One posted page on its way into a draft."""

    def __init__(
        self, form: Questionnaire, answers: Answers, entries: Entries, posted: PostedPage
    ) -> None:
        self.form, self.answers, self.entries, self.posted = form, answers, entries, posted
        self.after = Revision(answers)
        self.changes: dict[str, Entry | None] = {}
        self._lines: dict[str, tuple[str, ...]] = {}  # total -> its parts
        self._unasked: dict[str, Cells] = {}  # what was taken and says yes to no question

    def take_question(self, asked: AskedQuestion, shown: ShownQuestion) -> None:
        reading = read_question(asked, shown.rows, self.posted.typed, self.posted.language)
        refused = refusals_of(asked, reading)
        self._lines.update(asked.question.lines(shown.rows))
        for address, cells in units_of(asked, shown.rows).items():
            was = shown.marks.get(address, "")
            if address not in self.posted.typed and self._needs_a_field(address, shown):
                continue  # it did not stand on the page
            again = self._as_left(asked, address, shown.rows)
            mine, refusals = again or (cells_of(reading.cells, cells), refused.get(address, ()))
            self._take_unit(asked, address, was, mine, is_refused=bool(refusals))

    def ask_before_closing(self) -> None:
        """Keeps back what would close answered questions, unless the page was asked before."""
        unasked = self._unasked
        closing = [address for address, change in unasked.items() if self._closes(change)]
        together = {cell: new for change in unasked.values() for cell, new in change.items()}
        if not closing and self._closes(together):
            closing = list(unasked)
        for address in closing:
            for cell in unasked[address]:
                self.after.changes.pop(cell)
            self._hold(self._asked(address), address, EntryKind.CLOSING)

    def hold_words_beside(self) -> None:
        """Keeps back words beside an answer that waits to be decided: another one stands there."""
        waiting = [
            address
            for address, entry in self._standing().items()
            if entry.kind is not EntryKind.REFUSED and "__" not in address
        ]
        written = [a for a, cell in self.after.changes.items() if cell is not None]
        for address in written:
            if any(_stands_beside(address, held) for held in waiting):
                self.after.changes.pop(address)
                self._hold(self._asked(address), address, EntryKind.CONFLICT)

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

    def _take_unit(
        self, asked: AskedQuestion, address: str, was: str, mine: Cells, *, is_refused: bool
    ) -> None:
        stored, entry = cells_of(self.answers, mine), self.entries.get(address)
        is_same = mark_of(stored.values(), entry) == was
        is_left = self._is_left(asked, address, was)
        if is_left and self._is_settled(entry, is_refused=is_refused):
            return
        if entry is not None and not is_left and entry.fields == self._typed(asked, address):
            return  # a second press of the same page, before the question could be read
        if is_refused:
            self._hold(asked, address, EntryKind.REFUSED)
        elif not is_left and mark_of(mine.values(), None) == was:
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

    def _as_left(
        self, asked: AskedQuestion, address: str, rows: tuple[str, ...]
    ) -> Understood | None:
        """What an entry of another language means, if its fields were left as they stood."""
        entry = self.entries.get(address)
        if entry is None or entry.language == self.posted.language:
            return None
        if self._typed(asked, address) != entry.fields:
            return None
        return read_unit(asked, address, rows, self.posted.typed, entry.language)

    def _take(self, address: str, mine: Cells, *, is_yes: bool) -> None:
        changed = {cell: value for cell, value in mine.items() if value != self.answers.get(cell)}
        self.after.changes.update(changed)
        if changed and not is_yes:
            self._unasked[address] = changed
        if address in self.entries:
            self.changes[address] = None

    def _hold(self, asked: AskedQuestion, address: str, kind: EntryKind) -> None:
        typed, kept = self._typed(asked, address), self.entries.get(address)
        is_left = kept is not None and kept.fields == typed
        language = kept.language if kept is not None and is_left else self.posted.language
        self.changes[address] = Entry(kind, language, typed)

    def _closes(self, change: Cells) -> bool:
        """Whether something is lost with this change that the page itself did not empty."""
        behind = (self.form.dependents.get(question_of(a)) for a in (*change, *self._lines))
        if not change or not any(behind):
            return False
        beside = Revision(self.answers)
        beside.changes = {a: c for a, c in self.after.changes.items() if a not in change}
        changed = Revision(self.answers)
        changed.changes = {**beside.changes, **change}
        for each in (beside, changed):
            self.add_up(each)
        totals = {a: changed.get(a) for a in self._lines if beside.get(a) != changed.get(a)}
        lost = answers_lost(self.form, beside, self._standing(), {**totals, **change})
        return bool(lost)

    def _standing(self) -> dict[str, Entry]:
        """The entries after what was taken and held so far."""
        now = {**self.entries, **self.changes}
        return {address: entry for address, entry in now.items() if entry is not None}

    def _asked(self, address: str) -> AskedQuestion:
        return self.form.questions[question_of(address)]


def _stands_beside(address: str, held: str) -> bool:
    """Whether an address is of words about a cell: why a check is wrong, or an explanation."""
    if question_of(address) != question_of(held):
        return False
    row = explained_row(address)
    return WHY in address or (is_explanation(address) and row in (None, *held.split(".")[1:]))
