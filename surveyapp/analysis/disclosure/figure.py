"""Figure: a count as it may be printed: a number, or a range that holds it."""

from dataclasses import dataclass

from surveyapp.analysis.result import Group


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
