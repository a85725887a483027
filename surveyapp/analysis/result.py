"""Result: what may be shown of a comparison, after the gate; nothing in it is exact by accident.

`None` stands for a figure of a closed group when `is_hidden` is true. Where a band stands beside
it, the figure is closely protected and lies in that range, both ends included; otherwise this kind
of column does not have it. Shares are 0 to 1, rounded to four places; counts are institutions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.questions.column import Column

Group = tuple[tuple[str, str], ...]
"""What the members of a group have in common: ``(("country", "SE"), ("kind", "town"))``."""

Bounds = tuple[float, float]
"""Lower and upper end; equal when exactly known."""

RANKED, NOT_RANKED = "ranked", "not_ranked"


class Measure(StrEnum):
    """How two groups are compared; the words stand in footnotes and files."""

    PERCENTAGE_POINTS = "percentage points"
    TOP_TWO = "percentage points of the top two"
    CRAMERS_V = "Cramér's V"
    CLIFFS_DELTA = "Cliff's delta"
    MEDIAN_CATEGORY = "difference in median category"
    SHIFT = "Hodges-Lehmann shift"
    SUPERIORITY = "probability of superiority"
    MEAN_POINTS = "difference in mean points"


class IntervalKind(StrEnum):
    """What an interval allows for (statistics.md, section 3)."""

    NONRESPONSE = "nonresponse bounds"
    FINITE_POPULATION = "finite population"
    SUPERPOPULATION = "superpopulation"


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of a figure, in its unit, and what it allows for."""

    kind: IntervalKind
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ValueShare:
    """One code in one group.

    share: count / n. bounds: the share among all who were asked, whatever those who did not
    answer would have said; None where it is not public how many were asked. intervals: further
    ones, by the assumption that each names. band, share_band: the ranges of a count and a share
    that are closely protected.
    """

    code: str
    count: int | None
    share: float | None
    bounds: Bounds | None
    is_hidden: bool
    intervals: tuple[Interval, ...] = ()
    band: tuple[int, int] | None = None
    share_band: Bounds | None = None


@dataclass(frozen=True, slots=True)
class CombinedShare:
    """Several codes taken together beside their own counts, such as coverage.

    Made of what is shown of them, so that it tells nothing more; bands as of a `ValueShare`.
    """

    name: str
    codes: tuple[str, ...]
    count: int | None
    share: float | None
    is_hidden: bool
    bounds: Bounds | None = None
    band: tuple[int, int] | None = None
    share_band: Bounds | None = None


