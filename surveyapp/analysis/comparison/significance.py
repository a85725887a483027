"""Significance: tests of difference, for studies that declare themselves a sample and no others.

Computed from protected counts; a column with a band has no test, and numbers are tested in the
classes in which they are shown. P-values are adjusted over the columns of one question and all
pairs of groups, which are printed together.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, product

import numpy as np

from surveyapp.analysis.comparison.measures import is_ordinal
from surveyapp.analysis.disclosure.protected import ProtectedColumn
from surveyapp.analysis.result import Group, Significance, SignificanceTest
from surveyapp.analysis.statistics.estimates import Distribution, TableTooSmall
from surveyapp.analysis.statistics.inference import benjamini_hochberg, fisher, mann_whitney
from surveyapp.analysis.tabulation_plan import is_number

SEED = 20140901
DIGITS = 4
"""Significant digits: a small p-value is never rounded to nought."""
SMALLEST = 1e-16
"""Below it a computer's fractions tell nothing; a smaller p-value is given as this one."""


def significance(
    columns: Sequence[ProtectedColumn], pairs: Sequence[tuple[Group, Group]], k: int
) -> Iterator[Significance]:
    """A test for every column and pair of groups (later, earlier) that may have one.

    k: a group with fewer answers has no test. Source: statistics.md, section 4.
    """
    for _, found in groupby(columns, key=lambda each: each.column.question):
        together = list(found)
        for part in dict.fromkeys(later[1:] for later, _earlier in pairs):
            tried = product([pair for pair in pairs if pair[0][1:] == part], together)
            yield from _adjusted([(each, pair) for pair, each in tried], k)


def _adjusted(
    tried: Sequence[tuple[ProtectedColumn, tuple[Group, Group]]], k: int
) -> Iterator[Significance]:
    values = [_p_value(each, pair, k) for each, pair in tried]
    found = zip(tried, values, benjamini_hochberg(values), strict=True)
    for (each, pair), value, adjusted in found:
        if value is not None and adjusted is not None:
            yield Significance(
                each.column.name, _test(each), pair, _rounded(value), _rounded(adjusted)
            )


def _rounded(p_value: float) -> float:
    return float(f"{max(p_value, SMALLEST):.{DIGITS}g}")


def _test(each: ProtectedColumn) -> SignificanceTest:
    return (
        SignificanceTest.RANK_SUM
        if is_number(each.column) or is_ordinal(each.column)
        else SignificanceTest.FISHER
    )


def _p_value(each: ProtectedColumn, pair: tuple[Group, Group], k: int) -> float | None:
    counts = [each.groups[group].counts for group in pair]
    if counts[0] is None or counts[1] is None:
        return None
    if is_ordinal(each.column):
        first, second = (Distribution.of(dict(enumerate(row or ()))) for row in counts)
        outcome = mann_whitney(first, second, k)
        return outcome.p_value if outcome else None
    try:
        return fisher(np.array(counts, np.int64), k, np.random.default_rng(SEED))
    except TableTooSmall:
        return None
