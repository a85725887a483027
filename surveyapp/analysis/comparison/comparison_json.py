"""Comparison as plain JSON; the shape is documented in docs/compare-json.md."""

from collections.abc import Mapping, Sequence

from surveyapp.analysis.result import (
    Bounds,
    ColumnComparison,
    CombinedShare,
    Comparison,
    Composition,
    CrossTable,
    Difference,
    GroupResult,
    Interval,
    ResponseRate,
    Significance,
    Ticks,
    ValueShare,
)

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def to_json(comparison: Comparison) -> dict[str, Json]:
    """Everything that is shown; values of closed groups are None beside ``"closed": True``."""
    return {
        "questionnaire": comparison.questionnaire,
        "version": comparison.version,
        "snapshot": comparison.snapshot,
        "synthetic": comparison.synthetic,
        "grouping": list(comparison.grouping),
        "columns": [_column(each) for each in comparison.columns],
        "ticks": [_ticks(each) for each in comparison.ticks],
        "rates": [_rate(each) for each in comparison.rates],
        "compositions": [_composition(each) for each in comparison.compositions],
        "tests": [_test(each) for each in comparison.tests],
        "crosses": [_cross(each) for each in comparison.crosses],
    }


def _column(comparison: ColumnComparison) -> dict[str, Json]:
    column = comparison.column
    return {
        "column": column.name,
        "question": column.question,
        "level": column.level.value,
        "role": column.role.value,
        "classed": column.is_classed,
        "closely_protected": column.is_sensitive,
        "groups": [_group(group) for group in comparison.groups],
        "differences": [_difference(difference) for difference in comparison.differences],
    }


def _group(result: GroupResult) -> dict[str, Json]:
    return {
        "group": dict(result.group),
        "n_asked": result.n_asked,
        "n": result.n,
        "n_band": _bounds(result.n_band),
        "missing": dict(result.missing),
        "values": [_value(value) for value in result.values],
        "median": result.median,
        "mean": result.mean,
        "mean_band": _bounds(result.mean_band),
        "total": _bounds(result.total),
        "top_two": _top_two(result),
        "mean_points": result.mean_points,
        "n_population": result.n_population,
        "together": [_combined(each) for each in result.together],
        "closed": result.is_hidden,
    }


def _value(value: ValueShare) -> dict[str, Json]:
    return {
        "code": value.code,
        "count": value.count,
        "share": value.share,
        "band": _bounds(value.band),
        "share_band": _bounds(value.share_band),
        "bounds": _bounds(value.bounds),
        "intervals": _intervals(value.intervals),
        "closed": value.is_hidden,
    }


def _combined(combined: CombinedShare) -> dict[str, Json]:
    return {
        "name": combined.name,
        "codes": list(combined.codes),
        "count": combined.count,
        "share": combined.share,
        "band": _bounds(combined.band),
        "share_band": _bounds(combined.share_band),
        "bounds": _bounds(combined.bounds),
        "closed": combined.is_hidden,
    }


def _top_two(result: GroupResult) -> dict[str, Json] | None:
    top = result.top_two
    if top is None:
        return None
    return {
        "codes": list(top.codes),
        "share": top.share,
        "share_band": _bounds(top.share_band),
        "closed": top.is_hidden,
    }


def _difference(difference: Difference) -> dict[str, Json]:
    kind = difference.interval_kind
    return {
        "of": list(difference.of),
        "within": dict(difference.within),
        "measure": difference.measure.value,
        "code": difference.code,
        "value": difference.value,
        "band": _bounds(difference.band),
        "interval": _bounds(difference.interval),
        "interval_kind": None if kind is None else kind.value,
        "intervals": _intervals(difference.intervals),
        "n": list(difference.n),
        "n_population": list(difference.n_population),
        "closed": difference.is_hidden,
    }


def _ticks(ticks: Ticks) -> dict[str, Json]:
    return {
        "cell": ticks.cell,
        "question": ticks.question,
        "group": dict(ticks.group),
        "mean": ticks.mean,
        "band": _bounds(ticks.band),
        "closed": ticks.is_hidden,
    }


def _rate(rate: ResponseRate) -> dict[str, Json]:
    return {
        "group": dict(rate.group),
        "n": rate.n,
        "n_population": rate.n_population,
        "rate": rate.rate,
        "closed": rate.n is None,
    }


def _cross(found: CrossTable) -> dict[str, Json]:
    return {
        "name": found.name,
        "group": dict(found.counts.group),
        "first": found.first.name,
        "second": found.second.name,
        "n_asked": found.counts.n_asked,
        "n": found.counts.n,
        "cells": [
            {"codes": list(codes), "count": count, "closed": count is None}
            for codes, count in found.counts.cells.items()
        ],
    }


def _test(found: Significance) -> dict[str, Json]:
    return {
        "column": found.column,
        "test": found.test.value,
        "groups": [dict(group) for group in found.groups],
        "p_value": found.p_value,
        "p_adjusted": found.p_adjusted,
    }


def _composition(composition: Composition) -> dict[str, Json]:
    parts: list[Json] = [
        {
            "line": part.line,
            "low": part.low,
            "high": part.high,
            "closed": part.low is None,
        }
        for part in composition.parts
    ]
    return {"name": composition.name, "group": dict(composition.group), "parts": parts}


def _intervals(intervals: Sequence[Interval]) -> list[Json]:
    return [{"kind": each.kind.value, "low": each.low, "high": each.high} for each in intervals]


def _bounds(bounds: Bounds | tuple[int, int] | None) -> list[Json] | None:
    return None if bounds is None else list(bounds)