@dataclass(frozen=True, slots=True)
class TopTwo:
    """The two highest categories taken together; `codes` in the order of the form."""

    codes: tuple[str, str]
    share: float | None
    is_hidden: bool
    share_band: Bounds | None = None


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One column in one group.

    n_asked = n + all missing; both None where they would tell a secret answer. n_band: the range
    of n then. missing: reason -> institutions, only reasons that occur; empty where they are
    closely protected: n and n_asked tell how many gave none. values: one per code, of numbers one
    per class; empty for numbers of people; for a ranking the codes `ranked`, `not_ranked`.
    median: a code; None where what is shown does not tell it. mean: of numbers, where enough
    answered. mean_band: of an index that holds closely protected answers.
    total: sum over the institutions; of people a range whose upper end is not reached.
    mean_points: rankings only; first place most, left out 0, over all who ranked anything.
    n_population: institutions that were asked to take part, where that is known and all of them
    would have been asked this. together: shares of several codes that the plan declares.
    is_hidden: the group is too small for any figure, or its total is mostly one institution's.
    """

    group: Group
    n_asked: int | None
    n: int | None
    missing: Mapping[str, int]
    values: tuple[ValueShare, ...] = ()
    median: str | None = None
    mean: float | None = None
    total: Bounds | None = None
    top_two: TopTwo | None = None
    mean_points: float | None = None
    is_hidden: bool = False
    n_population: int | None = None
    together: tuple[CombinedShare, ...] = ()
    n_band: tuple[int, int] | None = None
    mean_band: Bounds | None = None

    @property
    def n_missing(self) -> int | None:
        """Institutions that were asked and gave no answer; None where that is not public."""
        return None if self.n is None or self.n_asked is None else self.n_asked - self.n


@dataclass(frozen=True, slots=True)
class Difference:
    """First group minus second, or the association of all groups named.

    of: values of the comparing question. within: what both groups have in common besides.
    code: the code whose share is compared; None for measures of the whole column.
    value: None in a closed group, or when the measure does not exist for these answers. band: the
    range that two closely protected figures leave, where there is no value.
    intervals: further ones. n, n_population: of the first and the second group.
    """

    of: tuple[str, ...]
    measure: Measure
    code: str | None
    value: float | None
    interval: Bounds | None = None
    interval_kind: IntervalKind | None = None
    is_hidden: bool = False
    within: Group = ()
    intervals: tuple[Interval, ...] = ()
    n: tuple[int | None, ...] = ()
    n_population: tuple[int | None, ...] = ()
    band: Bounds | None = None

    @property
    def is_certain(self) -> bool:
        """Whether it is known which of the two is larger, or that they are equal."""
        if self.band is not None:
            return self.band[0] > 0 or self.band[1] < 0
        return self.value is not None

    @property
    def is_association(self) -> bool:
        """Whether it is of all groups at once and has no direction."""
        return self.measure is Measure.CRAMERS_V


@dataclass(frozen=True, slots=True)
class ColumnComparison:
    """One column: every group, and the differences between them."""

    column: Column
    groups: tuple[GroupResult, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Ticks:
    """How many options were ticked on average by those who answered.

    band: the range that is left of it where options are closely protected; `mean` is None then.
    """

    cell: str
    question: str
    group: Group
    mean: float | None
    is_hidden: bool
    band: Bounds | None = None


@dataclass(frozen=True, slots=True)
class ComposedPart:
    """One line's part of what is shown, 0 to 1; a range where a total is one. None: not shown.

    line: the column's name, or the name under which the plan takes several together.
    """

    line: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Composition:
    """How a total divides among its lines in one group; parts in the order of the plan."""

    name: str
    group: Group
    parts: tuple[ComposedPart, ...]


@dataclass(frozen=True, slots=True)
class CrossGroup:
    """One group's cross-table; None: in a line that is too small, or a group that is.

    n_asked: institutions that were asked both. n: that answered both. cells: (code of the first,
    code of the second) -> institutions.
    """

    group: Group
    is_closed: bool
    n_asked: int | None
    n: int | None
    cells: Mapping[tuple[str, str], int | None]


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Two questions against each other in one group. name: of the declared comparison."""

    name: str
    first: Column
    second: Column
    counts: CrossGroup


class SignificanceTest(StrEnum):
    """How two groups are tested, where a study is a sample."""

    FISHER = "Fisher's exact test"
    RANK_SUM = "Mann-Whitney test"


@dataclass(frozen=True, slots=True)
class Significance:
    """Of one column and two groups. p_adjusted: over the columns of the question; both 0 to 1."""

    column: str
    test: SignificanceTest
    groups: tuple[Group, Group]
    p_value: float
    p_adjusted: float


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """Institutions that answered among those that were asked to take part.

    n: with at least a partial answer, None where it is not public; rate: AAPOR's RR2, 0 to 1.
    """

    group: Group
    n: int | None
    n_population: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that one view shows. snapshot: sha256 of the answers it was counted from.

    grouping: the questions that make the groups, such as ("country",) or ("country", "sector").
    ticks: one per question with several answers (or row of such a grid) and group. rates: one a
    group of which the number asked is known. compositions: one a declared one and group.
    tests: only of a study that declares itself a sample.
    crosses: one a declared cross-table and group.
    """

    questionnaire: str
    version: str
    snapshot: str
    synthetic: bool
    grouping: tuple[str, ...]
    columns: tuple[ColumnComparison, ...]
    ticks: tuple[Ticks, ...] = ()
    rates: tuple[ResponseRate, ...] = ()
    compositions: tuple[Composition, ...] = ()
    tests: tuple[Significance, ...] = ()
    crosses: tuple[CrossTable, ...] = ()
