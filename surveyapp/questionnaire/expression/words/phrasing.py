"""What a language must be able to say: the templates of sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.questionnaire.expression.syntax.tree import Operator, Place
from surveyapp.questions.language import listed


@dataclass(frozen=True, slots=True)
class ListPattern:
    """How a list is joined: templates for two of its items, and for the last two.

    Each has two placeholders, in any order: what stands before, and what is added.
    """

    between: str
    last: str

    def join(self, items: tuple[str, ...]) -> str:
        """The items as one text. Raises IndexError for none."""
        joined = items[0]
        for place, item in enumerate(items[1:], start=2):
            template = self.last if place == len(items) else self.between
            joined = template.format(before=joined, item=item, none=joined, nor=item)
        return joined


@dataclass(frozen=True, slots=True)
class Phrases:
    """All templates of one language. A pair is (when it holds, when it does not)."""

    language: str
    only_if: str
    quoted: str
    nor_items: ListPattern
    and_long_clauses: ListPattern
    or_clauses: ListPattern
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

    def both(self, items: tuple[str, ...]) -> str:
        """Items that all are meant: "a, b and c"."""
        return listed(items, self.language)

    def either(self, items: tuple[str, ...]) -> str:
        """Items of which one is meant: "a, b or c"."""
        return listed(items, self.language, "or")
