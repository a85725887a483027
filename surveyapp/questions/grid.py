"""Grid: the same question about many rows; each row or cell is answered or has a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from surveyapp.questions.added_up import Lines, follow, lines_of
from surveyapp.questions.base import (
    REASON_FIELD,
    Code,
    Posted,
    Question,
    Reading,
    Refusal,
    combine,
    first,
    first_plain,
    read_reason,
    reading_of,
    scores_of,
    text_paths_of,
)
from surveyapp.questions.cell import BLANK, Answers, Cell
from surveyapp.questions.choice import (
    draw_several,
    read_one,
    read_several,
    shown_values,
    ticks_within,
)
from surveyapp.questions.column import NOT_TICKED, TICKED, Column, Level, Role
from surveyapp.questions.domain import Domain, Shape
from surveyapp.questions.effort import Effort
from surveyapp.questions.number import read_whole, shown_number
from surveyapp.questions.response_propensity import ResponsePropensity


@dataclass(frozen=True, slots=True, kw_only=True)
class GridSelect(Question):
    """Common to grids whose rows are answered by codes: one cell a row."""

    needs: ClassVar[frozenset[str]] = frozenset({"choices", "rows"})

    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{self.name}.{row}" for row in rows)

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        addresses = self.cells(self.row_codes())
        return {a: shown_values(answers[a]) for a in addresses if a in answers}


@dataclass(frozen=True, slots=True, kw_only=True)
class GridSelectOne(GridSelect):
    """One answer in each row."""

    kind: ClassVar[str] = "grid_select_one"
    default_level: ClassVar[Level] = Level.NOMINAL
    allows: ClassVar[frozenset[str]] = frozenset(
        {"choices", "rows", "row_filter", "pick_rows", "beside"}
    )

    def row_values(self) -> tuple[str, ...]:
        """What a row may hold, apart from reasons."""
        return self.codes()

    def domain(self) -> Domain:
        return Domain(
            Shape.GRID_CODE,
            codes=self.row_values(),
            rows=self.row_codes(),
            reasons=self.reason_codes(),
        )

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        read = {a: read_one(self, a, first_plain(posted, a)) for a in self.cells(rows)}
        return reading_of(read)

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        return Effort(choices=len(cells))

    def variables(self) -> Iterator[Column]:
        for row in self.rows:
            yield self._column(
                f"{self.name}.{row.code}",
                f"{self.name}.{row.code}",
                level=self.level,
                codes=self.row_values(),
                line_path=row.text_path,
                text_paths=text_paths_of(self.choices),
                scores=scores_of(self.choices),
            )
        yield from self.companions()

    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        codes = self.codes()
        return {
            f"{self.name}.{row}": wish.reason(rng, self.missing) or wish.choose(rng, codes, row)
            for row in rows
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class GridSelectMultiple(GridSelect):
    """Several answers in each row."""

    kind: ClassVar[str] = "grid_select_multiple"
    default_level: ClassVar[Level] = Level.NOMINAL
    allows: ClassVar[frozenset[str]] = frozenset(
        {"choices", "rows", "row_filter", "exclusive", "max_choices"}
    )

    def domain(self) -> Domain:
        return Domain(
            Shape.GRID_CODES,
            codes=self.codes(),
            rows=self.row_codes(),
            reasons=self.reason_codes(),
        )

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        read = {a: read_several(self, a, posted.get(a, ())) for a in self.cells(rows)}
        return reading_of(read)

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        return Effort(choices=len(cells) * ticks_within(self, ticks))

    def variables(self) -> Iterator[Column]:
        for row in self.rows:
            for choice in self.choices:
                yield self._option(row, choice)
        yield from self.companions()

    def _option(self, row: Code, choice: Code) -> Column:
        return self._column(
            f"{self.name}.{row.code}.{choice.code}",
            f"{self.name}.{row.code}",
            level=Level.NOMINAL,
            role=Role.OPTION,
            codes=(TICKED, NOT_TICKED),
            option=choice.code,
            line_path=row.text_path,
            column_path=choice.text_path,
        )

    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        return {
            f"{self.name}.{row}": wish.reason(rng, self.missing)
            or draw_several(self, rng, wish, row)
            for row in rows
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class GridInteger(Question):
    """A whole number, or a reason, in each cell of rows and columns."""

    kind: ClassVar[str] = "grid_integer"
    default_level: ClassVar[Level] = Level.RATIO
    needs: ClassVar[frozenset[str]] = frozenset({"rows", "columns"})
    has_open_reasons: ClassVar[bool] = False
    allows: ClassVar[frozenset[str]] = frozenset({"rows", "columns", "row_filter", "sums"})

    def domain(self) -> Domain:
        return Domain(
            Shape.GRID_NUMBER,
            rows=self.row_codes(),
            columns=self.column_codes(),
            reasons=self.reason_codes(),
        )

    def column_codes(self) -> tuple[str, ...]:
        """The columns in the order of the form."""
        return tuple(column.code for column in self.columns)

    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        columns = self.column_codes()
        every = (f"{self.name}.{row}.{column}" for row in rows for column in columns)
        return tuple(every if self.only is None else filter(self.asks, every))

    def lines(self, rows: Sequence[str]) -> Lines:
        return lines_of(self.sums, self.name, self.cells(rows)) if self.sums else {}

    def fields_of(self, address: str) -> tuple[str, ...]:
        return (address, address + REASON_FIELD)

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        cells: dict[str, Cell] = {}
        refusals: list[Refusal] = []
        for address in self.cells(rows):
            typed = read_whole(address, first(posted, address), language)
            reading = combine(address, typed, read_reason(posted, address, self.missing))
            cells.update(reading.cells)
            refusals.extend(reading.refusals)
        return Reading(cells, tuple(refusals))

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        fields: dict[str, tuple[str, ...]] = {}
        for address in self.cells(self.row_codes()):
            fields.update(shown_number(address, answers.get(address), language))
        return fields

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        typed = set(cells) - lines_of(self.sums, self.name, cells).keys()
        return Effort(numbers=len(typed))

    def variables(self) -> Iterator[Column]:
        rows = {row.code: row for row in self.rows}
        columns = {column.code: column for column in self.columns}
        for address in self.cells(self.row_codes()):
            _, row, column = address.split(".")
            yield self._column(
                address,
                address,
                level=self.level,
                line_path=rows[row].text_path,
                column_path=columns[column].text_path,
                is_integer=True,
            )
        yield from self.companions()

    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        mean = 4.0 if wish.mean is None else wish.mean
        drawn: dict[str, Cell] = {
            address: wish.reason(rng, self.missing) or round(rng.expovariate(1 / mean))
            for address in self.cells(rows)
        }
        return added_up(self, drawn, rows)


def added_up(question: Question, drawn: Mapping[str, Cell], rows: Sequence[str]) -> dict[str, Cell]:
    """Invented cells in which nobody types a total that is added up; without all parts: blank."""
    lines = question.lines(rows)
    cells = {address: BLANK if address in lines else cell for address, cell in drawn.items()}
    filled = follow(lines, {}, cells)
    return {**cells, **{total: whole for total, whole in filled.items() if whole is not None}}
