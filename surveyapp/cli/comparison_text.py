"""Comparison as text: for reading on a terminal. A range says both ends, a small group its size."""

from collections.abc import Iterator

from surveyapp.analysis.extent import is_grouping
from surveyapp.analysis.result import (
    Bounds,
    ColumnComparison,
    CombinedShare,
    Comparison,
    Difference,
    GroupResult,
    Measure,
    ValueShare,
)
from surveyapp.analysis.tabulation_plan import is_number
from surveyapp.cli.refusal import SYNTHETIC
from surveyapp.questions.column import TICKED, Role
from surveyapp.reports.labels import whole_percent

TOO_FEW = "too few answers"
CLOSED = "too few answers, or one institution holds most of the total"
UNSIGNED = frozenset({Measure.CRAMERS_V, Measure.SUPERIORITY})
"""Measures without a direction, or with one that stands in their size."""


def comparison_text(comparison: Comparison) -> str:
    """All columns one after the other; the first line says so when the answers are invented."""
    return "\n".join(_all_lines(comparison)) + "\n"


def _all_lines(comparison: Comparison) -> Iterator[str]:
    if comparison.synthetic:
        yield SYNTHETIC
    yield f"{comparison.questionnaire} {comparison.version}, snapshot {comparison.snapshot[:12]}"
    yield "Descriptive, not representative. Of groups of fewer than five nothing is shown."
    yield "Closely protected figures are ranges, in groups of at least seven."
    for shown in comparison.columns:
        yield ""
        yield f"{shown.column.name} ({shown.column.level})"
        yield from _column(shown)


def _column(shown: ColumnComparison) -> Iterator[str]:
    if is_grouping(shown):
        yield from (f"  {_base(result)}" for result in shown.groups)
        return
    for result in shown.groups:
        yield f"  {_base(result)}"
        yield from (f"    {line}" for line in _figures(shown, result))
    for difference in shown.differences:
        yield f"  {_difference(difference)}"


def _base(result: GroupResult) -> str:
    """A group's name, how many were asked and answered, and why the others did not answer."""
    name = ", ".join(value for _, value in result.group)
    if result.n is None:
        return f"{name}: {_whole(result.n_band) or 'it is not told how many'} answered"
    if result.n_asked is None:
        return f"{name}: {result.n} answered"
    reasons = [f"{reason} {_shown(count)}" for reason, count in result.missing.items()]
    missing = f"; missing: {', '.join(reasons)}" if reasons else ""
    return f"{name}: {result.n} of {result.n_asked} asked answered{missing}"


def _figures(shown: ColumnComparison, result: GroupResult) -> Iterator[str]:
    if result.is_hidden:
        yield CLOSED if is_number(shown.column) else TOO_FEW
        return
    is_option = shown.column.role is Role.OPTION
    for value in result.values:
        if not is_option or value.code == TICKED:
            yield f"{'ticked' if is_option else value.code}: {_share(value)}"
    yield from (f"{each.name}: {_share(each)}" for each in result.together)
    yield from _summary(result, counts_people=shown.column.counts_people)


def _share(value: ValueShare | CombinedShare) -> str:
    """A count with its percentage, or the ends of both."""
    count = _shown(value.count) if value.count is not None else _whole(value.band)
    if value.share is not None:
        return f"{count} ({whole_percent(value.share)}%)"
    if value.share_band is None:
        return count
    return f"{count} ({_percent(value.share_band)})"


def _summary(result: GroupResult, *, counts_people: bool) -> Iterator[str]:
    """Figures of the whole column, as far as there are any."""
    top = result.top_two
    if top is not None:
        share = None if top.share is None else (top.share, top.share)
        ends = share or top.share_band
        if ends is not None:
            yield f"top two ({' or '.join(top.codes)}): {_percent(ends)}"
    for name in ("median", "mean", "mean_points"):
        value = getattr(result, name)
        if value is not None:
            yield f"{name.replace('_', ' ')}: {_shown(value)}"
    if result.mean_band is not None:
        yield f"mean: {_ends(result.mean_band)}"
    if result.total is not None:
        yield f"total: {_people(result.total) if counts_people else _ends(result.total)}"


def _difference(difference: Difference) -> str:
    of = (" − " if len(difference.of) == 2 else ", ").join(difference.of)
    within = "".join(f" in {value}" for _, value in difference.within)
    code = f" of {difference.code}" if difference.code else ""
    return f"{of}{within}, {difference.measure}{code}: {_difference_value(difference)}"


def _difference_value(difference: Difference) -> str:
    if difference.value is None:
        return _difference_range(difference)
    if difference.measure in UNSIGNED:
        return f"{difference.value:g}"
    if "percentage points" not in difference.measure:
        return _signed(difference.value)
    points = _signed(whole_percent(difference.value))
    if difference.interval is None or difference.interval_kind is None:
        return points
    return f"{points} ({difference.interval_kind} {_points(difference.interval)})"


def _difference_range(difference: Difference) -> str:
    """What is said where there is no number."""
    if difference.band is None:
        return TOO_FEW if difference.is_hidden else "does not exist for these answers"
    is_points = "percentage points" in difference.measure
    ends = _points(difference.band) if is_points else " to ".join(map(_signed, difference.band))
    return ends if difference.is_certain else f"{ends}; it cannot be told which is larger"


def _points(ends: Bounds) -> str:
    return " to ".join(_signed(whole_percent(end)) for end in ends)


def _percent(ends: Bounds) -> str:
    low, high = map(whole_percent, ends)
    return f"{low}%" if low == high else f"{low} to {high}%"


def _whole(ends: Bounds | None) -> str:
    return "" if ends is None else _ends(ends)


def _signed(value: float) -> str:
    return f"{value:+g}" if value else "0"


def _ends(ends: Bounds) -> str:
    low, high = ends
    return _shown(low) if low == high else f"{_shown(low)} to {_shown(high)}"


def _people(ends: Bounds) -> str:
    """A rounded total; its upper end is not reached."""
    low, high = ends
    if low == high:
        return _shown(low)
    return f"{_shown(low)} to {_shown(high - 1)}" if low else f"fewer than {_shown(high)}"


def _shown(value: str | float | None) -> str:
    if value is None:
        return TOO_FEW
    return (
        value if isinstance(value, str) else f"{value:,g}" if abs(value) < 1e6 else f"{value:,.0f}"
    )
