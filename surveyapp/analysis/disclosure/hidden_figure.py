"""Hidden figure: a count that is not shown, and what a reader can know of it."""

from dataclasses import dataclass

from surveyapp.analysis.disclosure.attack import Interval
from surveyapp.analysis.result import Group


@dataclass(frozen=True, slots=True)
class Figure:
    """A count: of a code, or `n`, or `n_asked`, of one column in one group."""

    column: str
    group: Group
    name: str


@dataclass(frozen=True, slots=True)
class HiddenFigure:
    """A figure that is not shown, and what a reader can know of it.

    width: how many values it can have for an outsider or for a member of any hidden cell.
    needed: how many it must be able to have; 1 where it may be known to be nought.
    """

    figure: Figure
    interval: Interval
    width: float
    needed: int

    @property
    def is_wide_enough(self) -> bool:
        """Whether it can have as many values as asked."""
        return self.width >= self.needed
