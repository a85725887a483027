"""Audit of routes: every column that decides, with all numbers asked that tell of it."""

from collections.abc import Iterator, Sequence

from surveyapp.analysis.disclosure.audit import ColumnAudit, Finding, Problem, too_narrow
from surveyapp.analysis.disclosure.cross import ProtectedCross
from surveyapp.analysis.disclosure.hidden_figure import Figure
from surveyapp.analysis.disclosure.programme import Contradiction, OutOfTime
from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.disclosure.published_tables import N
from surveyapp.analysis.disclosure.routed import RoutedReader, Routes, Sizes
from surveyapp.analysis.disclosure.routed_cross import asked_both, sizes_of_cross
from surveyapp.analysis.result import Group


def audited_routes(
    protected: ProtectedTable, crosses: Sequence[ProtectedCross] = ()
) -> Iterator[ColumnAudit]:
    """One audit for every column of which a number asked tells something, in each country."""
    plan = protected.plan
    both = [asked_both(plan, cross.first, cross.second) for cross in crosses]
    routes = Routes(plan).beside(*both)
    for whole in plan.groups if routes.led_to else ():
        seen: Sizes = {}
        for cross, asking in zip(crosses, both, strict=True):
            seen = sizes_of_cross(asking, cross.groups) | seen
        reader = RoutedReader.of(protected, routes, whole, seen)
        for column in routes.led_to:
            yield from _audited(reader, column, whole)


def _audited(reader: RoutedReader, column: str, whole: Group) -> Iterator[ColumnAudit]:
    try:
        hidden = tuple(reader.told(column))
    except (Contradiction, OutOfTime) as stopped:
        is_late = isinstance(stopped, OutOfTime)
        problem = Problem.OUT_OF_TIME if is_late else Problem.CONTRADICTION
        words = "beside the numbers asked of other questions nothing is proved"
        yield ColumnAudit(column, (), (Finding(problem, Figure(column, whole, N), words),))
    else:
        narrow = tuple(too_narrow(each) for each in hidden if not each.is_wide_enough)
        if hidden:
            yield ColumnAudit(column, hidden, narrow)
