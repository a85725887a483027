"""Routed gate: withholds the numbers asked that would tell a hidden answer.

The least is withheld that helps, condition by condition in the order of the plan: first the
number asked and the reasons for no answer, then the classes, then columns that too many answered,
at last everything that is asked under the condition. See `routed` for the attack.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from surveyapp.analysis.disclosure.numbers import Shift
from surveyapp.analysis.disclosure.protected import (
    ProtectedColumn,
    ProtectedGroup,
    ProtectedTable,
)
from surveyapp.analysis.disclosure.routed import RoutedReader, Routes, sizes_of
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.result import Group, IntervalKind
from surveyapp.questionnaire.asking import EVERYBODY, Asking

Columns = Mapping[str, ProtectedColumn]


def without_routes(
    protected: ProtectedTable, groups: Sequence[Sequence[Group]]
) -> tuple[ProtectedColumn, ...]:
    """The columns of a table without the sizes that give a hidden count of a deciding column away.

    groups: of each country, as a reader knows them: the country, its classes, and those who did
    not say theirs.
    """
    routes = Routes(protected.plan)
    found = {each.column.name: each for each in protected.columns}
    for names in groups if routes.led_to else ():
        _Country(routes, protected.rules, found, names).withhold()
    return tuple(found.values())


class _Country:
    """The columns of one country while conditions are taken in one by one."""

    def __init__(
        self,
        routes: Routes,
        rules: DisclosureRules,
        columns: dict[str, ProtectedColumn],
        groups: Sequence[Group],
    ) -> None:
        self.routes, self.columns, self.groups = routes, columns, groups
        self.sizes = sizes_of(columns.values(), routes.plan, groups)
        self.reader = RoutedReader(routes, rules, columns, groups, self.sizes)
        self.in_danger: set[str] = set()

    def withhold(self) -> None:
        """Takes the conditions in that touch a column in danger, each as far as it may be."""
        self.in_danger = {name for name in self.routes.led_to if self.reader.gives_away(name)}
        waiting = [each for each in self.routes.columns if self._is_dangerous(each)]
        originals = {each: self._columns(each) for each in waiting}
        for asking in waiting:
            self._put(asking, _closed(originals[asking], self.groups))
        for asking in waiting:
            self._take_in(asking, originals[asking])
        while left := [name for name in sorted(self.in_danger) if self.reader.gives_away(name)]:
            for asking in self.routes.led_to[left[0]]:
                self._put(asking, _closed(self._columns(asking), self.groups))

    def _is_dangerous(self, asking: Asking) -> bool:
        return asking != EVERYBODY and not self.in_danger.isdisjoint(self.routes.behind(asking))

    def _take_in(self, asking: Asking, originals: Columns) -> None:
        """Shows as much as does no harm."""
        touched = self.in_danger & self.routes.behind(asking)
        for shown in _degrees(originals, self.groups):
            self._put(asking, shown)
            if not any(self.reader.gives_away(name) for name in sorted(touched)):
                break
        closed = {name for name, each in self._columns(asking).items() if self._is_shut(each)}
        self.in_danger |= closed & self.routes.led_to.keys()

    def _is_shut(self, column: ProtectedColumn) -> bool:
        return column.groups[self.groups[0]].is_closed

    def _columns(self, asking: Asking) -> dict[str, ProtectedColumn]:
        return {name: self.columns[name] for name in self.routes.columns[asking]}

    def _put(self, asking: Asking, shown: Columns) -> None:
        self.columns.update(shown)
        for group in self.groups:
            self.sizes.pop((asking, group), None)
        self.sizes.update(sizes_of(shown.values(), self.routes.plan, self.groups))


def _degrees(columns: Columns, groups: Sequence[Group]) -> Iterator[Columns]:
    """The columns with more and more withheld; at last nothing is shown."""
    whole, *parts = groups
    yield columns
    yield _without_sizes(columns, groups)
    if parts:
        columns = _closed(columns, parts)
        yield columns
    counts = {each.groups[whole].n for each in columns.values()} - {None}
    for most in sorted((n for n in counts if n is not None), reverse=True):
        yield _without_sizes(_up_to(columns, most, groups), groups)
    yield _closed(columns, groups)


def _up_to(columns: Columns, most: int, groups: Sequence[Group]) -> Columns:
    """Without the columns that more institutions answered."""
    many = {name: each for name, each in columns.items() if (each.groups[groups[0]].n or 0) > most}
    return {**columns, **_closed(many, groups)}


def _closed(columns: Columns, groups: Sequence[Group]) -> Columns:
    return _changed(columns, groups, _shut)


def _without_sizes(columns: Columns, groups: Sequence[Group]) -> Columns:
    return _changed(columns, groups, _unsized)


def _changed(
    columns: Columns, groups: Sequence[Group], change: Callable[[ProtectedGroup], ProtectedGroup]
) -> Columns:
    return {name: _with(each, map(change, _some(each, groups))) for name, each in columns.items()}


def _some(column: ProtectedColumn, groups: Sequence[Group]) -> Iterator[ProtectedGroup]:
    """Those of the groups that have a name."""
    return (column.groups[group] for group in groups if group in column.groups)


def _with(column: ProtectedColumn, groups: Iterable[ProtectedGroup]) -> ProtectedColumn:
    """The column with other groups, and shifts that tell no more than these."""
    found = {**column.groups, **{each.group: each for each in groups}}
    shifts = {
        (a, b): shift if _are_sized(found[a], found[b]) else _unsized_shift(shift)
        for (a, b), shift in column.shifts.items()
        if not found[a].is_closed and not found[b].is_closed
    }
    return replace(column, groups=found, shifts=shifts)


def _are_sized(*groups: ProtectedGroup) -> bool:
    return all(group.n_asked is not None for group in groups)


def _unsized_shift(shift: Shift) -> Shift:
    """Without the interval that is made of the numbers asked."""
    kept = (each for each in shift.intervals if each.kind is not IntervalKind.FINITE_POPULATION)
    return replace(shift, intervals=tuple(kept))


def _shut(group: ProtectedGroup) -> ProtectedGroup:
    return ProtectedGroup(group.group, True, None, None, {}, dict.fromkeys(group.cells))


def _unsized(group: ProtectedGroup) -> ProtectedGroup:
    if group.is_closed:
        return group
    return replace(group, n_asked=None, missing=dict.fromkeys(group.missing))
