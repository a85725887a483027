"""Extent: how much of a study can be read after disclosure control, chapter by chapter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.result import ColumnComparison, Comparison, Difference, Measure
from surveyapp.questions.column import TICKED, Role


@dataclass(frozen=True, slots=True)
class Extent:
    """Differences of shares in percentage points, and groups. name: of a chapter, "" for all.

    n_values: that are numbers; n_ranges: that are ranges, n_certain: of these, of which the sign
    is certain. n_closed: that are not shown because too few answered in one country.
    n_withheld: not shown although enough answered. n_groups, n_closed_groups: columns by country.
    """

    name: str
    n_values: int
    n_ranges: int
    n_certain: int
    n_closed: int
    n_withheld: int
    n_groups: int
    n_closed_groups: int

    @property
    def n_open(self) -> int:
        """Differences of which enough answered in both countries."""
        return self.n_values + self.n_ranges + self.n_withheld


def extents(publication: DisseminationPlan, comparison: Comparison, k: int) -> Iterator[Extent]:
    """One of every chapter, and last of all. comparison: the widest view; k: smallest group."""
    by_name = {shown.column.name: shown for shown in comparison.columns}
    for chapter in publication.chapters:
        names = dict.fromkeys(name for each in chapter.comparisons for name in each.columns)
        yield extent(chapter.name, (by_name[name] for name in names if name in by_name), k)
    yield extent("", (each for each in comparison.columns if not is_grouping(each)), k)


def extent(name: str, columns: Iterable[ColumnComparison], k: int) -> Extent:
    """What is shown of some columns; an option counts once, by its being chosen."""
    shown = tuple(columns)
    found = [(each, one) for each in shown for one in _differences(each)]
    values = sum(one.value is not None for _, one in found)
    ranges = [one for _, one in found if one.band is not None]
    untold = [each for each, one in found if one.value is None and one.band is None]
    small = [each for each in untold if _is_small(each, k)]
    groups = [group for each in shown for group in each.groups]
    return Extent(
        name,
        values,
        len(ranges),
        sum(one.is_certain for one in ranges),
        len(small),
        len(untold) - len(small),
        len(groups),
        sum(group.is_hidden for group in groups),
    )


def _differences(shown: ColumnComparison) -> Iterator[Difference]:
    is_chosen = shown.column.role is Role.OPTION
    for each in shown.differences:
        is_counted = not is_chosen or each.code == TICKED
        if each.measure is Measure.PERCENTAGE_POINTS and is_counted:
            yield each


def _is_small(shown: ColumnComparison, k: int) -> bool:
    """Whether fewer than k answered in a country; also where that number is not public."""
    return any(group.is_hidden and (group.n is None or group.n < k) for group in shown.groups)


def is_grouping(shown: ColumnComparison) -> bool:
    """Whether it is the question that makes the groups: each of them gave one answer to it."""
    return any(shown.column.name == name for each in shown.groups for name, _ in each.group[:1])
