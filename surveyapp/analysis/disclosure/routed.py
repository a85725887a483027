"""Routed: what the numbers asked tell of the answers that lead to a question.

Ten institutions answered which services they offer, seven were asked how good the shelter is: so
at most three said that there is none. Somebody who has the questionnaire attacks each column that
decides with all such numbers at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from surveyapp.analysis.disclosure.attack import Attacker, Interval, widths_for_members
from surveyapp.analysis.disclosure.hidden_figure import Figure, HiddenFigure
from surveyapp.analysis.disclosure.programme import Contradiction, OutOfTime
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedTable
from surveyapp.analysis.disclosure.published_tables import groups_of
from surveyapp.analysis.disclosure.routed_system import REST, RoutedSystem, Shown, Size
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.plan import UNKNOWN, Plan
from surveyapp.analysis.result import Group
from surveyapp.questionnaire.asking import (
    Among,
    Asking,
    columns_in,
    parts_of,
)

OWN = 2
"""So many values one's own answer takes from another count of a two-way table at most.

The gate asks members only about counts that are near enough; the audit about all.
"""

Sizes = dict[tuple[Asking, Group], Size]


@dataclass(frozen=True)
class Routes:
    """The conditions of a plan, by what decides. No slots, so that it is worked out once.

    more: further conditions of which sizes are shown, such as those of cross-tables.
    """

    plan: Plan
    more: tuple[Asking, ...] = ()

    @cached_property
    def deciding(self) -> Mapping[str, tuple[str, ...]]:
        """Column -> its codes that decide, in the order in which they are met."""
        found: dict[str, dict[str, None]] = {}
        for asking in dict.fromkeys((*self.plan.asking.values(), *self.more)):
            for part in parts_of(asking):
                if isinstance(part, Among):
                    found.setdefault(part.column, {}).update(dict.fromkeys(sorted(part.codes)))
        return {column: tuple(codes) for column, codes in found.items()}

    @cached_property
    def columns(self) -> Mapping[Asking, tuple[str, ...]]:
        """Condition -> the compared columns that are asked under it, in the order of the plan."""
        found: dict[Asking, list[str]] = {}
        for column in self.plan.compared:
            found.setdefault(self.plan.asked(column.name), []).append(column.name)
        for asking in self.more:
            found.setdefault(asking, [])
        return {asking: tuple(names) for asking, names in found.items()}

    @cached_property
    def led_to(self) -> Mapping[str, tuple[Asking, ...]]:
        """Column -> conditions of compared columns on which it decides."""
        found: dict[str, dict[Asking, None]] = {}
        for asking in self.columns:
            for name in columns_in(asking):
                found.setdefault(name, {})[asking] = None
        return {name: tuple(conditions) for name, conditions in found.items()}

    def beside(self, *more: Asking) -> "Routes":
        """The same with further conditions."""
        return replace(self, more=(*self.more, *more))

    def behind(self, asking: Asking) -> frozenset[str]:
        """Columns that decide, and those that decide on them."""
        found: set[str] = set()
        left = [*columns_in(asking)]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left += columns_in(self.plan.asked(name))
        return frozenset(found)


def sizes_of(columns: Iterable[ProtectedColumn], plan: Plan, groups: Sequence[Group]) -> Sizes:
    """(condition, group) -> institutions that meet it: exactly, or at least those that answered."""
    sizes: Sizes = {}
    for each in columns:
        asking = plan.asked(each.column.name)
        for group in groups:
            found = each.groups.get(group)
            if found is not None and found.n is not None:
                exact = found.n if found.n_asked is None else found.n_asked
                least, most = sizes.get((asking, group), (0, inf))
                most = most if found.n_asked is None else found.n_asked
                sizes[asking, group] = max(least, exact), most
    return sizes


class RoutedReader:
    """Somebody who has a country's figures and the questionnaire before him.

    groups: the country, its classes, and those who did not say theirs unless all are known to.
    """

    def __init__(
        self,
        routes: Routes,
        rules: DisclosureRules,
        columns: Mapping[str, ProtectedColumn],
        groups: Sequence[Group],
        sizes: Sizes,
    ) -> None:
        whole, *parts = groups
        self.routes, self.rules = routes, rules
        self.shown = Shown(
            routes.plan, whole, tuple(parts) or (whole,), columns, sizes, routes.deciding
        )

    @classmethod
    def of(
        cls, protected: ProtectedTable, routes: Routes, whole: Group, seen: Sizes
    ) -> "RoutedReader":
        """A reader of a whole table. seen: sizes that something else shows of the country."""
        groups = groups_of(protected, whole)
        columns = {each.column.name: each for each in protected.columns}
        sizes = seen | sizes_of(protected.columns, protected.plan, groups)
        return cls(routes, protected.rules, columns, groups, sizes)

    def told(self, column: str) -> Iterator[HiddenFigure]:
        """Every hidden count of a deciding column on which a shown size bears.

        Raises Contradiction, OutOfTime.
        """
        attacker, hidden = self._attacked(column)
        for unknown, (group, code) in hidden.items():
            yield self._told(attacker, unknown, hidden, Figure(column, group, code))

    def gives_away(self, column: str) -> bool:
        """Whether a hidden count of a column is too narrow; the same in less time.

        Figures that no counts would give, and an attack without an end, count as given away.
        """
        try:
            attacker, hidden = self._attacked(column)
            return any(self._is_narrow(attacker, unknown, hidden, column) for unknown in hidden)
        except (Contradiction, OutOfTime):
            return True

    def _attacked(self, column: str) -> tuple[Attacker, dict[int, tuple[Group, str]]]:
        """The attack on a column, and its hidden counts: unknown -> (group, code)."""
        routed = RoutedSystem(self.shown, column)
        routed.system.seconds = self.rules.seconds_per_table
        places = [*self._hidden(column)]
        for asking in self.routes.led_to.get(column, ()) if places else ():
            if self._is_shown(asking):
                routed.add(asking)
        known = places if routed.system.equations else []
        hidden = {routed.count(column, code, group): (group, code) for group, code in known}
        return Attacker(routed.system), hidden

    def _is_shown(self, asking: Asking) -> bool:
        groups = (self.shown.whole, *self.shown.parts)
        return any((asking, group) in self.shown.sizes for group in groups)

    def _hidden(self, column: str) -> Iterator[tuple[Group, str]]:
        for group in dict.fromkeys((self.shown.whole, *self.shown.parts)):
            found = self.shown.group(column, group)
            for code in self._codes(column) if group[-1][1] != UNKNOWN else ():
                if found is None or found.cells.get(code) is None:
                    yield group, code

    def _codes(self, column: str) -> list[str]:
        """Codes whose counts are guarded; of a column that is not published also all others."""
        is_published = column in self.shown.columns
        return [code for code in self.shown.merged(column) if code != REST or not is_published]

    def _is_narrow(
        self,
        attacker: Attacker,
        unknown: int,
        hidden: Mapping[int, tuple[Group, str]],
        column: str,
    ) -> bool:
        k, (group, _) = self.rules.k, hidden[unknown]
        if attacker.is_wide(unknown, k + OWN):
            return False
        is_narrow = not attacker.is_wide(unknown, k) or any(
            attacker.can_be_one(own) and not attacker.is_wide(unknown, k, own)
            for own in self._members(hidden)
            if attacker.seen_width(unknown, own) < k
        )
        return is_narrow and not self._may_be_known(column, group, attacker.interval(unknown))

    def _told(
        self,
        attacker: Attacker,
        unknown: int,
        hidden: Mapping[int, tuple[Group, str]],
        figure: Figure,
    ) -> HiddenFigure:
        k, interval = self.rules.k, attacker.interval(unknown)
        if self._may_be_known(figure.column, figure.group, interval):
            return HiddenFigure(figure, interval, interval.width, 1)
        width = interval.width
        if width >= k:
            members = self._members(hidden)
            width = min([width, *widths_for_members(attacker, unknown, members, k)])
        return HiddenFigure(figure, interval, width, k)

    def _members(self, hidden: Mapping[int, tuple[Group, str]]) -> list[int]:
        """Cells of which somebody knows that it is in one; a class's, where there are classes."""
        return [own for own, (group, _) in hidden.items() if group in self.shown.parts]

    def _may_be_known(self, column: str, group: Group, interval: Interval) -> bool:
        """In a group of which nothing is shown: nought, and what is certainly not small."""
        if self.shown.group(column, group) is not None:
            return False
        known = self.shown.columns.get(column)
        is_careful = known is not None and known.column.is_sensitive
        is_nought = not interval.most and not (is_careful and self.rules.hide_sensitive_zero)
        return is_nought or interval.least >= self.rules.k
