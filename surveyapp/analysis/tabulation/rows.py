"""Rows: one column's exact counts, group by group. Private to the gate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from surveyapp.analysis.result import NOT_RANKED, RANKED, Group
from surveyapp.analysis.tabulation.frequencies import Counts, FrequencyTable
from surveyapp.analysis.tabulation.number_classes import (
    class_codes,
    classed_column,
    classed_counts,
    occupied,
    starts_of,
)
from surveyapp.analysis.tabulation_plan import UNKNOWN, TabulationPlan, is_number
from surveyapp.questions.cell import RESERVED_CODES, MissingReason
from surveyapp.questions.column import Column, Level, Role


@dataclass(frozen=True, slots=True)
class Rows:
    """column: as it is published. codes: of which counts are printed; none for people.

    starts: of the classes of numbers; None for everything else. adds_up: whether numbers may be
    added. by_group: group -> value ->
    institutions, of the wholes, their parts and those who did not say theirs.
    """

    column: Column
    codes: tuple[str, ...]
    by_group: Mapping[Group, Counts]
    starts: tuple[int, ...] | None = None
    adds_up: bool = False

    def groups(self, whole: Group) -> tuple[Group, ...]:
        """The whole first, and the parts that make it up."""
        size = len(whole)
        return tuple(group for group in self.by_group if group[:size] == whole)

    def raw(self, group: Group) -> Counts:
        """Value or reason -> institutions, numbers as they are."""
        return self.by_group[group]

    def n_asked(self, group: Group) -> int:
        """Institutions that were asked."""
        return sum(self.by_group[group].values())

    def n(self, group: Group) -> int:
        """Institutions that answered; "fewer than five" is an answer about people."""
        return sum(n for value, n in self.by_group[group].items() if self.is_answer(value))

    def is_answer(self, value: str | float) -> bool:
        """Whether a value is an answer and no reason."""
        if value == MissingReason.FEWER_THAN_FIVE:
            return self.column.counts_people
        return value not in RESERVED_CODES

    def missing(self, group: Group) -> dict[str, int]:
        """Reason -> institutions; reasons that occur."""
        counts = self.by_group[group]
        reasons = (reason.value for reason in MissingReason if not self.is_answer(reason.value))
        return {reason: counts[reason] for reason in reasons if counts.get(reason)}

    def cells(self, group: Group) -> dict[str, int]:
        """Code -> institutions, of every code that is printed."""
        counts = self.by_group[group]
        if self.column.role is Role.RANK:
            n_out = counts.get("0", 0)
            return {RANKED: self.n(group) - n_out, NOT_RANKED: n_out}
        if self.starts is not None:
            counts = classed_counts(counts, self.starts)
        return {code: counts.get(code, 0) for code in self.codes}


def rows_of(table: FrequencyTable, column: Column, *, is_secret: bool, k: int) -> Rows:
    """The counts of a column in every group of a table.

    is_secret: whether which classes of its numbers anybody is in must not be told. k: smallest
    group of which anything is told, also which classes there are.
    """
    by_group: dict[Group, Counts] = {}
    for whole in table.plan.groups:
        parts = {part: table.of(column, part) for part in _parts(table.plan, whole)}
        by_group[whole] = _added(parts.values()) if parts else table.of(column, whole)
        by_group.update(parts)
    if not is_number(column):
        return Rows(column, _codes(column), by_group)
    if column.counts_people and not is_secret:
        return Rows(column, (), by_group)
    starts = starts_of(table.plan, column, is_secret=is_secret)
    found = _classed(column, starts, by_group)
    return found if is_secret else _occupied(found, k)


def _classed(column: Column, starts: tuple[int, ...], by_group: Mapping[Group, Counts]) -> Rows:
    """Numbers in all classes that there can be."""
    codes = class_codes(starts)
    if column.level is Level.RATIO:
        codes = codes[1:]  # nothing is below nought
    adds_up = column.level is Level.RATIO
    return Rows(classed_column(column, codes), codes, by_group, starts, adds_up)


def _occupied(rows: Rows, k: int) -> Rows:
    """The same in the classes between the lowest and the highest answer of all open groups.

    What fewer than k answered tells nothing, for a class that stands there for one of them alone
    would tell its number.
    """
    shown = [rows.cells(group) for group in rows.by_group if rows.n(group) >= k]
    codes = occupied(rows.codes, shown)
    return replace(rows, column=replace(rows.column, codes=codes), codes=codes)


def _codes(column: Column) -> tuple[str, ...]:
    """A ranking's places are taken together."""
    return (RANKED, NOT_RANKED) if column.role is Role.RANK else column.codes


def _parts(plan: TabulationPlan, whole: Group) -> tuple[Group, ...]:
    """The classes of a country, and last those who did not say theirs; none without a split."""
    return () if plan.split is None else (*plan.parts(whole), (*whole, (plan.split, UNKNOWN)))


def _added(parts: Iterable[Counts]) -> Counts:
    whole: dict[str | float, int] = {}
    for part in parts:
        for value, n in part.items():
            whole[value] = whole.get(value, 0) + n
    return whole
