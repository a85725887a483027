"""Composition: how a total divides among its lines, from protected totals alone.

A line whose total is not shown has no part, and the others are parts of what is shown; so the parts
tell nothing that the totals do not. One line alone is not divided.
"""

from collections.abc import Iterator, Mapping, Sequence

from surveyapp.analysis.disclosure.protected import ProtectedColumn
from surveyapp.analysis.result import Bounds, ComposedPart, Composition, Group

DIGITS = 2
FEWEST_LINES = 2
Lines = Mapping[str, tuple[str, ...]]
"""Line -> the columns whose totals it adds up, mostly one."""


def compositions(
    columns: Sequence[ProtectedColumn], names: Sequence[Group], declared: Mapping[str, Lines]
) -> Iterator[Composition]:
    """Every declared composition in every group, as far as its columns were counted."""
    by_name = {each.column.name: each for each in columns}
    for name, lines in declared.items():
        known = {line: of for line, of in lines.items() if all(one in by_name for one in of)}
        for group in names if known else ():
            totals = {
                line: _sum([_total(by_name[one], group) for one in of])
                for line, of in known.items()
            }
            yield Composition(name, group, tuple(_parts(totals)))


def _total(column: ProtectedColumn, group: Group) -> Bounds | None:
    numbers = column.groups[group].summary
    return numbers.total if numbers else None


def _sum(totals: Sequence[Bounds | None]) -> Bounds | None:
    """Both ends added up; None when one of them is not shown."""
    shown = [total for total in totals if total is not None]
    if len(shown) < len(totals):
        return None
    return sum(low for low, _ in shown), sum(high for _, high in shown)


def _parts(totals: Mapping[str, Bounds | None]) -> Iterator[ComposedPart]:
    shown = {line: total for line, total in totals.items() if total is not None}
    if len(shown) < FEWEST_LINES:
        shown = {}
    parts = dict(zip(shown, parts_of(list(shown.values())), strict=False))
    for line in totals:
        low, high = parts.get(line, (None, None))
        yield ComposedPart(line, _rounded(low), _rounded(high))


def _rounded(part: float | None) -> float | None:
    """Whole percent is all that totals rounded for protection can bear."""
    return None if part is None else round(part, DIGITS)


def parts_of(totals: Sequence[Bounds]) -> list[Bounds]:
    """Each line's part of the sum of all, 0 to 1, lowest and highest; empty when all are nought.

    totals: lowest and highest of each line. A part is lowest when its own line is lowest and all
    others are highest. Source: interval arithmetic; statistics.md, section 6, rule 3.
    """
    lows, highs = sum(low for low, _ in totals), sum(high for _, high in totals)
    if not highs:
        return []
    return [
        (_ratio(low, highs - high + low), _ratio(high, lows - low + high)) for low, high in totals
    ]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
