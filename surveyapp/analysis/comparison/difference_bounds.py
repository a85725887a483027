"""Difference bounds: how far two ranges can be apart."""

from surveyapp.analysis.result import Bounds


def difference_bounds(first: Bounds, second: Bounds) -> Bounds:
    """The first less the second: the least and the most that it can be."""
    return first[0] - second[1], first[1] - second[0]
