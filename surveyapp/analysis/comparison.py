"""Comparison: from counted answers through the gate to what may be shown."""

from surveyapp.analysis.result import (
    NOT_RANKED,
    RANKED,
    Bounds,
    ColumnComparison,
    Comparison,
    Difference,
    Group,
    GroupResult,
    IntervalKind,
    Measure,
    Ticks,
    TopTwo,
    ValueShare,
)

__all__ = [
    "NOT_RANKED",
    "RANKED",
    "Bounds",
    "ColumnComparison",
    "Comparison",
    "Difference",
    "Group",
    "GroupResult",
    "IntervalKind",
    "Measure",
    "Ticks",
    "TopTwo",
    "ValueShare",
]
