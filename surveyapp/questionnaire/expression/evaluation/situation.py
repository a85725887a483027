"""Situation: everything an expression may look at while it is evaluated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from surveyapp.questions.cell import Answers
from surveyapp.questions.domain import Domain


@dataclass(slots=True)
class Situation:
    """The answers and the place in the form; one is made for every place where something is asked.

    Not frozen, since such a one takes five times as long to make, and nobody keeps one.

    answers: effective cells: those of questions that are not relevant are absent; only `.get`
        is called, so a lazy mapping will do.
    domains: question -> what its answer can be.
    shown_rows: question -> the rows of a grid that are shown now, in their order.
    has_pii: whether a text seems to identify a person.
    this: the question that ``.`` and grid functions of ``.`` mean; None outside a question.
    cell: address of the cell that ``.`` means when a grid is checked cell by cell;
        None: ``.`` is the answer of `this`.
    row, column: codes behind ``@row`` and ``@column``; None when there is none.
    """

    answers: Answers
    domains: Mapping[str, Domain]
    shown_rows: Callable[[str], tuple[str, ...]]
    has_pii: Callable[[str], bool]
    this: str | None = None
    cell: str | None = None
    row: str | None = None
    column: str | None = None
