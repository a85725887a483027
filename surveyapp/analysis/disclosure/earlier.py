"""Earlier: which figures of a round were published before, and stay as they were.

A column that the record of the round has is shown as it was. Only one of a standard question may be
new, and only when in every group nothing changed or at least k institutions more answered, those
without a class among them: then the difference of both is a group of its own. Of a closely
protected one never, for ranges before and after could be put together.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from surveyapp.analysis.disclosure.dissemination_record import DisseminationRecord
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedGroup
from surveyapp.analysis.disclosure.universe import led_by
from surveyapp.analysis.result import Group
from surveyapp.analysis.tabulation.rows import Rows
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questions.column import Column


@dataclass(frozen=True, slots=True)
class Earlier:
    """columns: name -> figures that stay. others: columns of the record that the plan has not."""

    columns: Mapping[str, ProtectedColumn] = field(default_factory=dict)
    others: Mapping[str, Column] = field(default_factory=dict)

    def hides(
        self, plan: TabulationPlan, asked: Mapping[str, Column], secret: Collection[str]
    ) -> bool:
        """Whether something was told of these secret columns that no system of them holds.

        asked: the columns of one system. Then nothing more is asked about them.
        """
        told = {**self.others, **{name: each.column for name, each in self.columns.items()}}
        cells = {column.cell for column in asked.values()}
        outside = told.keys() - asked.keys()
        leading = (led_by(plan, name, secret) for name in outside)
        is_same = any(told[name].cell in cells for name in outside)
        return is_same or any(led and led.column in asked for led in leading)


def earlier_of(
    record: DisseminationRecord | None,
    rows: Mapping[str, Rows],
    fresh: Mapping[str, ProtectedColumn],
    plan: TabulationPlan,
    k: int,
) -> Earlier:
    """What stays. fresh: the columns that are protected group by group, as they would be now."""
    if record is None:
        return Earlier()
    columns = {
        name: _again(each, record.columns[name], plan)
        for name, each in rows.items()
        if name in record.columns
        and not (name in fresh and _is_new_group(fresh[name], record.columns[name], plan, k))
    }
    others = {n: each.column for n, each in record.columns.items() if n not in rows}
    return Earlier(columns, others)


def _is_new_group(
    now: ProtectedColumn, before: ProtectedColumn, plan: TabulationPlan, k: int
) -> bool:
    """Whether those who answered since are k or more wherever anything changed."""
    if now.column.is_sensitive or before.column.is_sensitive:
        return False
    for whole in plan.groups:
        parts = plan.parts(whole) if plan.split else ()
        more = [_more(now.groups, before.groups, group) for group in (whole, *parts)]
        if any(n is None or 0 != n < k for n in more):
            return False
        unnamed = (more[0] or 0) - sum(n or 0 for n in more[1:])
        if parts and 0 != unnamed < k:
            return False
    return any(_more(now.groups, before.groups, group) for group in now.groups)


def _more(
    now: Mapping[Group, ProtectedGroup], before: Mapping[Group, ProtectedGroup], group: Group
) -> int | None:
    """Institutions that answered since; None where that is not known, or figures just differ.

    Of a group of which not even the size was told, and is not now, nothing can be subtracted.
    """
    was, found = before.get(group), now[group]
    if was is not None and was.n is None and found.n is None and was.is_closed and found.is_closed:
        return 0
    if was is None or was.n is None or found.n is None:
        return None
    return 0 if found == was else found.n - was.n or None


def _again(rows: Rows, before: ProtectedColumn, plan: TabulationPlan) -> ProtectedColumn:
    """The figures as they were; nothing of a column that the plan reads in other codes or groups.

    Classes of numbers stay those of the record.
    """
    groups = [group for whole in plan.groups for group in (whole, *plan.parts(whole))]
    is_known = all(group in before.groups for group in groups)
    is_classed = rows.column.is_classed and before.column.is_classed
    if is_known and (is_classed or rows.column.codes == before.column.codes):
        column = before.column if is_classed else rows.column
        return ProtectedColumn(column, {g: before.groups[g] for g in groups}, before.shifts)
    shut = {
        group: ProtectedGroup(group, True, None, None, {}, dict.fromkeys(rows.codes))
        for group in groups
    }
    return ProtectedColumn(rows.column, shut, {})
