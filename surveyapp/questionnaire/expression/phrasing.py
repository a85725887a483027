"""What a language must be able to say: the templates of sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.questionnaire.expression.tree import Operator, Place


@dataclass(frozen=True, slots=True)
class Listing:
    """How a list is joined: between its items, and before the last one."""

    between: str
    last: str

    def join(self, items: tuple[str, ...]) -> str:
        """The items as one text."""
        head, last = items[:-1], items[-1]
        return self.between.join(head) + self.last + last if head else last


@dataclass(frozen=True, slots=True)
class Phrases:
    """All templates of one language. A pair is (when it holds, when it does not)."""

    only_if: str
    quotes: tuple[str, str]
    thousands: str
    decimal: str
    and_items: Listing
    or_items: Listing
    nor_items: Listing
    and_clauses: Listing
    and_long_clauses: Listing
    or_clauses: Listing
    the_answer: str
    this_question: str
    no_answer: str
    places: Mapping[Place, str]
    in_grid: str
    cell: str
    chosen: tuple[str, str]
    none_chosen: str
    ticked: tuple[str, str]
    none_ticked: str
    some_of_rows: tuple[str, str]
    answered: tuple[str, str]
    or_unanswered: str
    or_one_unanswered: str
    or_reason: str
    between: str
    compared: Mapping[Operator, str]
    dated: Mapping[Operator, str]
    sum: str
    plus: str
    sum_in_line: str
    minus: str
    product: str
    counts: Mapping[str, str]
    some_counted: Mapping[str, str]
    all_rows_answered: str
    whole: tuple[str, str]
    calls: Mapping[str, tuple[str, str]]
    reasons: Mapping[str, str]
