"""Figure: a count as it may be printed: a number, or a range that holds it."""

from dataclasses import dataclass

from surveyapp.analysis.result import Bounds, Group, Interval


@dataclass(frozen=True, slots=True)
class Band:
    """The range that is printed of a count; of one value it is that number."""

    low: int
    high: int

    @property
    def exact(self) -> int | None:
        """The count; None where the range holds several."""
        return self.low if self.low == self.high else None

    @property
    def width(self) -> int:
        """How many values the count can have."""
        return self.high - self.low + 1

    def rest(self, size: "Band") -> "Band":
        """The range of everybody else in a group of that size."""
        return Band(max(0, size.low - self.high), size.high - self.low)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A count: of a code, or `n`, or `n_asked`, of one column in one group."""

    column: str
    group: Group
    name: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One group's numbers, rounded.

    mean: None for people. total: what all institutions add up to; of people an interval whose ends
    are multiples of a step, the upper one not reached; None where numbers cannot be added up.
    """

    mean: float | None
    total: Bounds | None


@dataclass(frozen=True, slots=True)
class Shift:
    """How far the first group's numbers stand above the second's, rounded.

    shift in the unit of the numbers; superiority 0 to 1. intervals: of the shift, in its unit; the
    finite one is of those who were asked.
    """

    shift: float
    superiority: float
    intervals: tuple[Interval, ...] = ()
