"""Index band: the mean of a sensitive index, as far as what is printed of its items tells it.

The mean over institutions would be one more figure about the same answers. The mean over the items
of their mean scores needs nothing but the counts that are printed, so that it tells nothing more.
"""

from collections.abc import Mapping, Sequence

from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedGroup, ProtectedTable
from surveyapp.analysis.result import Bounds, Group

DIGITS = 1
FEWEST = 0.5
"""Part of the items of which something must be printed in all groups."""


def mean_bands(table: ProtectedTable, name: str) -> dict[Group, Bounds]:
    """Group -> lowest and highest mean of the items' mean scores, 0 to 100.

    name: of an index; nothing for another column, and for an index that is not sensitive. Of the
    items that are open in all groups, so that the same is compared; nothing when these are fewer
    than half, or when an item depends on another answer.
    """
    groups = table.plan.groups
    index = next((each for each in table.plan.indices if each.name == name), None)
    if index is None or name not in table.secret:
        return {}
    columns = {each.column.name: each for each in table.columns}
    items = [columns[item.column] for item in index.items if item.column in columns]
    told = [item for item in items if _is_told(item, groups)]
    depends = any(item.zero_if for item in index.items)
    if depends or not told or len(told) < FEWEST * len(index.items):
        return {}
    return {group: _mean_of([_score(item, group) for item in told]) for group in groups}


def _is_told(item: ProtectedColumn, groups: Sequence[Group]) -> bool:
    """Whether all its codes have a score, and its counts are printed in every group."""
    scores = dict(item.column.scores)
    is_scored = all(code in scores for code in item.column.codes)
    found = (item.groups[group] for group in groups)
    return is_scored and all(not each.is_closed and each.n is not None for each in found)


def _score(item: ProtectedColumn, group: Group) -> Bounds:
    """Lowest and highest mean score of an item that the printed ranges leave."""
    scores, found = dict(item.column.scores), item.groups[group]
    rising = sorted(item.column.codes, key=lambda code: scores[code])
    lowest, highest = (_filled(found, order, scores) for order in (rising, rising[::-1]))
    return lowest, highest


def _filled(group: ProtectedGroup, order: Sequence[str], scores: Mapping[str, float]) -> float:
    """The mean score when as many as may be are in the first codes of an order."""
    counts = {code: band.low for code, band in group.cells.items() if band is not None}
    n = group.n or 0
    left = n - sum(counts.values())
    for code in order:
        band = group.cells[code]
        more = min(left, band.high - band.low) if band else 0
        counts[code] += more
        left -= more
    return sum(scores[code] * count for code, count in counts.items()) / n


def _mean_of(ends: Sequence[Bounds]) -> Bounds:
    low, high = (sum(side) / len(ends) for side in zip(*ends, strict=True))
    return round(low, DIGITS), round(high, DIGITS)
