"""Cross-table: two questions against each other, and the only maker of `ProtectedCross`.

Its rows are groups, and so are its columns: a line that fewer than k answered is closed, and a
further one where the lines that are closed would otherwise have fewer than k together. Nothing is
shown of two questions of which one is closely protected. Those who answered one of both
alone are a line that is never shown, for the other question stands beside with all who answered it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import InitVar, dataclass

from surveyapp.analysis.disclosure.groups import closed_groups
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedTable
from surveyapp.analysis.disclosure.seal import SEAL
from surveyapp.analysis.result import CrossGroup, Group
from surveyapp.questions.cell import RESERVED_CODES

Pair = tuple[str, str]
PairCounts = Mapping[Group, Mapping[tuple[str | float, str | float], int]]


@dataclass(frozen=True, slots=True)
class ProtectedCross:
    """A cross-table as far as it may be shown. Made by `protect_cross` alone."""

    first: str
    second: str
    groups: Mapping[Group, CrossGroup]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        """Raises TypeError for everybody but the gate."""
        if seal is not SEAL:
            raise TypeError("only protect_cross() makes a ProtectedCross")


def is_same_pair(one: ProtectedCross, other: ProtectedCross) -> bool:
    """Whether both put the same two columns against each other, whichever stands first."""
    return {one.first, one.second} == {other.first, other.second}


def shut_cross(cross: ProtectedCross) -> ProtectedCross:
    """Nothing of a cross-table."""
    groups = {
        name: CrossGroup(name, True, None, None, dict.fromkeys(group.cells))
        for name, group in cross.groups.items()
    }
    return ProtectedCross(cross.first, cross.second, groups, SEAL)


def protect_cross(
    counts: PairCounts, protected: ProtectedTable, first: str, second: str, *, has_split: bool
) -> ProtectedCross:
    """The cross-table of two columns, as far as no line of it is a group that is too small.

    counts: as `crosstab.count_pair` makes them, by finest group, reasons included.
    has_split: whether the classes are shown beside the country. Raises KeyError for a column that
    is not in the protected table.
    """
    columns = {each.column.name: each for each in protected.columns}
    margins = columns[first], columns[second]
    is_secret = not protected.secret.isdisjoint((first, second))
    groups: dict[Group, CrossGroup] = {}
    for whole in protected.plan.groups:
        parts = protected.plan.parts(whole) if has_split and protected.plan.split else ()
        names = (whole, *parts)
        found = [_counted(counts, margins, group) for group in names]
        closed = _closed_layers(found, protected.rules.k)
        for group, layer, is_shut in zip(names, found, closed, strict=True):
            beside = [each.groups[group] for each in margins]
            if is_secret or is_shut or any(each.is_closed for each in beside):
                groups[group] = CrossGroup(group, True, None, None, dict.fromkeys(layer.cells))
            else:
                alone = [(each.n or 0) - layer.n for each in beside]
                groups[group] = _shown(group, layer, alone, protected.rules.k)
    return ProtectedCross(first, second, groups, SEAL)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One group's exact counts."""

    n_asked: int
    cells: Mapping[Pair, int]

    @property
    def n(self) -> int:
        return sum(self.cells.values())

    def line(self, side: int, code: str) -> int:
        """Institutions in a row (side 0) or a column (side 1)."""
        return sum(n for pair, n in self.cells.items() if pair[side] == code)


def _counted(
    counts: PairCounts, margins: tuple[ProtectedColumn, ProtectedColumn], group: Group
) -> _Layer:
    first, second = (each.column for each in margins)
    cells: dict[Pair, int] = {(a, b): 0 for a in first.codes for b in second.codes}
    n_asked = 0
    for finest, pairs in counts.items():
        if finest[: len(group)] == group:
            for (a, b), n in pairs.items():
                n_asked += n
                if a not in RESERVED_CODES and b not in RESERVED_CODES:
                    cells[str(a), str(b)] += n
    return _Layer(n_asked, cells)


def _closed_layers(layers: Sequence[_Layer], k: int) -> list[bool]:
    """Too small groups; those who did not say their class are a part that is never shown."""
    sizes = [layer.n for layer in layers]
    unnamed = [] if len(sizes) == 1 else [sizes[0] - sum(sizes[1:])]
    return closed_groups([*sizes, *unnamed], k)[: len(sizes)]


def _shown(group: Group, layer: _Layer, alone: Sequence[int], k: int) -> CrossGroup:
    """alone: institutions that answered the first question and not the second, and the reverse."""
    shut = [_small_lines(layer, side, alone[1 - side], k) for side in (0, 1)]
    cells = {
        pair: None if pair[0] in shut[0] or pair[1] in shut[1] else n
        for pair, n in layer.cells.items()
    }
    return CrossGroup(group, False, layer.n_asked, layer.n, cells)


def _small_lines(layer: _Layer, side: int, n_silent: int, k: int) -> Collection[str]:
    """Codes of a side that too few gave: each, or all of them together; nobody is not too few.

    n_silent: institutions that gave none of them, and answered the other question. They are a line
    that is never shown: the other question stands there with all who answered it.
    """
    codes = dict.fromkeys(pair[side] for pair in layer.cells)
    sizes = {code: n for code in codes if (n := layer.line(side, code))}
    closed = closed_groups([layer.n + n_silent, *sizes.values(), n_silent], k)[1:-1]
    return [code for code, is_shut in zip(sizes, closed, strict=True) if is_shut]
