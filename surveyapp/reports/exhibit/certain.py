"""Certain: how much of a comparison is surely different, and why nothing of another is shown."""

from collections.abc import Iterator

from surveyapp.analysis.comparison.difference_bounds import difference_bounds
from surveyapp.analysis.dissemination_plan import DeclaredComparison, Show
from surveyapp.analysis.result import ColumnComparison, GroupResult, Measure
from surveyapp.questions.column import TICKED, Role
from surveyapp.reports.chart.chart import nearer_end
from surveyapp.reports.exhibit.base import is_small
from surveyapp.reports.exhibit.composition import part_ends, part_lines
from surveyapp.reports.exhibit.page import Findings
from surveyapp.reports.sentence.statement import ends_of

Ends = tuple[float, float]


def certain_size(declared: DeclaredComparison, findings: Findings) -> float:
    """The largest difference of shares that is certain, 0 to 1; of a range its nearer end.

    Of a composition that of its parts.
    """
    is_composition = declared.show is Show.COMPOSITION
    gaps = _gaps_of_parts if is_composition else _gaps_of_shares
    return max((nearer_end(ends) for ends in gaps(declared, findings)), default=0.0)


def too_small(declared: DeclaredComparison, findings: Findings) -> str:
    """In one line why nothing can be compared; "" where one line at least shows two groups that
    are compared, or the only one.
    """
    lines, pairs = tuple(_lines(declared, findings)), findings.pairs
    places: list[tuple[int, ...]] = [(pair.first, pair.second) for pair in pairs] or [(0,)]
    if any(all(line[place] for place in each) for line in lines if line for each in places):
        return ""
    _ = findings.labels.translate.gettext
    names = [
        name
        for place, name in enumerate(findings.groups)
        if not any(line[place] for line in lines if len(line) > place)
    ]
    if names:
        return _("Too few answers: %(groups)s.", groups=", ".join(names))
    if len(findings.groups) == 2:
        return _("No line can be shown for both.")
    return _("No line can be shown for two groups that are compared.")


def _lines(declared: DeclaredComparison, findings: Findings) -> Iterator[tuple[bool, ...]]:
    """Line by line whether something is shown of each group."""
    match declared.show:
        case Show.COMPOSITION:
            for _line, parts in part_lines(findings.compositions_of(declared)):
                yield tuple(part.low is not None for part in parts)
        case Show.CROSS:
            crosses = findings.comparison.crosses
            yield tuple(
                cross.counts.n is not None for cross in crosses if cross.name == declared.name
            )
        case _:
            for shown in findings.columns_of(declared):
                yield tuple(map(_shows, shown.groups))


def _shows(group: GroupResult) -> bool:
    """Whether something beside its size is shown of a group."""
    figures = (group.mean, group.mean_band, group.mean_points, group.total)
    has_figure = bool(group.values) or any(figure is not None for figure in figures)
    return has_figure and not is_small(group)


def _gaps_of_shares(declared: DeclaredComparison, findings: Findings) -> Iterator[Ends]:
    for shown in findings.columns_of(declared):
        yield from _gaps(shown)


def _gaps(shown: ColumnComparison) -> Iterator[Ends]:
    """Of an option its being ticked alone, which its not being ticked repeats."""
    is_option = shown.column.role is Role.OPTION
    for difference in shown.differences:
        is_share = difference.measure is Measure.PERCENTAGE_POINTS
        ends = ends_of(difference)
        if ends is not None and is_share and (not is_option or difference.code == TICKED):
            yield ends


def _gaps_of_parts(declared: DeclaredComparison, findings: Findings) -> Iterator[Ends]:
    for _line, parts in part_lines(findings.compositions_of(declared)):
        for pair in findings.pairs:
            first, second = part_ends(parts[pair.first]), part_ends(parts[pair.second])
            if first is not None and second is not None:
                yield difference_bounds(second, first)
