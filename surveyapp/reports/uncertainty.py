"""Uncertainty: how far the largest difference may be off, said in plain words."""

from collections.abc import Iterable, Iterator, Sequence

from surveyapp.analysis.comparison import (
    Bounds,
    ColumnComparison,
    Difference,
    Interval,
    IntervalKind,
    Measure,
)
from surveyapp.questions.column import TICKED, Role
from surveyapp.reports.labels import Labels


def largest_gap(columns: Iterable[ColumnComparison]) -> tuple[ColumnComparison, Difference] | None:
    """The difference of shares that stands furthest from nought; None when all are hidden."""
    gaps = [
        (abs(difference.value), place, shown, difference)
        for place, shown in enumerate(columns)
        for difference in shown.differences
        if difference.value is not None and _is_of_shares(shown, difference)
    ]
    if not gaps:
        return None
    _size, _place, shown, difference = max(gaps, key=lambda gap: gap[0])
    return shown, difference


def uncertainty(
    columns: Sequence[ColumnComparison], groups: tuple[str, str], labels: Labels
) -> str:
    """Where the largest difference lies by each assumption, weakest first; "" without one.

    The difference is the second group less the first, as in the chart.
    """
    found = largest_gap(columns)
    return "" if found is None else " ".join(_words(found[1], groups, labels))


def _is_of_shares(shown: ColumnComparison, difference: Difference) -> bool:
    is_points = difference.measure is Measure.PERCENTAGE_POINTS
    is_option = shown.column.role is Role.OPTION
    return is_points and (not is_option or difference.code == TICKED)


def _words(difference: Difference, groups: tuple[str, str], labels: Labels) -> Iterator[str]:
    _ = labels.translate.gettext
    if difference.interval is not None:
        yield _(
            "%(other)s less %(country)s: whatever the institutions without an answer would say, the"
            " largest difference lies between %(low)s and %(high)s points.",
            country=groups[0],
            other=groups[1],
            **_ends(difference.interval, labels),
        )
    for interval in difference.intervals:
        ends = _ends((interval.low, interval.high), labels)
        if interval.kind is IntervalKind.FINITE_POPULATION:
            yield _(
                "If silence has nothing to do with the answer, it lies between %(low)s and"
                " %(high)s (finite population, 95%%).",
                **ends,
            )
        else:
            yield _sampled(interval, labels)


def _sampled(interval: Interval, labels: Labels) -> str:
    return labels.translate.gettext(
        "Taken as a sample of a larger population, it lies between %(low)s and %(high)s (95%%).",
        **_ends((interval.low, interval.high), labels),
    )


def _ends(ends: Bounds, labels: Labels) -> dict[str, str]:
    return {"low": labels.points(ends[0]), "high": labels.points(ends[1])}
