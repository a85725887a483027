"""Inspection: a plan beside its questionnaire, with what several rules look up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from surveyapp.analysis.plan_file.definition import ComparisonDefinition, PlanDefinition
from surveyapp.analysis.plan_file.selection import Columns, chosen, comparable
from surveyapp.questionnaire.definition import CodeListDefinition
from surveyapp.questionnaire.lint import KeyPath
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import NOT_NAMED
from surveyapp.questions.column import Column, Role


@dataclass(frozen=True, slots=True)
class Placed:
    """A comparison and its path in the file."""

    path: KeyPath
    comparison: ComparisonDefinition


@dataclass(frozen=True)
class PlanInspection:
    """A plan under the linter's eyes. No slots, so that what is derived is computed once.

    code_lists: those that the questionnaire uses; texts: path -> words of the questionnaire;
    themes: columns of its code books, by which open questions are compared.
    """

    plan: PlanDefinition
    form: Questionnaire
    code_lists: Mapping[str, CodeListDefinition]
    texts: Mapping[str, str]
    themes: tuple[Column, ...] = ()

    @cached_property
    def columns(self) -> Columns:
        """Name -> column, of those that have a measure."""
        return comparable((*self.form.columns, *self.themes))

    @cached_property
    def comparisons(self) -> tuple[Placed, ...]:
        """All comparisons in the order of the report."""
        return tuple(self._placed())

    def _placed(self) -> Iterator[Placed]:
        for c, chapter in enumerate(self.plan.chapters):
            for e, each in enumerate(chapter.comparisons):
                yield Placed(("chapters", c, "comparisons", e), each)

    def chosen(self, each: ComparisonDefinition) -> tuple[Column, ...]:
        """The columns that a comparison shows."""
        return tuple(self.columns[name] for name in chosen(each, self.columns))

    def questions(self, each: ComparisonDefinition) -> tuple[str, ...]:
        """The questions of the columns that a comparison shows."""
        return tuple(dict.fromkeys(column.question for column in self.chosen(each)))

    def shown_codes(self, each: ComparisonDefinition) -> tuple[str, ...]:
        """The codes of its columns as they are shown, after the merge."""
        merge = self.plan.merges.get(each.merge or "")
        codes = dict.fromkeys(code for c in self.chosen(each) for code in c.codes)
        if merge:
            return (*(group.code for group in merge.into), *({NOT_NAMED} & codes.keys()))
        return tuple(codes)


def has_one_code(column: Column) -> bool:
    """Whether its values are codes of a list, one an institution."""
    return column.role is Role.ANSWER and bool(column.codes)
