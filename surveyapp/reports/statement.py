"""Statement: what may be claimed of the lines of a table, and on how many of them it rests."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from surveyapp.analysis.comparison import (
    ColumnComparison,
    CombinedShare,
    Difference,
    GroupResult,
    Measure,
    ValueShare,
)
from surveyapp.analysis.result import RANKED
from surveyapp.questions.column import TICKED, Column, Role
from surveyapp.reports.labels import Labels, whole_percent


@dataclass(frozen=True, slots=True)
class Part:
    """Institutions with an answer among those that answered. share: count / n, 0 to 1."""

    count: int
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of which both groups are shown.

    code: None where several are taken together. value: second share less the first, -1 to 1.
    difference: with its intervals; None where several codes are taken together.
    """

    column: Column
    code: str | None
    parts: tuple[Part, Part]
    value: float
    difference: Difference | None = None

    @property
    def size(self) -> int:
        """How far the two stand apart, in whole percentage points."""
        return whole_percent(abs(self.value))


@dataclass(frozen=True, slots=True)
class Lines:
    """compared: those of which both groups are shown, in the order of the table, of n in all.

    n_beside: shown in both groups, and never compared, because they count unlike things.
    """

    compared: tuple[Line, ...]
    n: int
    n_beside: int = 0

    @property
    def largest(self) -> Line | None:
        """The line in which the two stand furthest apart, the first of equals; None without."""
        return max(self.compared, key=lambda line: abs(line.value), default=None)

    @property
    def n_as_large(self) -> int:
        """Further lines in which they stand just as far apart."""
        sizes = [abs(line.value) for line in self.compared]
        return max(0, sum(size == max(sizes) for size in sizes) - 1)

    @property
    def is_one_figure(self) -> bool:
        """One line, or yes and no of one column, of which the second follows from the first."""
        columns = {line.column.name for line in self.compared}
        return len(self.compared) == 1 or (len(columns) == 1 and self.n == 2)


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


def line_words(line: Line, labels: Labels) -> str:
    """What the line is about: its row, its answer, or both."""
    column = line.column
    is_named = line.code is not None and column.role is Role.ANSWER
    answer = labels.code(column, line.code or "") if is_named else ""
    return ": ".join(part for part in (labels.line(column), answer) if part)


def _counted(found: Sequence[Line | None]) -> Lines:
    return Lines(tuple(each for each in found if each is not None), len(found))


def _is_beside(shown: ColumnComparison, code: str) -> bool:
    parts = (_part(_value(group, code), group) for group in shown.groups[:2])
    return None not in parts and next(_differences(shown, code), None) is None


def _line(shown: ColumnComparison, code: str) -> Line | None:
    difference = next(_differences(shown, code), None)
    parts = [_part(_value(group, code), group) for group in shown.groups[:2]]
    if difference is None or difference.value is None:
        return None
    return _compared(shown.column, code, parts, difference.value, difference)


def _differences(shown: ColumnComparison, code: str) -> Iterator[Difference]:
    for difference in shown.differences:
        if difference.code == code and difference.measure is Measure.PERCENTAGE_POINTS:
            yield difference


def _value(group: GroupResult, code: str) -> ValueShare | None:
    return next((value for value in group.values if value.code == code), None)


def _combined_line(shown: ColumnComparison) -> Line | None:
    parts = [_part(next(iter(g.together), None), g) for g in shown.groups[:2]]
    shares = [part.share for part in parts if part is not None]
    gap = shares[-1] - shares[0] if len(shares) == 2 else 0.0
    return _compared(shown.column, None, parts, gap)


def _compared(
    column: Column,
    code: str | None,
    parts: list[Part | None],
    value: float,
    difference: Difference | None = None,
) -> Line | None:
    shown = [part for part in parts if part is not None]
    return Line(column, code, (shown[0], shown[1]), value, difference) if len(shown) == 2 else None


def _part(value: ValueShare | CombinedShare | None, group: GroupResult) -> Part | None:
    if value is None or value.count is None or value.share is None or group.n is None:
        return None
    return Part(value.count, group.n, value.share)
