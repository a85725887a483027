"""Flow: what is asked now, and which page comes next.

Whether a question is asked is decided when somebody needs to know, from the few questions that
decide it, so a page costs the same in a form of 1,000 questions as in one of 20.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeVar, overload

from surveyapp.questionnaire.expression import Situation
from surveyapp.questionnaire.model import AskedQuestion, Page, Questionnaire
from surveyapp.questions.cell import Answers, Cell

Other = TypeVar("Other")
KNOWN_ADDRESSES = 20_000
"""Cells of some large questionnaires."""


@lru_cache(KNOWN_ADDRESSES)
def question_of(address: str) -> str:
    """The question that a cell address belongs to."""
    return address.split(".", 1)[0].split("__", 1)[0]


class Flow(Mapping[str, Cell]):
    """The answers that count, seen through the routing: a mapping of the cells that are asked.

    A question that is not asked is empty to the questions after it (brief 3.0). Answers that
    became irrelevant stay in the draft; they are only not seen here.
    """

    def __init__(self, form: Questionnaire, answers: Answers) -> None:
        self.form, self.answers = form, answers
        self._is_asked: dict[str, bool] = {}
        # Those that are asked with every cell, as most are.
        self._wholly_asked: set[str] = set()
        self._rows: dict[str, tuple[str, ...]] = {}
        self._cells: dict[str, tuple[str, ...]] = {}

    def is_asked(self, name: str) -> bool:
        """Whether this question is shown, as things stand."""
        known = self._is_asked.get(name)
        if known is None:
            asked = self.form.questions.get(name)
            known = self._is_asked[name] = asked is not None and self._holds(asked)
            if asked is not None and known and not asked.has_cells_left_out:
                self._wholly_asked.add(name)
        return known

    def rows(self, name: str) -> tuple[str, ...]:
        """Rows of a grid that are shown; none when the question is not asked."""
        known = self._rows.get(name)
        if known is None:
            asked = self.form.questions[name]
            known = self._rows[name] = self._shown_rows(asked) if self.is_asked(name) else ()
        return known

    def cells(self, name: str) -> tuple[str, ...]:
        """Addresses that can be filled now."""
        known = self._cells.get(name)
        if known is None:
            question, is_asked = self.form.questions[name].question, self.is_asked(name)
            known = self._cells[name] = question.cells(self.rows(name)) if is_asked else ()
        return known

    def situation(
        self,
        name: str,
        cell: str | None = None,
        row: str | None = None,
        column: str | None = None,
    ) -> Situation:
        """Where an expression of this question stands."""
        domains, has_pii = self.form.domains, _is_screened_later
        return Situation(self, domains, self.rows, has_pii, name, cell, row, column)

    def _holds(self, asked: AskedQuestion) -> bool:
        return asked.relevant is None or asked.relevant.condition.holds(self.situation(asked.name))

    def _shown_rows(self, asked: AskedQuestion) -> tuple[str, ...]:
        rows = asked.question.row_codes() if asked.question.rows else ()
        if asked.row_filter is None:
            return rows
        condition, name = asked.row_filter.condition, asked.name
        return tuple(row for row in rows if condition.holds(self.situation(name, row=row)))

    def __getitem__(self, address: str) -> Cell:
        cell = self.get(address)
        if cell is None:
            raise KeyError(address)
        return cell

    @overload
    def get(self, address: str, /) -> Cell | None: ...

    @overload
    def get(self, address: str, /, default: Cell | Other) -> Cell | Other: ...

    def get(self, address: str, /, default: Cell | Other | None = None) -> Cell | Other | None:
        """The cell, or the default where it is not asked or holds nothing."""
        cell = self.answers.get(address)
        if cell is None:
            return default
        name = question_of(address)
        if name in self._wholly_asked:
            return cell
        return cell if self.is_asked(name) and self._asks(name, address) else default

    def _asks(self, name: str, address: str) -> bool:
        """Whether a cell is asked, now that its question is."""
        asked = self.form.questions[name]
        if not asked.question.asks(address):
            return False
        is_filtered = asked.row_filter is not None and "." in address
        return not is_filtered or address.split(".")[1] in self.rows(name)

    def __iter__(self) -> Iterator[str]:
        return (address for address in self.answers if address in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, address: object) -> bool:
        return self.get(str(address)) is not None


def _is_screened_later(_text: str) -> bool:
    """Free text is screened when it is saved, see draft.py."""
    return False


def asked_on(flow: Flow, page: Page) -> tuple[str, ...]:
    """Questions of a page that are shown now, in order."""
    return tuple(name for name in page.questions if flow.is_asked(name))


def next_page(flow: Flow, page: Page) -> Page | None:
    """The next page with something to ask; None at the end."""
    after = flow.form.pages[flow.form.page_places[page.name] + 1 :]
    return next((later for later in after if _has_something(flow, later)), None)


def previous_page(flow: Flow, page: Page) -> Page | None:
    """The page before with something to ask; None at the start."""
    before = reversed(flow.form.pages[: flow.form.page_places[page.name]])
    return next((earlier for earlier in before if _has_something(flow, earlier)), None)


def is_answered(flow: Flow, name: str) -> bool:
    """Whether it is asked and holds an answer or a reason, as far as its type needs one."""
    question = flow.form.questions[name].question
    return flow.is_asked(name) and question.is_answered(flow.answers, flow.rows(name))


def country_of(flow: Flow) -> str | None:
    """The compared group to which the institution belongs; None where it was not said."""
    country = flow.get(flow.form.compare_by) if flow.form.compare_by else None
    return country if isinstance(country, str) else None


def _has_something(flow: Flow, page: Page) -> bool:
    return any(flow.is_asked(name) for name in page.questions)
