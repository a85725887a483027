"""Questionnaire: sections, pages and questions, resolved and ready to be asked.

Built once per release by `build`; nothing in it changes afterwards.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from surveyapp.questionnaire.expression import Condition, Expression, Situation
from surveyapp.questions.base import Code, Question
from surveyapp.questions.column import Column
from surveyapp.questions.domain import Domain

FULL = "full"
CORE = "core"


class Each(StrEnum):
    """How often a check runs on one question."""

    QUESTION = "question"
    ROW = "row"
    COLUMN = "column"
    CELL = "cell"


class CheckSeverity(StrEnum):
    """What a check that does not hold means for the respondent."""

    HARD = "hard"  # the answer cannot be kept like this
    SOFT = "soft"  # a question: is that right?
    NOTICE = "notice"  # something worth knowing


@dataclass(frozen=True, slots=True)
class Check:
    """A rule on answers; `values` compute the numbers that its words show.

    names: questions that it reads; cells: rows and cells of grids that it names outright.
    """

    name: str
    question: str
    condition: Condition
    each: Each
    severity: CheckSeverity
    text_path: str
    names: frozenset[str]
    cells: frozenset[str] = frozenset()
    needs_reason: bool = False
    values: tuple[tuple[str, Callable[[Situation], Decimal | int | None]], ...] = ()


@dataclass(frozen=True, slots=True)
class Routing:
    """When a question or one row of it is asked; `names` are the questions that decide."""

    expression: Expression
    condition: Condition
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question in its place: number, routing, checks and the paths of its words.

    core_cells: addresses of those that the core edition asks; None where it asks all of them.
    beside: the question before it, with which it stands in one table where both are asked.
    """

    question: Question
    number: str
    section: str
    page: str
    path: str
    is_required: bool = False
    is_core: bool = False
    core_cells: frozenset[str] | None = None
    relevant: Routing | None = None
    row_filter: Routing | None = None
    constraints: tuple[Check, ...] = ()
    warnings: tuple[Check, ...] = ()
    terms: tuple[str, ...] = ()
    beside: str | None = None

    @property
    def name(self) -> str:
        """Stable name, never reused once answers exist."""
        return self.question.name

    @property
    def kind(self) -> str:
        """Name of its type, template and macro."""
        return self.question.kind

    @property
    def has_cells_left_out(self) -> bool:
        """Whether some of its cells may not be asked where it is."""
        return self.row_filter is not None or self.question.only is not None

    def in_core(self) -> "AskedQuestion":
        """The question with what the core edition asks of it."""
        if self.core_cells is None:
            return self
        return replace(self, question=self.question.narrowed(self.core_cells))

    def is_core_cell(self, address: str) -> bool:
        """Whether the core edition asks this cell, or the words beside it."""
        is_whole = self.core_cells is None or "." not in address
        return self.is_core and (is_whole or address in (self.core_cells or ()))

    def needed(self) -> frozenset[str]:
        """Questions that decide whether it or its rows are asked."""
        routings = (self.relevant, self.row_filter)
        return frozenset[str]().union(*(routing.names for routing in routings if routing))


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that are answered together."""

    name: str
    section: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Pages on one subject, with the letter that stands before its questions' numbers."""

    name: str
    letter: str
    pages: tuple[Page, ...]

    def questions(self) -> Iterator[str]:
        """Names of its questions in order."""
        for page in self.pages:
            yield from page.questions


