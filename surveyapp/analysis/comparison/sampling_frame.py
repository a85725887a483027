"""Frame: which institutions could have answered, and what the plan wants said of their answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from surveyapp.analysis.comparison.composition import Lines
from surveyapp.analysis.dissemination_plan import (
    CombinedCategory,
    DeclaredComparison,
    DisseminationPlan,
    Show,
)
from surveyapp.analysis.result import Group
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Column


@dataclass(frozen=True, slots=True)
class SamplingFrame:
    """population: group -> institutions asked to take part, empty where that is not known.

    asked_of_all: columns that nobody's routing leaves out, so that the silent would have been
    asked as well. together: column -> shares of several codes. compositions: name -> its lines.
    side_by_side: columns of which no difference is formed, because they count unlike things.
    off_scale_codes: column -> codes that have no place on its scale, such as "as long as needed".
    """

    population: Mapping[Group, int] = field(default_factory=dict)
    asked_of_all: frozenset[str] = frozenset()
    together: Mapping[str, tuple[CombinedCategory, ...]] = field(default_factory=dict)
    compositions: Mapping[str, Lines] = field(default_factory=dict)
    side_by_side: frozenset[str] = frozenset()
    off_scale_codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_sample: bool = False

    def size(self, column: Column, group: Group, n_asked: int | None) -> int | None:
        """Institutions that could have answered this column; None where that is not known.

        Never fewer than were asked: a frame that is smaller than the answers is not theirs.
        """
        known = self.population.get(group)
        if known is None or n_asked is None or column.name not in self.asked_of_all:
            return None
        return known if known >= n_asked else None


NO_FRAME = SamplingFrame()


def frame_of(
    form: Questionnaire, publication: DisseminationPlan, plan: TabulationPlan
) -> SamplingFrame:
    """The frame that a publication declares, for the columns of its plan."""
    declared = tuple(publication.comparisons())
    return SamplingFrame(
        population=dict(_sizes(publication, plan)),
        asked_of_all=frozenset(_unrouted(form, plan)),
        together={name: codes for each in declared for name, codes in _combined(each)},
        compositions={
            each.name: lines_of(each) for each in declared if each.show is Show.COMPOSITION
        },
        side_by_side=frozenset(_side_by_side(declared)),
        off_scale_codes={name: e.off_scale_codes for e in declared for name in e.columns},
        is_sample=publication.is_sample,
    )


def _combined(declared: DeclaredComparison) -> Iterable[tuple[str, tuple[CombinedCategory, ...]]]:
    of_codes = tuple(each for each in declared.together if each.codes)
    return ((name, of_codes) for name in declared.columns if of_codes)


def _side_by_side(declared: Iterable[DeclaredComparison]) -> Iterable[str]:
    """Sums that are shown beside each other, and whatever a flag says must not be compared."""
    for each in declared:
        if each.flags or each.show in (Show.TOTALS, Show.COMPOSITION):
            yield from each.columns


def lines_of(declared: DeclaredComparison) -> Lines:
    """The lines of a composition; columns that are taken together stand where the first was."""
    taken = {one: each for each in declared.together for one in each.columns}
    lines: dict[str, tuple[str, ...]] = {}
    for name in declared.columns:
        together = taken.get(name)
        lines[together.name if together else name] = together.columns if together else (name,)
    return lines


def _sizes(publication: DisseminationPlan, plan: TabulationPlan) -> Iterable[tuple[Group, int]]:
    for group in plan.groups:
        by_class = publication.population.get(group[0][1], {})
        if by_class:
            yield group, sum(by_class.values())
        for part in plan.parts(group) if plan.split else ():
            if part[1][1] in by_class:
                yield part, by_class[part[1][1]]


def _unrouted(form: Questionnaire, plan: TabulationPlan) -> Iterable[str]:
    for column in plan.columns:
        asked = form.questions.get(column.question)
        if asked and not asked.relevant and not asked.row_filter and column.name not in plan.bases:
            yield column.name
