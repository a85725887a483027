"""Known: everything that is published of one country's secret columns, as an intruder writes it.

Written from the published table and the questionnaire's routing alone; it shares nothing with the
procedure of the gate.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from surveyapp.analysis.attack.intruder import Knowledge
from surveyapp.analysis.disclosure.figure import TableCell
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedTable
from surveyapp.analysis.result import RANKED, Group
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questionnaire.universe import NOTHING, Among, columns_in
from surveyapp.questions.cell import RESERVED_CODES
from surveyapp.questions.column import TICKED, Role


@dataclass(frozen=True, slots=True)
class Target:
    """A count that must not be known too well. n: size of its group, None where not public."""

    figure: TableCell
    unknown: int
    n: int | None


class LinkedColumns:
    """The columns of one connected part in a country, and all sums that hold among them."""

    def __init__(
        self, protected: ProtectedTable, columns: Sequence[ProtectedColumn], whole: Group
    ) -> None:
        self.plan, self.whole = protected.plan, whole
        self.columns = {each.column.name: each for each in columns}
        self.everybody = _everybody(protected, whole)
        self.knowledge = Knowledge()
        self.places: dict[TableCell, int] = {}
        self.sizes: dict[TableCell, int] = {}
        self.targets: list[Target] = []
        for each in columns:
            self._add_column(each)
        for cell in dict.fromkeys(each.column.cell for each in columns):
            self._add_options(cell)
        for each in columns:
            self._add_route(each)

    def _groups(self, each: ProtectedColumn) -> tuple[Group, ...]:
        """The country, and its strata of which anything is printed."""
        strata = (g for g in each.groups if g != self.whole and g[: len(self.whole)] == self.whole)
        return (self.whole, *(group for group in strata if not each.groups[group].is_closed))

    def _add_column(self, each: ProtectedColumn) -> None:
        name = each.column.name
        groups = self._groups(each)
        for group in groups:
            found = each.groups[group]
            size = self._size(each, group)
            row = []
            for code, band in found.cells.items():
                ends = (band.low, band.high) if band else (0.0, inf)
                unknown = self.knowledge.unknown(*ends)
                self.places[TableCell(name, group, code)] = unknown
                row.append(unknown)
                if found.is_closed:
                    continue
                self.targets.append(Target(TableCell(name, group, code), unknown, found.n))
                if found.n is None:
                    rest = self.knowledge.unknown()
                    self.knowledge.learn([unknown, rest], [size])
                    self.targets.append(Target(TableCell(name, group, f"not {code}"), rest, None))
            if row:
                self.knowledge.learn(row, [size])
        for code in each.groups[self.whole].cells:
            self._add_strata(name, code, groups)

    def _size(self, each: ProtectedColumn, group: Group) -> int:
        """Those who answered: one unknown for all columns of a cell."""
        key = TableCell(each.column.cell, group, "n")
        found = each.groups[group].size
        if key not in self.sizes:
            ends = (found.low, found.high) if found else (0.0, inf)
            self.sizes[key] = self.knowledge.unknown(*ends)
        return self.sizes[key]

    def _add_strata(self, name: str, code: str, groups: Sequence[Group]) -> None:
        """The strata and those of whom no stratum is known make up the country."""
        if len(groups) > 1:
            parts = [self.places[TableCell(name, group, code)] for group in groups[1:]]
            unnamed = self.knowledge.unknown()
            whole = self.places[TableCell(name, groups[0], code)]
            self.knowledge.learn([*parts, unnamed], [whole])

    def _add_options(self, cell: str) -> None:
        options = self.plan.options.get(cell)
        if options is None:
            return
        present = [name for name in options.columns if name in self.columns]
        for group in self._groups(self.columns[present[0]]) if present else ():
            size = self.sizes[TableCell(cell, group, "n")]
            chosen = {name: self._chosen(name, group) for name in present}
            if len(present) == len(options.columns):
                self.knowledge.learn(chosen.values(), [size], 0, inf)
                self._learn_most(list(chosen.values()), size, options.most)
            for name in options.alone.intersection(present):
                for other in present:
                    if other != name:
                        self.knowledge.learn([chosen[name], chosen[other]], [size], -inf, 0)

    def _learn_most(self, chosen: Sequence[int], size: int, most: int | None) -> None:
        """Nobody chose more than so many."""
        if most is not None:
            self.knowledge.learn_most(chosen, size, most)

    def _chosen(self, name: str, group: Group) -> int:
        code = RANKED if self.columns[name].column.role is Role.RANK else TICKED
        return self.places[TableCell(name, group, code)]

    def _add_route(self, each: ProtectedColumn) -> None:
        """How many were asked, as the number of those whose answer leads there."""
        universe = self.plan.asked(each.column.name)
        if not isinstance(universe, Among) or NOTHING in universe.codes:
            return
        if universe.column not in self.columns:
            return
        found = each.groups[self.whole]
        answered = self._size(each, self.whole)
        silent = self.knowledge.unknown()
        leading = list(self._leading(universe))
        if found.n_asked is not None:
            self.knowledge.learn([answered, silent], [], found.n_asked, found.n_asked)
        if universe.holds:
            self.knowledge.learn([answered, silent], leading)
        elif self.everybody is not None:
            n = self.everybody
            self.knowledge.learn([answered, silent, *leading], [], n, n)

    def _leading(self, universe: Among) -> Iterator[int]:
        """Counts of the codes that decide; of codes that are printed with others a part of them."""
        column = self.columns[universe.column]
        recodes = self.plan.recodes.get(universe.column, {})
        for code in column.groups[self.whole].cells:
            olds = {old for old, new in recodes.items() if new == code} or {code}
            whole = self.places[TableCell(universe.column, self.whole, code)]
            if olds <= universe.codes:
                yield whole
            elif olds & universe.codes:
                part, rest = self.knowledge.unknown(), self.knowledge.unknown()
                self.knowledge.learn([part, rest], [whole])
                for unknown, word in ((part, "part of"), (rest, "rest of")):
                    figure = TableCell(universe.column, self.whole, f"{word} {code}")
                    n = column.groups[self.whole].n
                    self.targets.append(Target(figure, unknown, n))
                yield part
        if universe.codes & RESERVED_CODES:
            found = column.groups[self.whole]
            is_known = found.n is not None and found.n_asked is not None
            n_silent = (found.n_asked or 0) - (found.n or 0) if is_known else inf
            yield self.knowledge.unknown(0, n_silent)


def _everybody(protected: ProtectedTable, whole: Group) -> int | None:
    """Institutions of a country, as a question that is asked of all shows them."""
    for each in protected.columns:
        if each.column.name not in protected.plan.universe:
            return each.groups[whole].n_asked
    return None


def connected(
    plan: TabulationPlan, columns: Mapping[str, ProtectedColumn]
) -> list[list[ProtectedColumn]]:
    """Columns in parts of which no sum holds between one and another."""
    part_of: dict[str, str] = {name: each.column.cell for name, each in columns.items()}
    for name in columns:
        for other in columns_in(plan.asked(name)):
            if other in part_of:
                old, new = part_of[name], part_of[other]
                part_of.update({each: new for each, part in part_of.items() if part == old})
    parts: dict[str, list[ProtectedColumn]] = {}
    for name, part in part_of.items():
        parts.setdefault(part, []).append(columns[name])
    return list(parts.values())


def secret_names(plan: TabulationPlan, columns: Collection[ProtectedColumn]) -> set[str]:
    """Columns that are closely protected, and all that are asked on after their answers."""
    secret = {each.column.name for each in columns if each.column.is_sensitive} | plan.sensitive
    is_growing = True
    while is_growing:
        led = {n for n in plan.universe if not secret.isdisjoint(columns_in(plan.asked(n)))}
        is_growing = not led <= secret
        secret |= led
    return secret
