"""Routed cross-table: what the number that answered two questions tells of what leads to both."""

from collections.abc import Sequence
from math import inf
from typing import Protocol

from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedTable
from surveyapp.analysis.disclosure.published_tables import groups_of
from surveyapp.analysis.disclosure.routed import RoutedReader, Routes, Sizes, sizes_of
from surveyapp.analysis.plan import Plan
from surveyapp.analysis.result import Group
from surveyapp.questionnaire.asking import EVERYBODY, Asking, joined


class Sized(Protocol):
    """One group of a cross-table; None: hidden."""

    @property
    def group(self) -> Group:
        """Its name."""

    @property
    def n_asked(self) -> int | None:
        """Institutions that were asked both."""

    @property
    def n(self) -> int | None:
        """Institutions that answered both."""


def asked_both(plan: Plan, first: str, second: str) -> Asking:
    """Who is asked both columns."""
    found = (plan.asking.get(name, EVERYBODY) for name in (first, second))
    return joined(True, found, plan.asking)


def tells_a_route(
    protected: ProtectedTable,
    margins: tuple[ProtectedColumn, ProtectedColumn],
    shown: Sequence[Sized],
    whole: Group,
) -> bool:
    """Whether the sizes of a cross-table give a hidden count of a deciding column away."""
    plan = protected.plan
    routes = Routes(plan)
    asking = asked_both(plan, *(each.column.name for each in margins))
    if asking in routes.columns:
        return False
    groups = groups_of(protected, whole)
    sizes = sizes_of(protected.columns, plan, groups) | sizes_of_cross(asking, shown)
    columns = {each.column.name: each for each in protected.columns}
    reader = RoutedReader(routes.beside(asking), protected.rules, columns, groups, sizes)
    return any(reader.gives_away(name) for name in sorted(routes.behind(asking)))


def sizes_of_cross(asking: Asking, shown: Sequence[Sized]) -> Sizes:
    """(condition, group) -> institutions that were asked both: exactly, or at least so many."""
    return {
        (asking, each.group): (each.n, inf)
        if each.n_asked is None
        else (each.n_asked, each.n_asked)
        for each in shown
        if each.n is not None
    }
