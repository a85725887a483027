"""Uncertainty: which intervals stand beside a share, and beside a difference of two.

In the order of statistics.md, section 3: the nonresponse bounds stand with the figure itself; a
finite-population interval where it is known how many were asked to take part; an interval for
a larger population only where the study declares itself a sample.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from surveyapp.analysis.result import Bounds, Interval, IntervalKind
from surveyapp.analysis.statistics.dominance import (
    cliffs_delta_interval,
    finite_cliffs_delta,
    nonresponse_cliffs_delta,
)
from surveyapp.analysis.statistics.intervals import (
    KEPT,
    Proportion,
    finite_difference,
    finite_interval,
    newcombe,
    wilson,
)

DIGITS = 4


@lru_cache(maxsize=KEPT)
def of_share(
    count: int, n_valid: int, n_population: int | None, *, is_sample: bool
) -> tuple[Interval, ...]:
    """Intervals of a share, 0 to 1, beside the nonresponse bounds; 95 % each."""
    found = {
        IntervalKind.FINITE_POPULATION: finite_interval(count, n_valid, n_population)
        if n_population is not None
        else None,
        IntervalKind.SUPERPOPULATION: wilson(count, n_valid) if is_sample else None,
    }
    return tuple(_intervals(found))


@lru_cache(maxsize=KEPT)
def of_difference(
    first: tuple[int, int, int | None], second: tuple[int, int, int | None], *, is_sample: bool
) -> tuple[Interval, ...]:
    """Intervals of first share minus second, -1 to 1; each as (count, n_valid, n_population)."""
    a, b = _part(first), _part(second)
    is_known = first[2] is not None and second[2] is not None
    found = {
        IntervalKind.FINITE_POPULATION: finite_difference(a, b) if is_known else None,
        IntervalKind.SUPERPOPULATION: newcombe(a, b) if is_sample else None,
    }
    return tuple(_intervals(found))


def of_delta(
    a: Sequence[int], b: Sequence[int], sizes: tuple[int | None, int | None], *, is_sample: bool
) -> tuple[Interval, ...]:
    """Intervals of Cliff's delta, -1 to 1. a, b: institutions per category, lowest first.

    sizes: institutions that could have answered in each group.
    """
    first, second = sizes
    asked = None if first is None or second is None else (first, second)
    found = {
        IntervalKind.NONRESPONSE: nonresponse_cliffs_delta(a, b, asked) if asked else None,
        IntervalKind.FINITE_POPULATION: finite_cliffs_delta(a, b, asked) if asked else None,
        IntervalKind.SUPERPOPULATION: cliffs_delta_interval(a, b) if is_sample else None,
    }
    return tuple(_intervals(found))


def _part(of: tuple[int, int, int | None]) -> Proportion:
    count, n_valid, n_population = of
    return Proportion(count, n_valid, n_valid if n_population is None else n_population)


def _intervals(found: dict[IntervalKind, Bounds | None]) -> Iterator[Interval]:
    for kind, ends in found.items():
        if ends is not None:
            yield Interval(kind, round(ends[0], DIGITS), round(ends[1], DIGITS))
