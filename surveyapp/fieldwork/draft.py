"""Draft: answers in progress, with changes on top and whole sections set aside."""

from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping

from surveyapp.questionnaire.checks import WHY
from surveyapp.questionnaire.flow import Flow, question_of
from surveyapp.questionnaire.model import Questionnaire, Section
from surveyapp.questions.added_up import follow
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason

FLAG = "__flag"
CONFIRM = "__ok_"
CONFIRMED = "confirmed"
LONGEST_REASON = 500


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

    What was answered there before stays below and comes back when the section does, and so do the
    words beside it; required questions keep their answers.
    """

    def __init__(self, below: Answers, form: Questionnaire, sections: frozenset[str]) -> None:
        self._below, self._form, self._sections = below, form, sections

    def covers(self, name: str) -> bool:
        """Whether a question is set aside with its section."""
        if not self._sections:
            return False
        asked = self._form.questions.get(name)
        is_aside = asked is not None and asked.section in self._sections
        return is_aside and asked is not None and not asked.is_required

    def __getitem__(self, address: str) -> Cell:
        if self._sections and self.covers(question_of(address)):
            if "__" in address:
                raise KeyError(address)
            return Missing(MissingReason.NOT_APPLICABLE)
        return self._below[address]

    def __iter__(self) -> Iterator[str]:
        return (address for address in self._below if address in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def why_fields(why_address: str) -> tuple[str, str]:
    """The two fields in which a check is dismissed: its reason in words, and the box to tick."""
    return why_address, why_address.replace(WHY, CONFIRM, 1)


def set_aside(
    flow: Flow, names: Iterable[str], reason: MissingReason
) -> tuple[dict[str, Cell], dict[str, Cell]]:
    """(cells that now hold the reason, what they held before), for a whole table.

    A cell that was empty before is told as blank, so that undo empties what was set aside and
    nothing else. Questions that do not offer this reason, or are required, stay as they are.
    """
    marked: dict[str, Cell] = {}
    for name in names:
        asked = flow.form.questions[name]
        if reason in asked.question.missing and not asked.is_required:
            marked.update(dict.fromkeys(flow.cells(name), Missing(reason)))
    marked = {address: cell for address, cell in marked.items() if "__" not in address}
    changed = {a: cell for a, cell in marked.items() if flow.answers.get(a) != cell}
    return changed, {a: flow.answers.get(a, Missing(MissingReason.BLANK)) for a in changed}


def put_back(
    answers: Answers, kept: Mapping[str, Cell], reason: MissingReason
) -> dict[str, Cell | None]:
    """What undo changes: cells that still hold the reason, back to what they held (None: empty)."""
    blank = Missing(MissingReason.BLANK)
    return {
        address: None if cell == blank else cell
        for address, cell in kept.items()
        if answers.get(address) == Missing(reason)
    }


def zeros_for(flow: Flow, name: str, waiting: Container[str]) -> dict[str, Cell]:
    """0 for every empty cell of a table, apart from totals that are added up.

    waiting: cells in which something else was typed; they are not empty.
    """
    lines = flow.form.questions[name].question.lines(flow.rows(name))
    empty = (a for a in flow.cells(name) if a not in flow.answers and a not in lines)
    return {address: 0 for address in empty if address not in waiting}


def with_totals(
    flow: Flow, name: str, before: Answers, changes: Mapping[str, Cell | None]
) -> dict[str, Cell | None]:
    """The changes to a table, and those of its totals, which follow what they added up before."""
    after = Revision(flow.answers)
    after.changes.update(changes)
    lines = flow.form.questions[name].question.lines(flow.rows(name))
    return {**changes, **follow(lines, before, after)}


def may_be_set_aside(form: Questionnaire, section: Section) -> bool:
    """Whether a section could be somebody else's task: not one that says who answers."""
    telling = {form.consent, form.compare_by, *form.strata, *form.classes}
    return not any(name in telling for name in section.questions())
