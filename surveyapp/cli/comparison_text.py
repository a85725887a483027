"""Comparison as text: for reading on a terminal. A hidden figure says so in words."""

from collections.abc import Iterator

from surveyapp.analysis.comparison import (
    Bounds,
    ColumnComparison,
    Comparison,
    Difference,
    GroupResult,
    Measure,
    ValueShare,
)
from surveyapp.cli.study import SYNTHETIC
from surveyapp.questions.column import TICKED, Role
from surveyapp.reports.labels import whole_percent

HIDDEN = "hidden"
UNSIGNED = frozenset({Measure.CRAMERS_V, Measure.SUPERIORITY})
"""Measures without a direction, or with one that stands in their size."""


def comparison_text(comparison: Comparison) -> str:
    """All columns one after the other; the first line says so when the answers are invented."""
    return "\n".join(_all_lines(comparison)) + "\n"


def _all_lines(comparison: Comparison) -> Iterator[str]:
    if comparison.synthetic:
        yield SYNTHETIC
    yield f"{comparison.questionnaire} {comparison.version}, snapshot {comparison.snapshot[:12]}"
    yield "Descriptive, not representative. Groups and counts below five are hidden."
    for shown in comparison.columns:
        yield ""
        yield f"{shown.column.name} ({shown.column.level})"
        yield from _column(shown)


def _column(shown: ColumnComparison) -> Iterator[str]:
    for result in shown.groups:
        yield f"  {_base(result)}"
        yield from (f"    {line}" for line in _figures(shown, result))
    for difference in shown.differences:
        yield f"  {_difference(difference)}"


def _base(result: GroupResult) -> str:
    """A group's name, how many were asked and answered, and why the others did not answer."""
    name = ", ".join(value for _, value in result.group)
    if result.n is None:
        return f"{name}: {HIDDEN}"
    if result.n_asked is None:
        return f"{name}: {result.n} answered; how many were asked is {HIDDEN}"
    reasons = [f"{reason} {_shown(count)}" for reason, count in result.missing.items()]
    missing = f"; missing: {', '.join(reasons)}" if reasons else ""
    return f"{name}: {result.n} of {result.n_asked} asked answered{missing}"


def _figures(shown: ColumnComparison, result: GroupResult) -> Iterator[str]:
    if result.n is None:
        return
    is_option = shown.column.role is Role.OPTION
    for value in result.values:
        if not is_option or value.code == TICKED:
            yield f"{'ticked' if is_option else value.code}: {_share(value)}"
    if result.is_hidden:
        yield f"figures: {HIDDEN}"
    yield from _summary(result)


def _share(value: ValueShare) -> str:
    if value.is_hidden:
        return HIDDEN
    if value.share is None:
        return str(value.count)
    return f"{value.count} ({whole_percent(value.share)}%)"


def _summary(result: GroupResult) -> Iterator[str]:
    """Figures of the whole column, as far as there are any."""
    if result.top_two is not None:
        codes = " or ".join(result.top_two.codes)
        share = result.top_two.share
        told = HIDDEN if share is None else f"{whole_percent(share)}%"
        yield f"top two ({codes}): {told}"
    for name in ("median", "mean", "sd", "mean_points"):
        value = getattr(result, name)
        if value is not None:
            yield f"{name.replace('_', ' ')}: {_shown(value)}"
    for name in ("quartiles", "total"):
        ends = getattr(result, name)
        if ends is not None:
            yield f"{name}: {_ends(ends)}"


def _difference(difference: Difference) -> str:
    of = " − ".join(difference.of)
    within = "".join(f" in {value}" for _, value in difference.within)
    code = f" of {difference.code}" if difference.code else ""
    return f"{of}{within}, {difference.measure}{code}: {_difference_value(difference)}"


def _difference_value(difference: Difference) -> str:
    if difference.value is None:
        return HIDDEN if difference.is_hidden else "does not exist for these answers"
    if difference.measure in UNSIGNED:
        return f"{difference.value:g}"
    if "percentage points" not in difference.measure:
        return _signed(difference.value)
    points = _signed(whole_percent(difference.value))
    if difference.interval is None or difference.interval_kind is None:
        return points
    low, high = (_signed(whole_percent(end)) for end in difference.interval)
    return f"{points} ({difference.interval_kind} {low} to {high})"


def _signed(value: float) -> str:
    return f"{value:+g}" if value else "0"


def _ends(ends: Bounds) -> str:
    low, high = ends
    return _shown(low) if low == high else f"{_shown(low)} to {_shown(high)}"


def _shown(value: str | float | None) -> str:
    if value is None:
        return HIDDEN
    return (
        value if isinstance(value, str) else f"{value:,g}" if abs(value) < 1e6 else f"{value:,.0f}"
    )
