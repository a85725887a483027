"""Statement: what may be claimed of the lines of a table, and on how many of them it rests."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from surveyapp.analysis.comparison.difference_bounds import difference_bounds
from surveyapp.analysis.result import (
    RANKED,
    Bounds,
    ColumnComparison,
    CombinedShare,
    Difference,
    GroupResult,
    Measure,
    ValueShare,
)
from surveyapp.questions.column import TICKED, Column, Role
from surveyapp.reports.chart.chart import nearer_end
from surveyapp.reports.labels import Labels, whole_percent

Ends = tuple[int, int]
"""Fewest and most institutions; equal where the number is known."""


@dataclass(frozen=True, slots=True)
class GroupShare:
    """Institutions with an answer among those that answered. share: count / n, 0 to 1."""

    count: Ends
    n: Ends
    share: Bounds


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One line of a table of which both groups are shown.

    code: None where several are taken together. ends: second share less the first, -1 to 1; equal
    where it is a number. difference: with its intervals; None where several codes are together.
    """

    column: Column
    code: str | None
    parts: tuple[GroupShare, GroupShare]
    ends: Bounds
    difference: Difference | None = None

    @property
    def value(self) -> float | None:
        """The difference; None where it is a range."""
        return self.ends[0] if self.ends[0] == self.ends[1] else None

    @property
    def size(self) -> int | None:
        """How far the two stand apart, in whole percentage points; None where it is a range."""
        return None if self.value is None else whole_percent(abs(self.value))

    @property
    def least(self) -> float:
        """How far the two certainly stand apart, 0 to 1."""
        return nearer_end(self.ends)

    @property
    def most(self) -> float:
        """How far the two can stand apart, 0 to 1."""
        return max(-self.ends[0], self.ends[1])

    @property
    def ahead(self) -> int | None:
        """Place of the group with the larger share; None where it is open, or under a point."""
        if not self.least or self.size == 0:
            return None
        return 1 if self.ends[0] > 0 else 0

    @property
    def is_level(self) -> bool:
        """Whether less than a whole point lies between the two."""
        return self.size == 0


class LineScope(StrEnum):
    """Of which lines one may be singled out."""

    ONE = "one"  # it is the only figure
    ALL = "all"  # certainly the largest difference of all that can be compared
    NUMBERS = "numbers"  # the largest of those that are numbers; a range may be larger
    CERTAIN = "certain"  # none is surely the largest; this one certainly differs by most


@dataclass(frozen=True, slots=True)
class Lines:
    """compared: those of which both groups are shown, in the order of the table, of n in all.

    n_beside: shown in both groups, and never compared, because they count unlike things.
    """

    compared: tuple[ComparedLine, ...]
    n: int
    n_beside: int = 0

    @property
    def numbers(self) -> tuple[ComparedLine, ...]:
        """Those of which the difference is a number."""
        return tuple(line for line in self.compared if line.value is not None)

    @property
    def n_ranges(self) -> int:
        """Of how many the difference is a range."""
        return len(self.compared) - len(self.numbers)

    @property
    def n_as_large(self) -> int:
        """Further numbers that are as large as the largest of them."""
        sizes = [line.most for line in self.numbers]
        return max(0, sum(size == max(sizes) for size in sizes) - 1)

    @property
    def is_one_figure(self) -> bool:
        """One line, or yes and no of one column, of which the second follows from the first."""
        columns = {line.column.name for line in self.compared}
        return len(self.compared) == 1 or (len(columns) == 1 and self.n == 2)

    @property
    def chosen(self) -> tuple[LineScope, ComparedLine] | None:
        """The line that a sentence is about, and over which lines; None when there is none."""
        if not self.compared:
            return None
        first = max(self.compared, key=lambda line: line.least)
        if self.is_one_figure:
            return LineScope.ONE, first
        if self._is_largest(first):
            return LineScope.ALL, first
        is_number = first.value is not None and len(self.numbers) > 1
        return LineScope.NUMBERS if is_number else LineScope.CERTAIN, first

    def _is_largest(self, line: ComparedLine) -> bool:
        """Whether no other difference can be larger; ranges may not even reach it."""
        others = [each for each in self.compared if each is not line]
        return all(
            each.most < line.least or (each.value is not None and each.most <= line.least)
            for each in others
        )


