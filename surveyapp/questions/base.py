"""Question: what every type answers, and the small values they share.

A type says six things: is its definition sound, which cells and columns does it fill, what
does a posted form mean, how is an answer shown again, how does a simulated respondent answer, and
what does answering ask of a person.
It knows no wording, no routing and no HTML.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import ClassVar, Self

from surveyapp.questions.added_up import DeclaredSum, Lines
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason
from surveyapp.questions.column import Column, Level, Role
from surveyapp.questions.domain import Domain
from surveyapp.questions.effort import Effort
from surveyapp.questions.explanation import explanation_of, explanations_of
from surveyapp.questions.response_propensity import ResponsePropensity
from surveyapp.questions.typed import plain, quote

Posted = Mapping[str, Sequence[str]]
"""Field name -> typed values, as a browser sends them."""

REASON_FIELD = "__missing"
OTHER_FIELD = "__other"
LONGEST_OTHER = 200


@dataclass(frozen=True, slots=True)
class Code:
    """One answer code: stable in all languages. `text_path` leads to its label in the wording."""

    code: str
    text_path: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was typed into one field and cannot be taken; web and cli find words by `code`."""

    field_name: str
    code: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a posted form means: the cells that were understood, and what was refused.

    A cell was understood, or refused, or left empty; nothing wrong in one changes another.
    """

    cells: Mapping[str, Cell]
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(ABC):
    """One question as its type sees it.

    choices, rows, columns: closed sets in the order of the form; missing: reasons offered;
    exclusive: codes that stand alone; other: the code that opens "please say"; pick_rows: how many
    rows may be named, None where every row is answered; sums: totals that follow their parts; only:
    addresses of the cells that this edition asks, None where it asks all; is_year: its number is a
    year of the calendar; is_explained: whether words may be added to it and to its rows;
    is_attached: what is written there is kept with its response.
    """

    kind: ClassVar[str]
    default_level: ClassVar[Level]
    needs: ClassVar[frozenset[str]] = frozenset()
    allows: ClassVar[frozenset[str]] = frozenset()
    has_open_reasons: ClassVar[bool] = True
    """Whether reasons for no answer stand open on the page, and are read."""

    name: str
    level: Level
    choices: tuple[Code, ...] = ()
    rows: tuple[Code, ...] = ()
    columns: tuple[Code, ...] = ()
    missing: tuple[MissingReason, ...] = ()
    exclusive: tuple[str, ...] = ()
    other: str | None = None
    max_choices: int | None = None
    pick_rows: int | None = None
    max_length: int | None = None
    is_screened: bool = False
    counts_people: bool = False
    is_year: bool = False
    is_sensitive: bool = False
    is_explained: bool = False
    is_attached: bool = False
    sums: tuple[DeclaredSum, ...] = ()
    only: frozenset[str] | None = None

    @abstractmethod
    def domain(self) -> Domain:
        """Which values an expression finds behind ``${name}``."""

    @abstractmethod
    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        """Addresses that can be filled when these rows are shown, in the order of the form."""

    @abstractmethod
    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        """What a posted form says; cells left empty are absent."""

    @abstractmethod
    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        """Field name -> values that show it again: ``read(shown(cells)).cells == cells``."""

    @abstractmethod
    def variables(self) -> Iterator[Column]:
        """The columns it fills, in the order of the form."""

    @abstractmethod
    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        """Cells of one invented answer; a blank one is ``Missing(blank)``."""

    @abstractmethod
    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        """What filling these cells takes; ticks: options marked where several may be."""

    def read_paths(self) -> tuple[str, ...]:
        """Paths of the words that are read beside label, hint, reasons and rows: each once."""
        return tuple(code.text_path for code in (*self.choices, *self.columns))

    def read_row_paths(self, rows: Sequence[str]) -> tuple[str, ...]:
        """Paths of the words that are read for these rows."""
        shown = frozenset(rows)
        return tuple(row.text_path for row in self.rows if row.code in shown)

    @property
    def widget(self) -> str:
        """Name of what it is shown with."""
        return self.kind

    def units(self, rows: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Address -> the cells that are answered in one go there, when these rows are shown.

        What is typed is kept, compared and asked about unit by unit. A cell is a unit by itself,
        unless its type says otherwise.
        """
        return {address: (address,) for address in self.cells(rows)}

    def fields(self, rows: Sequence[str]) -> tuple[str, ...]:
        """Names of its form fields when these rows are shown, unit by unit."""
        return tuple(field for unit in self.units(rows) for field in self.fields_of(unit))

    def fields_of(self, address: str) -> tuple[str, ...]:
        """The form fields that make up one unit: the answer's own, then its reasons'."""
        return (address,)

    def cell_of(self, field_name: str) -> str:
        """The address of the unit that a form field belongs to; a unit's own address is one."""
        return field_name.removesuffix(REASON_FIELD)

    def asks(self, address: str) -> bool:
        """Whether this edition asks a cell; words beside an answer go with their question."""
        return self.only is None or "." not in address or address in self.only

    def narrowed(self, cells: frozenset[str]) -> Self:
        """The same question with these cells alone; rows and columns without any are left out."""
        rows = {address.split(".")[1] for address in cells}
        columns = {column for address in cells for column in address.split(".")[2:]}
        return replace(
            self,
            rows=tuple(row for row in self.rows if row.code in rows),
            columns=tuple(column for column in self.columns if column.code in columns),
            only=cells,
        )

    def lines(self, rows: Sequence[str]) -> Lines:
        """The totals that follow their parts when these rows are shown; most types have none."""
        return {}

    def is_answered(self, answers: Answers, rows: Sequence[str]) -> bool:
        """Whether something was answered, or a reason given, where these rows are shown."""
        return any(address in answers for address in self.cells(rows))

    def given(self, answers: Answers, cells: Sequence[str]) -> tuple[str, ...]:
        """Where somebody answered in these cells, as cells or units; a reason is no answer."""
        return tuple(cell for cell in cells if not isinstance(answers.get(cell), Missing | None))

    def problems(self) -> Iterator[tuple[str, str]]:
        """(key of the definition, stable code) for each thing that is unsound."""
        for key in sorted(self.needs):
            if not getattr(self, key):
                yield key, "missing-key"
        codes = self.codes()
        for key in ("exclusive", "other"):
            named = getattr(self, key) or ()
            for code in (named,) if isinstance(named, str) else named:
                if code not in codes:
                    yield key, "unknown-code"
        if self.max_choices is not None and not 1 <= self.max_choices <= max(1, len(codes)):
            yield "max_choices", "out-of-range"

    def codes(self) -> tuple[str, ...]:
        """The answer codes in the order of the form."""
        return tuple(choice.code for choice in self.choices)

    def row_codes(self) -> tuple[str, ...]:
        """All rows of a grid; a question without rows has none."""
        return tuple(row.code for row in self.rows)

    def reason_codes(self) -> tuple[str, ...]:
        """The missing reasons offered, as codes."""
        return tuple(reason.value for reason in self.missing)

    def explanations(self, rows: Sequence[str]) -> tuple[str, ...]:
        """Addresses of the words that may be added when these rows are shown."""
        explained = () if self.pick_rows else rows
        return explanations_of(self.name, explained) if self.is_explained else ()

    def companions(self) -> Iterator[Column]:
        """Columns of words beside the answer."""
        if self.other:
            yield self._companion(f"{self.name}{OTHER_FIELD}")
        if self.is_screened:
            yield self._companion(f"{self.name}__flag")
        rows = {explanation_of(self.name, row.code): row.text_path for row in self.rows}
        for address in self.explanations(self.row_codes()):
            yield self._companion(address, rows.get(address))

    def _companion(self, name: str, line_path: str | None = None) -> Column:
        return Column(name, self.name, name, Level.TEXT, Role.COMPANION, line_path=line_path)

    def _column(self, name: str, cell: str, **more: object) -> Column:
        return Column(
            name,
            self.name,
            cell,
            is_sensitive=self.is_sensitive,
            counts_people=self.counts_people,
            is_year=self.is_year,
            **more,  # type: ignore[arg-type]  # keyword arguments of Column, passed through
        )


