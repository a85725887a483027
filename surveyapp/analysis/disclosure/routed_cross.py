"""Routed cross-table: what the number that answered two questions tells of what leads to both."""

from collections.abc import Mapping
from math import inf

from surveyapp.analysis.disclosure.cross_system import Margins, ShownCross
from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.disclosure.routed import RoutedReader, Routes, Sizes
from surveyapp.analysis.plan import Plan
from surveyapp.analysis.result import Group
from surveyapp.questionnaire.asking import Asking, joined


def asked_both(plan: Plan, first: str, second: str) -> Asking:
    """Who is asked both columns."""
    return joined(True, map(plan.asked, (first, second)), plan.asking)


def tells_a_route(
    protected: ProtectedTable,
    margins: Margins,
    shown: Mapping[Group, ShownCross],
    whole: Group,
) -> bool:
    """Whether the sizes of a cross-table give a hidden count of a deciding column away."""
    plan = protected.plan
    routes = Routes(plan)
    asking = asked_both(plan, *(each.column.name for each in margins))
    if asking in routes.columns:
        return False
    seen = sizes_of_cross(asking, shown)
    reader = RoutedReader.of(protected, routes.beside(asking), whole, seen)
    return any(reader.gives_away(name) for name in sorted(routes.behind(asking)))


def sizes_of_cross(asking: Asking, shown: Mapping[Group, ShownCross]) -> Sizes:
    """(condition, group) -> institutions that were asked both: exactly, or at least so many."""
    return {
        (asking, group): (each.n, inf) if each.n_asked is None else (each.n_asked, each.n_asked)
        for group, each in shown.items()
        if each.n is not None
    }
