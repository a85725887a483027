"""Uncounted: columns on which answers cannot be compared, and what they lack."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from surveyapp.analysis.tabulation_plan import TabulationPlan, is_compared
from surveyapp.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A column that is not compared.

    needs: columns that the answers lack, its own name when it is absent itself; empty when it is
    there and the plan does not publish it.
    """

    column: str
    question: str
    needs: tuple[str, ...]

    @property
    def is_absent(self) -> bool:
        """Whether the answers lack the column itself."""
        return self.needs == (self.column,)


def uncounted(plan: TabulationPlan, names: Collection[str]) -> Iterator[Uncounted]:
    """Columns of the plan that answers with only the columns `names` cannot be compared on."""
    needs_by_column = plan.needs
    for column in plan.columns:
        base = plan.bases.get(column.name)
        own = needs_by_column.get(column.name, frozenset({column.name})) - {*names}
        others = {base.question} - {*names} if base else set[str]()
        needs = own if column.name in own else own | others
        if needs:
            yield Uncounted(column.name, column.question, tuple(sorted(needs)))


def unplanned(
    form: Questionnaire, plan: TabulationPlan, names: Collection[str]
) -> Iterator[Uncounted]:
    """Columns among `names` that have a measure and that the plan neither shows nor needs."""
    used = {column.name for column in plan.columns} | {plan.by, plan.split}
    used |= {base.question for base in plan.bases.values()}
    used |= {name for needed in plan.needs.values() for name in needed}
    for column in form.columns:
        if column.name in names and column.name not in used and is_compared(column):
            yield Uncounted(column.name, column.question, ())
