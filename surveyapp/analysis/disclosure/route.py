"""Route: which groups of a column may not be shown because of what leads to it.

How many were asked a question tells how many gave the answer that leads there. Where that answer
is not shown, because the group is too small or stands beside one that is, neither is anything of
the questions after it; nor how many were asked.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from surveyapp.analysis.disclosure.groups import closed_groups
from surveyapp.analysis.disclosure.universe import questions_decided_by
from surveyapp.analysis.result import Group
from surveyapp.analysis.tabulation.rows import Rows
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questionnaire.universe import columns_in

Groups = frozenset[Group]
Names = frozenset[str]
NO_GROUPS: Groups = frozenset()


@dataclass(frozen=True, slots=True)
class Routes:
    """closed: column -> groups that are too small, or stand beside one that is.

    shut: column that not everybody is asked -> groups in which what leads to it is not shown.
    unread: such columns to which something leads of which no count is published. secret: columns
    that are closely protected, or hang on one that is.
    """

    secret: Names
    closed: Mapping[str, Groups]
    shut: Mapping[str, Groups]
    unread: Names

    def is_shut(self, column: str, group: Group) -> bool:
        """Whether nothing may be shown of a column in a group, however many answered."""
        return group in self.shut.get(column, NO_GROUPS)

    def is_closed(self, column: str, group: Group) -> bool:
        """Whether nothing of a column is shown in a group, by its size or by what leads there."""
        return group in self.closed[column] or self.is_shut(column, group)

    def tells(self, column: str, group: Group) -> bool:
        """Whether the size of a closed group of a column tells what is not shown."""
        return column in self.unread or self.is_shut(column, group)


def routes_of(plan: TabulationPlan, rows: Mapping[str, Rows], secret: Names, k: int) -> Routes:
    """How the columns of a plan hang together. k: smallest group of which anything is shown."""
    leads = {name: frozenset(_leads(plan, name, rows.values())) for name in plan.universe}
    closed = {name: _closed(plan, each, k) for name, each in rows.items()}
    small = _small(plan, rows, k)
    shut = dict.fromkeys(leads, small)
    n_shut = -1
    while n_shut < (n_shut := sum(map(len, shut.values()))):
        for name, found in leads.items():
            of_leads = (closed.get(x, NO_GROUPS) | shut.get(x, NO_GROUPS) for x in found)
            shut[name] = shut[name].union(*of_leads)
    unread = {n for n in leads if leads[n] - rows.keys() or any(questions_decided_by(plan, n))}
    return Routes(secret, closed, shut, frozenset(unread))


def _leads(plan: TabulationPlan, name: str, rows: Collection[Rows]) -> Iterator[str]:
    """The columns whose answers decide who is asked one."""
    yield from columns_in(plan.asked(name))
    questions = {*questions_decided_by(plan, name)}
    if questions:
        yield from (each.column.name for each in rows if each.column.question in questions)


def _closed(plan: TabulationPlan, rows: Rows, k: int) -> Groups:
    """Groups that are closed by their sizes."""
    return frozenset(
        group
        for whole in plan.groups
        for group in _closed_by(rows.groups(whole), {g: rows.n(g) for g in rows.by_group}, k)
    )


def _small(plan: TabulationPlan, rows: Mapping[str, Rows], k: int) -> Groups:
    """Groups with too few institutions, whatever these were asked."""
    sizes: dict[Group, int] = {}
    for each in rows.values():
        for group in each.by_group:
            sizes[group] = max(sizes.get(group, 0), each.n_asked(group))
    wholes = [tuple(g for g in sizes if g[: len(whole)] == whole) for whole in plan.groups]
    return frozenset(g for groups in wholes if groups for g in _closed_by(groups, sizes, k))


def _closed_by(groups: Collection[Group], sizes: Mapping[Group, int], k: int) -> Iterator[Group]:
    """Of a whole and its parts those that are closed."""
    closed = closed_groups([sizes[group] for group in groups], k)
    return (group for group, is_shut in zip(groups, closed, strict=True) if is_shut)
