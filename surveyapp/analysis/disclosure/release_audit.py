"""Audit of releases: what a later release tells together with earlier ones.

Responses are only added from one release to the next, so that no count falls; where a country
becomes smaller, somebody was withdrawn, and then only the difference in size is looked at.
"""

from collections.abc import Iterator, Mapping, Sequence

from surveyapp.analysis.disclosure.attack import Attacker, System, narrow
from surveyapp.analysis.disclosure.audit import ColumnAudit, Finding, Problem
from surveyapp.analysis.disclosure.hidden_figure import Figure
from surveyapp.analysis.disclosure.programme import Contradiction, Equation, OutOfTime
from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.disclosure.published_tables import N_ASKED, N, NamedTable, is_unnamed
from surveyapp.analysis.disclosure.release import Release, ReleasedTable, released_tables
from surveyapp.analysis.result import Group


def audited_releases(
    protected: ProtectedTable, earlier: Sequence[Release]
) -> Iterator[ColumnAudit]:
    """One audit for every table that was published before with other figures."""
    before = [{each.key: each for each in release.tables} for release in earlier]
    careful = {
        each.column.name
        for each in protected.columns
        if each.column.is_sensitive and protected.rules.hide_sensitive_zero
    }
    for now in released_tables(protected):
        for known in before:
            then = known.get(now.key)
            if then is not None and then.table != now.table:
                is_careful = now.column in careful
                pair = _Pair(now, then, protected.rules.k, hides_zero=is_careful)
                yield ColumnAudit(now.column, (), tuple(pair.findings()))


class _Pair:
    """One table in two releases."""

    def __init__(
        self, now: ReleasedTable, then: ReleasedTable, k: int, *, hides_zero: bool
    ) -> None:
        self.now, self.then, self.k, self.hides_zero = now, then, k, hides_zero

    def findings(self) -> Iterator[Finding]:
        """What the two tell together that neither may tell alone."""
        if self.now.table.names != self.then.table.names:
            words = "its codes are others than in an earlier release"
            whole = self.now.table.groups[0]
            yield Finding(Problem.CHANGED_CODES, Figure(self.now.column, whole, "codes"), words)
            return
        yield from self._steps()
        if self.now.key[2] not in {N, N_ASKED} and not self._is_smaller():
            try:
                yield from self._joint()
            except (Contradiction, OutOfTime) as stopped:
                late = isinstance(stopped, OutOfTime)
                problem = Problem.OUT_OF_TIME if late else Problem.CONTRADICTION
                figure = Figure(self.now.column, self.now.table.groups[0], "codes")
                yield Finding(problem, figure, "beside an earlier release nothing is proved")

    def _steps(self) -> Iterator[Finding]:
        """Shown figures that differ by too few: fewer than k for bases, one for cells."""
        before = _shown(self.then.table)
        few = self.k if self.now.key[2] in {N, N_ASKED} else 2
        for (group, name), count in _shown(self.now.table).items():
            was = before.get((group, name))
            if count is not None and was is not None and 0 < abs(count - was) < few:
                words = f"{was} in an earlier release, {count} now"
                yield Finding(Problem.SMALL_STEP, Figure(self.now.column, group, name), words)

    def _is_smaller(self) -> bool:
        now, then = (each.table.published.n[0] for each in (self.now, self.then))
        return now is not None and then is not None and now < then

    def _joint(self) -> Iterator[Finding]:
        """Both tables in one system, no count of the later below that of the earlier."""
        system = System()
        later, earlier = (_added(system, each.table) for each in (self.now, self.then))
        growth: dict[int, tuple[Group, str]] = {}
        for place in later.keys() & earlier.keys():
            more = system.unknown()
            growth[more] = place
            factors = {later[place]: 1, earlier[place]: -1, more: -1}
            system.equations.append(Equation(factors, 0, 0))
        attacker = Attacker(system)
        hidden = {
            unknowns[place]: place
            for unknowns, released in ((later, self.now), (earlier, self.then))
            for place, count in _shown(released.table).items()
            if count is None and not is_unnamed(place[0]) and released.table.published.n[0]
        }
        for found in narrow(attacker, hidden, hidden, self.k):
            if self.hides_zero or attacker.can_be_one(found.unknown):
                words = f"beside an earlier release it can have {found.interval.width:g} values"
                yield self._finding(Problem.TOO_NARROW, hidden[found.unknown], words)
        for more, place in growth.items():
            is_sought = not is_unnamed(place[0]) and not self._are_shown(place)
            if is_sought and not attacker.is_wide(more, 2) and attacker.interval(more).most == 1:
                words = "exactly one institution more than in an earlier release"
                yield self._finding(Problem.SMALL_STEP, place, words)

    def _are_shown(self, place: tuple[Group, str]) -> bool:
        return None not in {_shown(each.table)[place] for each in (self.now, self.then)}

    def _finding(self, problem: Problem, place: tuple[Group, str], words: str) -> Finding:
        return Finding(problem, Figure(self.now.column, *place), words)


def _shown(table: NamedTable) -> Mapping[tuple[Group, str], int | None]:
    return {
        (group, name): count
        for group, row in zip(table.groups, table.published.rows, strict=True)
        for name, count in zip(table.names, row, strict=True)
    }


def _added(system: System, table: NamedTable) -> dict[tuple[Group, str], int]:
    """A table's figures in a system; (group, code) -> unknown."""
    unknowns = {
        place: system.unknown() if count is None else system.unknown(count, count)
        for place, count in _shown(table).items()
    }
    for group, n in zip(table.groups, table.published.n, strict=True):
        system.publish(n, [unknowns[group, name] for name in table.names])
    whole, *parts = table.groups
    if parts:
        for name in table.names:
            system.publish(0, [unknowns[part, name] for part in parts], [unknowns[whole, name]])
    return unknowns