def lines_of(columns: Iterable[ColumnComparison]) -> Lines:
    """The shares of every code, option or ranked option."""
    pairs = [(shown, code) for shown in columns for code in codes_of(shown.column)]
    n_beside = sum(_is_beside(shown, code) for shown, code in pairs)
    return replace(_counted([_line(*pair) for pair in pairs]), n_beside=n_beside)


def combined_lines(columns: Iterable[ColumnComparison]) -> Lines:
    """The first share of several codes that the plan declares for each column."""
    return _counted([_combined_line(shown) for shown in columns])


def codes_of(column: Column) -> tuple[str, ...]:
    """The codes that have a line of their own."""
    if column.role is Role.OPTION:
        return (TICKED,)
    return (RANKED,) if column.role is Role.RANK else column.codes


def line_words(line: ComparedLine, labels: Labels) -> str:
    """What the line is about: its row, its answer, or both."""
    column = line.column
    is_named = line.code is not None and column.role is Role.ANSWER
    answer = labels.code(column, line.code or "") if is_named else ""
    return ": ".join(part for part in (labels.line(column), answer) if part)


def part_of(value: ValueShare | CombinedShare | None, group: GroupResult) -> GroupShare | None:
    """What is shown of one share, as numbers or ranges; None where too few answered."""
    if value is None:
        return None
    count = value.band if value.count is None else (value.count, value.count)
    n = group.n_band if group.n is None else (group.n, group.n)
    share = value.share_band if value.share is None else (value.share, value.share)
    return None if count is None or n is None or share is None else GroupShare(count, n, share)


def _counted(found: Sequence[ComparedLine | None]) -> Lines:
    return Lines(tuple(each for each in found if each is not None), len(found))


def _is_beside(shown: ColumnComparison, code: str) -> bool:
    parts = (part_of(_value(group, code), group) for group in shown.groups[:2])
    return None not in parts and next(_differences(shown, code), None) is None


def _line(shown: ColumnComparison, code: str) -> ComparedLine | None:
    difference = next(_differences(shown, code), None)
    ends = None if difference is None else ends_of(difference)
    parts = [part_of(_value(group, code), group) for group in shown.groups[:2]]
    return None if ends is None else _compared(shown.column, code, parts, ends, difference)


def ends_of(difference: Difference) -> Bounds | None:
    """The difference, or its range; None where there is neither."""
    value = difference.value
    return difference.band if value is None else (value, value)


def _differences(shown: ColumnComparison, code: str) -> Iterator[Difference]:
    for difference in shown.differences:
        if difference.code == code and difference.measure is Measure.PERCENTAGE_POINTS:
            yield difference


def _value(group: GroupResult, code: str) -> ValueShare | None:
    return next((value for value in group.values if value.code == code), None)


def _combined_line(shown: ColumnComparison) -> ComparedLine | None:
    parts = [part_of(next(iter(g.together), None), g) for g in shown.groups[:2]]
    known = [part.share for part in parts if part is not None]
    ends = difference_bounds(known[1], known[0]) if len(known) == 2 else (0.0, 0.0)
    return _compared(shown.column, None, parts, ends)


def _compared(
    column: Column,
    code: str | None,
    parts: list[GroupShare | None],
    ends: Bounds,
    difference: Difference | None = None,
) -> ComparedLine | None:
    shown = [part for part in parts if part is not None]
    return (
        ComparedLine(column, code, (shown[0], shown[1]), ends, difference)
        if len(shown) == 2
        else None
    )
