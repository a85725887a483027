"""Outputs: everything that a publication shows, as it was computed or is read again.

What computes it is `finalisation`, with libraries that who only shows it does not load.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from surveyapp.analysis.disclosure.dissemination_record import NamedCross
from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.result import Comparison, CrossTable
from surveyapp.analysis.tabulation_specification import names_of
from surveyapp.analysis.uncounted import Uncounted


@dataclass(frozen=True, slots=True)
class Outputs:
    """The protected table, and the two views of it: of the groups, and of each of their classes.

    publication: the plan, without what is for another edition than was answered. crosses: the
    protected cross-tables by the name of their comparison. uncounted: what could not be compared.
    """

    publication: DisseminationPlan
    table: ProtectedTable
    whole: Comparison
    split: Comparison
    crosses: tuple[NamedCross, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()

    def declared(self, view: Comparison) -> Comparison:
        """A view of it without the question that makes the groups, unless the plan names it.

        It is counted for the sizes of the groups; compared, it would be compared with itself.
        """
        by = self.table.plan.by
        if any(by in names_of(each) for each in self.publication.comparisons()):
            return view
        columns = tuple(each for each in view.columns if each.column.name != by)
        tests = tuple(each for each in view.tests if each.column != by)
        return replace(view, columns=columns, tests=tests)


def with_crosses(view: Comparison, crosses: Sequence[NamedCross]) -> Comparison:
    """The view with the cross-tables of its groups."""
    columns = {shown.column.name: shown.column for shown in view.columns}
    groups = {result.group for shown in view.columns for result in shown.groups}
    found: list[CrossTable] = []
    for name, cross in crosses:
        pair = columns[cross.first], columns[cross.second]
        for group, seen in cross.groups.items():
            if group in groups:
                found.append(CrossTable(name, *pair, seen))
    return replace(view, crosses=tuple(found))
