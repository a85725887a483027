"""Picked rows: of many rows a few are named, each with its answer; the others are not named.

The form shows lines, each with a row and an answer to choose, and "none of these". Whoever named a
row or said "none" has answered for every row that was shown, so the others hold `not_named`.
Colleagues are compared line list by line list: all cells are one unit, called like the question.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from surveyapp.questions.base import (
    REASON_FIELD,
    Posted,
    Question,
    Reading,
    Refusal,
    first_plain,
    read_reason,
)
from surveyapp.questions.cell import NOT_NAMED, Answers, Cell, Missing, MissingReason
from surveyapp.questions.domain import Domain
from surveyapp.questions.effort import Effort
from surveyapp.questions.grid import GridSelectOne
from surveyapp.questions.response_propensity import ResponsePropensity
from surveyapp.questions.typed import quote

# A dash, which neither names nor codes have, keeps these apart from all cells.
ROW, ANSWER, NONE = "row-", "answer-", "no-row"


@dataclass(frozen=True, slots=True)
class PickedLine:
    """One line as it was filled: number from 1, code of the row, code of the answer; "" if open."""

    number: int
    row: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedRows(GridSelectOne):
    """At most `pick_rows` rows are named, each with one answer."""

    @property
    def widget(self) -> str:
        return "picked_rows"

    def row_values(self) -> tuple[str, ...]:
        return (*self.codes(), NOT_NAMED)

    def domain(self) -> Domain:
        return replace(GridSelectOne.domain(self), codes=self.row_values())

    def places(self) -> range:
        """Numbers that a line can have; more than `pick_rows` lines hold what must be mended."""
        return range(1, len(self.rows) + 1)

    def units(self, rows: Sequence[str]) -> dict[str, tuple[str, ...]]:
        return {self.name: self.cells(rows)} if rows else {}

    def fields_of(self, address: str) -> tuple[str, ...]:
        lines = (f"{self.name}.{part}{n}" for n in self.places() for part in (ROW, ANSWER))
        return (*lines, f"{self.name}.{NONE}", self.name + REASON_FIELD)

    def cell_of(self, field_name: str) -> str:
        is_own = field_name.startswith(f"{self.name}.") or field_name == self.name + REASON_FIELD
        return self.name if is_own else field_name

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        lines = min(self.pick_rows or 0, len(cells))
        return Effort(choices=2 * lines)

    def is_answered(self, answers: Answers, rows: Sequence[str]) -> bool:
        """Not where a row is shown now that could not be named before."""
        cells = self.cells(rows)
        return bool(cells) and all(address in answers for address in cells)

    def given(self, answers: Answers, cells: Sequence[str]) -> tuple[str, ...]:
        """The rows that were named; the question itself where somebody said that none was."""
        named = tuple(f"{self.name}.{row}" for row in named_rows(self, answers))
        if named:
            return tuple(cell for cell in named if cell in cells)
        is_none = any(answers.get(cell) == NOT_NAMED for cell in cells)
        return (self.name,) if is_none else ()

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        reason = read_reason(posted, self.name, self.missing)
        is_none = bool(first_plain(posted, f"{self.name}.{NONE}"))
        lines = tuple(self._lines(posted))
        refusals = (
            *self._unreadable(lines, rows),
            *self._contradictions(lines, reason, is_none=is_none),
        )
        if refusals:
            return Reading({}, refusals)
        if isinstance(reason, Missing):
            return Reading(dict.fromkeys(self.cells(rows), reason))
        if not lines and not is_none:
            return Reading({})
        return Reading(self._named({line.row: line.answer for line in lines}, rows))

    def _lines(self, posted: Posted) -> Iterator[PickedLine]:
        for number in self.places():
            row = first_plain(posted, f"{self.name}.{ROW}{number}")
            answer = first_plain(posted, f"{self.name}.{ANSWER}{number}")
            if row or answer:
                yield PickedLine(number, row, answer)

    def _unreadable(self, lines: Sequence[PickedLine], rows: Sequence[str]) -> Iterator[Refusal]:
        """Lines that are half empty, unknown, or name a row again."""
        seen: dict[str, int] = {}
        for line in lines:
            row, answer = (f"{self.name}.{part}{line.number}" for part in (ROW, ANSWER))
            told = {"line": str(line.number), "first": str(seen.get(line.row, 0))}
            if not line.row:
                yield Refusal(row, "answer-without-row", told)
            elif line.row not in self.row_codes():
                yield Refusal(row, "unknown-code", {"value": quote(line.row)})
            elif line.row not in rows:
                yield Refusal(row, "row-not-shown", told)
            elif line.row in seen:
                yield Refusal(row, "named-twice", told)
            if not line.answer:
                yield Refusal(answer, "row-without-answer", told)
            elif line.answer not in self.codes():
                yield Refusal(answer, "unknown-code", {"value": quote(line.answer)})
            seen.setdefault(line.row, line.number)

    def _contradictions(
        self, lines: Sequence[PickedLine], reason: Missing | Refusal | None, *, is_none: bool
    ) -> Iterator[Refusal]:
        """What excludes one another: lines, "none of these", and a reason for no answer."""
        if isinstance(reason, Refusal):
            yield reason
        elif reason is not None and (lines or is_none):
            yield Refusal(self.name, "answer-and-reason")
        if lines and is_none:
            yield Refusal(f"{self.name}.{NONE}", "none-beside-lines")

    def _named(self, answers: dict[str, str], rows: Sequence[str]) -> dict[str, Cell]:
        return {f"{self.name}.{row}": answers.get(row, NOT_NAMED) for row in rows}

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        cells = [answers[a] for a in self.cells(self.row_codes()) if a in answers]
        named = named_rows(self, answers)
        fields: dict[str, tuple[str, ...]] = {}
        for number, (row, code) in enumerate(named.items(), start=1):
            fields[f"{self.name}.{ROW}{number}"] = (row,)
            fields[f"{self.name}.{ANSWER}{number}"] = (code,)
        if not named and NOT_NAMED in cells:
            fields[f"{self.name}.{NONE}"] = (NOT_NAMED,)
        elif not named and (reasons := _reasons(cells)):
            fields[self.name + REASON_FIELD] = reasons
        return fields

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from GridSelectOne.problems(self)
        if self.pick_rows is None or not 1 <= self.pick_rows <= max(1, len(self.rows)):
            yield "pick_rows", "out-of-range"

    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        reason = wish.reason(rng, self.missing)
        if reason:
            return dict.fromkeys(self.cells(rows), reason)
        drawn = self._drawn(rng, wish, rows)
        answers = {row: wish.choose(rng, self.row_values(), row) for row in drawn}
        return self._named(answers, rows)

    def _drawn(self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]) -> list[str]:
        """Rows by the sum of their weights, 1 for a row without its own, none twice.

        Weighted order without replacement (Efraimidis and Spirakis 2006).
        """
        keys = {row: rng.random() ** (1 / _weight(wish, row)) for row in rows}
        return sorted(rows, key=lambda row: keys[row], reverse=True)[: self.pick_rows]


def named_rows(question: Question, answers: Answers) -> dict[str, str]:
    """Row -> the code that it was named with, in the order of the form."""
    cells = ((row, answers.get(f"{question.name}.{row}")) for row in question.row_codes())
    return {row: cell for row, cell in cells if isinstance(cell, str) and cell != NOT_NAMED}


def _reasons(cells: Iterable[Cell]) -> tuple[str, ...]:
    given = {cell.reason for cell in cells if isinstance(cell, Missing)} - {MissingReason.BLANK}
    return tuple(reason.value for reason in MissingReason if reason in given)


def _weight(wish: ResponsePropensity, row: str) -> float:
    shares = wish.row_shares.get(row)
    return sum(shares.values()) or 1e-9 if shares else 1.0
