"""Scale: the classes in which numbers are read, so that no institution's own number is shown."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import floor, inf

from surveyapp.analysis.tabulation.frequencies import Counts
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.column import Column, Level

USUAL = (0, 1, 5, 10, 20, 50, 100, 200, 500, 1000)
CLOSELY_PROTECTED = (0, 1, 5, 20)
"""Few, so that more of their counts come out as numbers."""
OF_YEARS = (1950, 1970, 1980, 1990, 2000, 2010, 2020)
OF_AN_INDEX = (0, 20, 40, 60, 80)
BELOW = "<"
FEWER_THAN_FIVE = "1-4"
"""Code of the class in which the answer "fewer than five" lies."""

Class = tuple[float, float]
"""The lowest number of a class, and the highest, or what it does not reach: endless at the ends."""


def starts_of(plan: TabulationPlan, column: Column, *, is_secret: bool) -> tuple[int, ...]:
    """The numbers with which the classes of a column begin, as the plan declares them.

    is_secret: whether its counts are closely protected.
    """
    return plan.scales.get(column.name, usual_starts(column, is_secret=is_secret))


def usual_starts(column: Column, *, is_secret: bool) -> tuple[int, ...]:
    """The same where the plan declares none."""
    if column.level is not Level.RATIO:
        return OF_YEARS if column.is_year else OF_AN_INDEX
    return CLOSELY_PROTECTED if is_secret else USUAL


def class_codes(starts: Sequence[int]) -> tuple[str, ...]:
    """Codes of the classes, lowest first: `<0`, `0`, `1-4`, `1000+`; numbers are rounded down."""
    inner = (str(low) if high == low + 1 else f"{low}-{high - 1}" for low, high in pairwise(starts))
    return (f"{BELOW}{starts[0]}", *inner, f"{starts[-1]}+")


def class_ends(starts: Sequence[int], *, is_integer: bool) -> dict[str, Class]:
    """Code -> its class; of whole numbers the largest is one less than the next class."""
    ends = (-inf, *map(float, starts), inf)
    less = 1 if is_integer else 0
    classes = ((low, high - less) for low, high in pairwise(ends))
    return dict(zip(class_codes(starts), classes, strict=True))


def classed_counts(counts: Counts, starts: Sequence[int]) -> dict[str | float, int]:
    """Counts of numbers as counts of classes; reasons stay as they are.

    "Fewer than five" lies in the class of one to four, where there is one.
    """
    codes = class_codes(starts)
    classed: dict[str | float, int] = {}
    for value, n in counts.items():
        code = _class_of(value, starts, codes)
        classed[code] = classed.get(code, 0) + n
    return classed


def _class_of(value: str | float, starts: Sequence[int], codes: Sequence[str]) -> str:
    if value == MissingReason.FEWER_THAN_FIVE and FEWER_THAN_FIVE in codes:
        return FEWER_THAN_FIVE
    if isinstance(value, str):
        return value
    return codes[bisect_right(starts, floor(value))]


def classed_column(column: Column, codes: tuple[str, ...]) -> Column:
    """The column as it is published: a scale of classes."""
    return replace(column, level=Level.ORDINAL, codes=codes, is_classed=True)


def occupied(codes: Sequence[str], counts: Sequence[Mapping[str, int]]) -> tuple[str, ...]:
    """The codes from the lowest to the highest that anybody is in; the first where nobody is."""
    places = [place for place, code in enumerate(codes) if any(row.get(code) for row in counts)]
    return tuple(codes[min(places) : max(places) + 1]) if places else tuple(codes[:1])
