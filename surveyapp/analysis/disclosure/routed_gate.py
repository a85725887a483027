"""Routed gate: withholds the numbers asked that would tell a hidden answer.

The least is withheld that helps, condition by condition in the order of the plan: first the
number asked and the reasons for no answer, then the classes, then columns that too many answered,
at last everything that is asked under the condition. See `routed` for the attack.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from surveyapp.analysis.disclosure.numbers import Shift
from surveyapp.analysis.disclosure.protected import (
    ProtectedColumn,
    ProtectedGroup,
    ProtectedTable,
    possible_reasons,
    shut,
)
from surveyapp.analysis.disclosure.published_tables import groups_of
from surveyapp.analysis.disclosure.routed import RoutedReader, Routes, sizes_of
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.result import Group, IntervalKind
from surveyapp.questionnaire.asking import EVERYBODY, Asking
from surveyapp.questions.column import Column

Columns = Mapping[str, ProtectedColumn]


def without_routes(
    protected: ProtectedTable, beside: ProtectedTable | None = None
) -> tuple[ProtectedColumn, ...]:
    """The columns of a table without the sizes that give a hidden count of a deciding column away.

    beside: what a reader has seen already, by the same groups; nothing more is withheld of it.
    """
    seen = beside or protected
    others = beside.columns if beside else ()
    plan = replace(
        seen.plan,
        columns=protected.plan.columns,
        asking={**protected.plan.asking, **seen.plan.asking},
    )
    asked = (plan.asked(each.column.name) for each in others)
    routes = Routes(plan).beside(*asked)
    columns = {each.column.name: each for each in (*others, *protected.columns)}
    for whole in plan.groups if routes.led_to else ():
        groups = groups_of(seen, whole)
        _Country(routes, protected.rules, columns, others, groups).withhold()
    return tuple(columns[each.column.name] for each in protected.columns)


class _Country:
    """The columns of one country while conditions are taken in one by one.

    others: what was seen already. in_danger: columns of which a hidden count was given away at
    first, or of which nothing is shown any more. unproved: those of them that were not attacked
    since something changed.
    """

    def __init__(
        self,
        routes: Routes,
        rules: DisclosureRules,
        columns: dict[str, ProtectedColumn],
        others: Iterable[ProtectedColumn],
        groups: Sequence[Group],
    ) -> None:
        self.routes, self.columns, self.groups = routes, columns, groups
        self.others: dict[Asking, list[ProtectedColumn]] = {}
        for each in others:
            self.others.setdefault(routes.plan.asked(each.column.name), []).append(each)
        self.sizes = sizes_of(columns.values(), routes.plan, groups)
        self.reader = RoutedReader(routes, rules, columns, groups, self.sizes)
        self.in_danger: set[str] = set()
        self.unproved: set[str] = set()

    def withhold(self) -> None:
        """Takes the conditions in that touch a column in danger, each as far as it may be."""
        self.in_danger = {name for name in self.routes.led_to if self.reader.gives_away(name)}
        own = (asking for asking, names in self.routes.columns.items() if names)
        waiting = [each for each in own if self._is_dangerous(each)]
        originals = {each: self._columns(each) for each in waiting}
        self._close(originals)
        self._take_all_in(originals)
        while self.unproved:
            name = min(self.unproved)
            if self._is_given_away(name):
                found = {each: self._columns(each) for each in self.routes.led_to[name]}
                self._close({each: own for each, own in found.items() if not self._are_shut(own)})

    def _is_dangerous(self, asking: Asking) -> bool:
        return asking != EVERYBODY and not self.in_danger.isdisjoint(self.routes.behind(asking))

    def _take_all_in(self, originals: Mapping[Asking, Columns]) -> None:
        """All at once where that does no harm, else the first half before the second."""
        if len(originals) < 2:
            for asking, columns in originals.items():
                self._take_in(asking, columns)
        elif not self._are_harmless(originals):
            self._close(originals)
            middle, pairs = len(originals) // 2, [*originals.items()]
            self._take_all_in(dict(pairs[:middle]))
            self._take_all_in(dict(pairs[middle:]))

    def _take_in(self, asking: Asking, originals: Columns) -> None:
        """Shows as much as does no harm: everything, or no sizes, or no classes, or few columns."""
        country = _closed(originals, self.groups[1:])
        tries = (originals, _without_sizes(originals, self.groups), country)
        if not any(self._are_harmless({asking: shown}) for shown in tries):
            self._take_some_in(asking, country)
        found = self._columns(asking).items()
        shut = {name for name, each in found if self._are_shut({name: each})}
        shut &= self.routes.led_to.keys()
        self.in_danger |= shut
        self.unproved |= shut

    def _take_some_in(self, asking: Asking, columns: Columns) -> None:
        """Without sizes, those that so few answered that it does no harm."""
        unsized = _without_sizes(columns, self.groups)
        found = {each.groups[self.groups[0]].n for each in columns.values()}
        counts = sorted(n for n in found if n is not None)
        place = bisect_left(
            counts,
            True,
            key=lambda most: not self._are_harmless({asking: _up_to(unsized, most, self.groups)}),
        )
        most = counts[place - 1] if place else 0
        self._put(asking, _up_to(unsized, most, self.groups))

    def _close(self, conditions: Mapping[Asking, Columns]) -> None:
        for asking, columns in conditions.items():
            self._put(asking, _closed(columns, self.groups))

    def _are_harmless(self, shown: Mapping[Asking, Columns]) -> bool:
        touched: set[str] = set()
        for asking, columns in shown.items():
            self._put(asking, columns)
            touched |= self.in_danger & self.routes.behind(asking)
        return not any(self._is_given_away(name) for name in sorted(touched))

    def _is_given_away(self, name: str) -> bool:
        self.unproved.discard(name)
        return self.reader.gives_away(name)

    def _are_shut(self, columns: Columns) -> bool:
        return all(each.groups[self.groups[0]].is_closed for each in columns.values())

    def _columns(self, asking: Asking) -> dict[str, ProtectedColumn]:
        return {name: self.columns[name] for name in self.routes.columns[asking]}

    def _put(self, asking: Asking, shown: Columns) -> None:
        self.columns.update(shown)
        for group in self.groups:
            self.sizes.pop((asking, group), None)
        known = (*self.others.get(asking, ()), *shown.values())
        self.sizes.update(sizes_of(known, self.routes.plan, self.groups))
        self.unproved |= self.in_danger & self.routes.behind(asking)


def _up_to(columns: Columns, most: int, groups: Sequence[Group]) -> Columns:
    """Without the columns that more institutions answered."""
    many = {name: each for name, each in columns.items() if (each.groups[groups[0]].n or 0) > most}
    return {**columns, **_closed(many, groups)}


def _closed(columns: Columns, groups: Sequence[Group]) -> Columns:
    return {
        name: _with(each, (shut(group.group, group.cells) for group in _some(each, groups)))
        for name, each in columns.items()
    }


def _without_sizes(columns: Columns, groups: Sequence[Group]) -> Columns:
    """All reasons for no answer are hidden too, also those that nobody gave: they tell sizes."""
    return {
        name: _with(each, (_unsized(group, each.column) for group in _some(each, groups)))
        for name, each in columns.items()
    }


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


def _unsized(group: ProtectedGroup, column: Column) -> ProtectedGroup:
    if group.is_closed:
        return group
    return replace(group, n_asked=None, missing=dict.fromkeys(possible_reasons(column)))
