"""Audit result: what a reader could find out of a publication, apart from what attacks it."""

from dataclasses import dataclass
from enum import StrEnum

from surveyapp.analysis.disclosure.figure import TableCell


@dataclass(frozen=True, slots=True)
class FeasibilityInterval:
    """Smallest and largest value that a count can have; `most` may be infinite."""

    least: float
    most: float

    @property
    def width(self) -> float:
        """How many values the count can have."""
        return self.most - self.least + 1


class AuditProblem(StrEnum):
    """What an audit finds."""

    SMALL_GROUP = "small-group"  # figures of fewer than k institutions
    SMALL_REST = "small-rest"  # groups of which one less the other leaves 1 to k - 1
    TOO_NARROW = "too-narrow"  # a closely protected count that can have too few values
    TELLS_A_ROUTE = "tells-a-route"  # a number asked that tells closely protected answers
    SENSITIVE_CROSS = "sensitive-cross"  # a cross-table of a closely protected question
    CONTRADICTION = "contradiction"  # figures that no counts would give
    OUT_OF_TIME = "out-of-time"  # nothing was proved
    CHANGED = "changed"  # another figure than in the release of the same answers


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """Something that must not be published. words: what a reader would know."""

    problem: AuditProblem
    figure: TableCell
    words: str


@dataclass(frozen=True, slots=True)
class RangeFigure:
    """A count that is printed as a range, and what a reader can know of it.

    interval: by an outsider. width: how many values it can have for an outsider, or for a member
    plus one, whichever is fewer. needed: how many it must.
    """

    figure: TableCell
    interval: FeasibilityInterval
    width: float
    needed: int


@dataclass(frozen=True, slots=True)
class Step:
    """One part of an audit: a column, a connected part of a country, or a cross-table."""

    name: str
    ranges: tuple[RangeFigure, ...] = ()
    findings: tuple[AuditFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """Every range with what can be known of it, and what is wrong. k: values asked for."""

    k: int
    steps: tuple[Step, ...]

    @property
    def ranges(self) -> tuple[RangeFigure, ...]:
        """Every count that is printed as a range."""
        return tuple(each for step in self.steps for each in step.ranges)

    @property
    def findings(self) -> tuple[AuditFinding, ...]:
        """Everything that is wrong."""
        return tuple(finding for step in self.steps for finding in step.findings)

    @property
    def is_sound(self) -> bool:
        """Whether it may be published."""
        return not self.findings

    @property
    def narrowest(self) -> float | None:
        """Fewest values that a small count can have; None where nothing is printed as a range."""
        return min((each.width for each in self.ranges), default=None)