def scores_of(codes: Sequence[Code]) -> tuple[tuple[str, float], ...]:
    """(code, points) of those codes that carry a score."""
    return tuple((code.code, code.score) for code in codes if code.score is not None)


def text_paths_of(codes: Sequence[Code]) -> tuple[tuple[str, str], ...]:
    """(code, path of its label)."""
    return tuple((code.code, code.text_path) for code in codes)


def first(posted: Posted, field_name: str) -> str:
    """The first value of a field as it was sent; "" when it was not."""
    values = posted.get(field_name) or ("",)
    return values[0]


def first_plain(posted: Posted, field_name: str) -> str:
    """The first value of a field that holds a code, a number or a date."""
    return plain(first(posted, field_name))


def read_reason(
    posted: Posted, address: str, offered: Sequence[MissingReason]
) -> Missing | Refusal | None:
    """The reason ticked beside a number, text or date; None when none was ticked."""
    ticked = [value for value in posted.get(address + REASON_FIELD, ()) if value]
    if not ticked:
        return None
    if len(ticked) > 1:
        return Refusal(address, "one-reason")
    if ticked[0] not in offered:
        return Refusal(address, "unknown-reason", {"value": quote(ticked[0])})
    return Missing(MissingReason(ticked[0]))


def combine(
    address: str, typed: Cell | Refusal | None, reason: Missing | Refusal | None
) -> Reading:
    """One field with a reason beside it: an answer or a reason, never both."""
    if isinstance(typed, Refusal):
        return Reading({}, (typed,))
    if isinstance(reason, Refusal):
        return Reading({}, (reason,))
    if typed is not None and reason is not None:
        return Reading({}, (Refusal(address, "answer-and-reason"),))
    cell = typed if typed is not None else reason
    return Reading({} if cell is None else {address: cell})


def reading_of(read: Mapping[str, Cell | Refusal | None]) -> Reading:
    """Cells that were understood apart from those that were refused."""
    cells = {a: c for a, c in read.items() if c is not None and not isinstance(c, Refusal)}
    return Reading(cells, tuple(c for c in read.values() if isinstance(c, Refusal)))
