"""Comparison as plain JSON; the shape is documented in docs/compare-json.md."""

from collections.abc import Mapping, Sequence

from surveyapp.analysis.result import (
    Bounds,
    ColumnComparison,
    Comparison,
    Difference,
    GroupResult,
    Ticks,
    ValueShare,
)

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def to_json(comparison: Comparison) -> dict[str, Json]:
    """Everything that the comparison shows; hidden values are None beside ``"hidden": True``."""
    return {
        "questionnaire": comparison.questionnaire,
        "version": comparison.version,
        "snapshot": comparison.snapshot,
        "synthetic": comparison.synthetic,
        "grouping": list(comparison.grouping),
        "columns": [_column(each) for each in comparison.columns],
        "ticks": [_ticks(each) for each in comparison.ticks],
    }


def _column(comparison: ColumnComparison) -> dict[str, Json]:
    column = comparison.column
    return {
        "column": column.name,
        "question": column.question,
        "level": column.level.value,
        "role": column.role.value,
        "groups": [_group(group) for group in comparison.groups],
        "differences": [_difference(difference) for difference in comparison.differences],
    }


def _group(result: GroupResult) -> dict[str, Json]:
    return {
        "group": dict(result.group),
        "n_asked": result.n_asked,
        "n": result.n,
        "missing": dict(result.missing),
        "values": [_value(value) for value in result.values],
        "median": result.median,
        "quartiles": _bounds(result.quartiles),
        "mean": result.mean,
        "sd": result.sd,
        "total": _bounds(result.total),
        "top_two": _top_two(result),
        "mean_points": result.mean_points,
        "hidden": result.is_hidden,
    }


def _value(value: ValueShare) -> dict[str, Json]:
    return {
        "code": value.code,
        "count": value.count,
        "share": value.share,
        "bounds": _bounds(value.bounds),
        "hidden": value.is_hidden,
    }


def _top_two(result: GroupResult) -> dict[str, Json] | None:
    top = result.top_two
    if top is None:
        return None
    return {"codes": list(top.codes), "share": top.share, "hidden": top.is_hidden}


def _difference(difference: Difference) -> dict[str, Json]:
    kind = difference.interval_kind
    return {
        "of": list(difference.of),
        "within": dict(difference.within),
        "measure": difference.measure.value,
        "code": difference.code,
        "value": difference.value,
        "interval": _bounds(difference.interval),
        "interval_kind": None if kind is None else kind.value,
        "hidden": difference.is_hidden,
    }


def _ticks(ticks: Ticks) -> dict[str, Json]:
    return {
        "cell": ticks.cell,
        "question": ticks.question,
        "group": dict(ticks.group),
        "mean": ticks.mean,
        "hidden": ticks.is_hidden,
    }


def _bounds(bounds: Bounds | None) -> list[Json] | None:
    return None if bounds is None else list(bounds)