@dataclass(frozen=True)
class Questionnaire:
    """What is asked, in one edition. No slots, so that what is derived is computed once.

    version_hash: sha256 of the definition and its code lists; the same for all editions.
    questions: name -> question, in the order of the form. compare_codes: the two (or more)
    codes that are compared, in order; empty when nothing is compared. minutes: edition -> the
    most that it may take, an edition left out may take any time. prepare: role -> names of what it
    should have at hand. needs_approval: whether somebody signs for the answers before they are
    sent.
    """

    name: str
    version: str
    version_hash: str
    languages: tuple[str, ...]
    source_language: str
    unit: str
    sections: tuple[Section, ...]
    questions: Mapping[str, AskedQuestion]
    editions: tuple[str, ...]
    edition: str
    parameters: Mapping[str, str]
    compare_by: str | None
    compare_codes: tuple[Code, ...]
    strata: tuple[str, ...]
    classes: tuple[str, ...]
    identifying: tuple[str, ...]
    known_outside: tuple[str, ...]
    split_by: str | None
    consent: str | None
    consent_given: str
    needs_approval: bool
    terms: tuple[str, ...]
    minutes: Mapping[str, int]
    prepare: Mapping[str, tuple[str, ...]]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All variables in the order of the form."""
        return tuple(c for q in self.questions.values() for c in q.question.variables())

    @cached_property
    def has_sensitive(self) -> bool:
        """Whether any question of this edition is closely protected."""
        return any(asked.question.is_sensitive for asked in self.questions.values())

    @cached_property
    def domains(self) -> Mapping[str, Domain]:
        """Question -> the values that expressions find there."""
        return {name: asked.question.domain() for name, asked in self.questions.items()}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages in order."""
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def page_places(self) -> Mapping[str, int]:
        """Page -> its place among `pages`, from 0."""
        return {page.name: place for place, page in enumerate(self.pages)}

    @cached_property
    def sections_by_name(self) -> Mapping[str, Section]:
        """Section -> the section of this name."""
        return {section.name: section for section in self.sections}

    @cached_property
    def dependents(self) -> Mapping[str, frozenset[str]]:
        """Question -> all questions whose being asked hangs on it, also by way of others."""
        direct: dict[str, set[str]] = {}
        for name, asked in self.questions.items():
            for needed in asked.needed():
                direct.setdefault(needed, set()).add(name)
        return {name: _reached(name, direct) for name in direct}

    def page(self, name: str) -> Page:
        """The page of this name. Raises KeyError."""
        return self.pages[self.page_places[name]]

    def section(self, name: str) -> Section:
        """The section of this name. Raises KeyError."""
        return self.sections_by_name[name]

    def core_questions(self) -> tuple[str, ...]:
        """Names of the questions that stand in the core edition."""
        return tuple(name for name, asked in self.questions.items() if asked.is_core)

    def in_edition(self, edition: str) -> "Questionnaire":
        """The same questionnaire with only the questions and cells of this edition.

        A soft check that names a question or cell left out is left out as well.
        """
        if edition != CORE or CORE not in self.editions:
            return replace(self, edition=edition)
        kept = {name: self.questions[name].in_core() for name in self.core_questions()}
        return replace(
            self,
            edition=edition,
            questions={name: _without(asked, kept) for name, asked in kept.items()},
            sections=tuple(_sections_with(self.sections, kept)),
        )


def _reached(name: str, direct: Mapping[str, set[str]]) -> frozenset[str]:
    """Everything that can be reached from a question, not the question itself."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        new = direct.get(ahead.pop(), set()) - found
        found |= new
        ahead.extend(new)
    return frozenset(found - {name})


def _without(asked: AskedQuestion, kept: Mapping[str, AskedQuestion]) -> AskedQuestion:
    """The question without soft checks on what is not kept."""
    return replace(asked, warnings=tuple(c for c in asked.warnings if _can_run(c, kept)))


def _can_run(check: Check, kept: Mapping[str, AskedQuestion]) -> bool:
    named = ((cell.split(".", 1)[0], cell) for cell in check.cells)
    return check.names <= kept.keys() and all(
        kept[name].question.asks(cell) for name, cell in named
    )


def _sections_with(sections: tuple[Section, ...], kept: Mapping[str, object]) -> Iterator[Section]:
    for section in sections:
        pages = tuple(
            replace(page, questions=tuple(name for name in page.questions if name in kept))
            for page in section.pages
        )
        pages = tuple(page for page in pages if page.questions)
        if pages:
            yield replace(section, pages=pages)
