"""Audit of cross-tables: all of a country at once, together with the tables of their margins."""

from collections.abc import Iterator, Mapping, Sequence

from surveyapp.analysis.disclosure.attack import Attacker, widths_for_members
from surveyapp.analysis.disclosure.audit import ColumnAudit, Finding, Problem, too_narrow
from surveyapp.analysis.disclosure.cross import CrossGroup, ProtectedCross
from surveyapp.analysis.disclosure.cross_system import CrossSystem
from surveyapp.analysis.disclosure.hidden_figure import Figure, HiddenFigure
from surveyapp.analysis.disclosure.programme import Contradiction, OutOfTime
from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.result import Group

TIMES = " × "


def audited_crosses(
    protected: ProtectedTable, crosses: Sequence[ProtectedCross]
) -> Iterator[ColumnAudit]:
    """One audit a country of all cross-tables of which something is shown there."""
    for whole in protected.plan.groups:
        shown = [cross for cross in crosses if not cross.groups[whole].is_closed]
        if shown:
            yield _Country(protected, whole, shown).audit()


class _Country:
    """Somebody who has all cross-tables of a country before him, and their margins."""

    def __init__(
        self, protected: ProtectedTable, whole: Group, crosses: Sequence[ProtectedCross]
    ) -> None:
        self.k, self.whole = protected.rules.k, whole
        self.system = CrossSystem(protected, whole)
        self.name = ", ".join(f"{cross.first}{TIMES}{cross.second}" for cross in crosses)
        columns = {each.column.name: each for each in protected.columns}
        self.hidden: dict[int, tuple[Figure, bool]] = {}
        self.small: list[Finding] = []
        for cross in crosses:
            shown = _layers(cross, self.system.groups)
            margins = columns[cross.first], columns[cross.second]
            for (group, pair), unknown in self.system.add_cross(margins, shown).items():
                self._note(cross, shown[group], pair, unknown)
        self.zero_may_be_known = not self.system.hides_zero

    def audit(self) -> ColumnAudit:
        """Every hidden cell with its interval; margins only where they are too narrow."""
        attacker = Attacker(self.system.system)
        own = list(self.hidden)
        for margin in self.system.hidden_margins:
            figure = Figure(margin.column, margin.group, margin.code)
            self.hidden[margin.unknown] = figure, margin.may_be_known
        try:
            found = {unknown: self._read(attacker, unknown, own) for unknown in self.hidden}
        except (Contradiction, OutOfTime) as stopped:
            is_late = isinstance(stopped, OutOfTime)
            problem = Problem.OUT_OF_TIME if is_late else Problem.CONTRADICTION
            figure = Figure(self.name, self.whole, "n")
            return ColumnAudit(self.name, (), (Finding(problem, figure, "nothing is proved"),))
        narrow = [too_narrow(each) for each in found.values() if not each.is_wide_enough]
        return ColumnAudit(
            self.name, tuple(found[unknown] for unknown in own), (*self.small, *narrow)
        )

    def _note(
        self, cross: ProtectedCross, shown: CrossGroup, pair: tuple[str, str], at: int
    ) -> None:
        figure = Figure(f"{cross.first}{TIMES}{cross.second}", shown.group, TIMES.join(pair))
        count = shown.cells[pair]
        if count is None:
            self.hidden[at] = figure, shown.is_closed
        elif 0 < count < self.k:
            words = f"a count of {count} is shown"
            self.small.append(Finding(Problem.SMALL_COUNT, figure, words))

    def _read(self, attacker: Attacker, unknown: int, own: Sequence[int]) -> HiddenFigure:
        figure, may_be_known = self.hidden[unknown]
        interval = attacker.interval(unknown)
        if may_be_known and self.zero_may_be_known and not interval.most:
            return HiddenFigure(figure, interval, interval.width, 1)
        widths = [interval.width, *widths_for_members(attacker, unknown, own, self.k)]
        return HiddenFigure(figure, interval, min(widths), self.k)


def _layers(cross: ProtectedCross, groups: Sequence[Group]) -> Mapping[Group, CrossGroup]:
    """The country's cross-table and its classes', those who did not say theirs among them."""
    whole = cross.groups[groups[0]]
    if not any(part in cross.groups for part in groups[1:]):
        return {whole.group: whole}
    nothing = dict.fromkeys(whole.cells)
    return {
        group: cross.groups.get(group) or CrossGroup(group, True, None, None, nothing)
        for group in groups
    }
