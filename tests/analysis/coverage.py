"""How often intervals hold what they are of, summed exactly over every possible outcome."""

from itertools import product

import numpy as np
from scipy.stats import binom, hypergeom

from surveyapp.analysis.statistics.intervals import Proportion

SIZES = (5, 9, 14, 60)
SHARES = np.linspace(0.05, 0.95, 19)
TOUCH = 1e-9


def sampled(n, shares=SHARES):
    """Chance of each count (column) for each share of an endless population (row)."""
    return binom.pmf(np.arange(n + 1), n, shares[:, np.newaxis])


def drawn(n, n_asked, totals):
    """Chance of each count (column) for each total among those asked (row)."""
    return hypergeom.pmf(np.arange(n + 1), n_asked, totals[:, np.newaxis], n)


def coverage(interval, n, truths, chances):
    """Of `interval(count)`, for each truth."""
    ends = np.array([interval(count) for count in range(n + 1)])
    return (chances * holds(ends, truths[:, np.newaxis])).sum(axis=1)


def difference_coverage(interval, sizes, truths, chances):
    """Of `interval(part, part)`, for each pair of truths; sizes: (answered, asked) twice."""
    (n, n_asked), (m, m_asked) = sizes
    ends = np.array(
        [
            [interval(Proportion(x, n, n_asked), Proportion(y, m, m_asked)) for y in range(m + 1)]
            for x in range(n + 1)
        ]
    )
    return np.array(
        [
            first @ holds(ends, truth - other) @ second
            for (truth, first), (other, second) in product(
                zip(truths[0], chances[0], strict=True), zip(truths[1], chances[1], strict=True)
            )
        ]
    )


def holds(ends, truth):
    return (ends[..., 0] <= truth + TOUCH) & (truth - TOUCH <= ends[..., 1])
