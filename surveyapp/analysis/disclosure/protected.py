"""Protected: what may be shown of a frequency table, as the gate leaves it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import InitVar, dataclass, replace

from surveyapp.analysis.disclosure.figure import Band, Shift, Summary
from surveyapp.analysis.disclosure.groups import GroupDisclosure
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.disclosure.seal import SEAL
from surveyapp.analysis.result import Group
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questions.column import Column


@dataclass(frozen=True, slots=True)
class ProtectedGroup:
    """One column in one group, as far as it may be shown.

    n_asked, n: None where they would tell a secret answer; a closed group shows them alone.
    missing: reason -> institutions, empty for sensitive columns, of which n and n_asked tell how
    many gave none. cells: code -> what is printed of its count; None in a closed group; empty for
    numbers of people. n_band: the range of n, where n is None and the group is open.
    summary: numbers only. mean_points: rankings only.
    """

    group: Group
    is_closed: bool
    n_asked: int | None
    n: int | None
    missing: Mapping[str, int]
    cells: Mapping[str, Band | None]
    summary: Summary | None = None
    mean_points: float | None = None
    n_band: Band | None = None

    @property
    def size(self) -> Band | None:
        """The range of those who answered; None where nothing is known of it."""
        return self.n_band if self.n is None else Band(self.n, self.n)

    @property
    def counts(self) -> tuple[int, ...] | None:
        """All counts in the order of the codes; None unless each is a number and there is one."""
        exact = [band.exact for band in self.cells.values() if band is not None]
        known = tuple(count for count in exact if count is not None)
        return known if len(known) == len(self.cells) and self.n else None


@dataclass(frozen=True, slots=True)
class ProtectedColumn:
    """One column in all groups of both views. shifts: (later, earlier group) -> shift."""

    column: Column
    groups: Mapping[Group, ProtectedGroup]
    shifts: Mapping[tuple[Group, Group], Shift]


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """Everything that may be shown of a frequency table. Made by `protect` alone.

    group_disclosures: groups all or nearly all in one cell; for the coordinator, before it is
    published. secret: names of the columns whose answers, or number asked, are closely protected.
    """

    plan: TabulationPlan
    rules: DisclosureRules
    columns: tuple[ProtectedColumn, ...]
    seal: InitVar[object]
    group_disclosures: tuple[GroupDisclosure, ...] = ()
    secret: frozenset[str] = frozenset()

    def __post_init__(self, seal: object) -> None:
        """Raises TypeError for everybody but the gate."""
        if seal is not SEAL:
            raise TypeError("only protect() makes a ProtectedTable")

    def of(self, columns: Collection[Column]) -> "ProtectedTable":
        """Only these columns, protected as they are beside all others."""
        names = {column.name for column in columns}
        return replace(
            self,
            columns=tuple(each for each in self.columns if each.column.name in names),
            group_disclosures=tuple(n for n in self.group_disclosures if n.column in names),
            seal=SEAL,
        )


def pairs(plan: TabulationPlan) -> Iterator[tuple[Group, Group]]:
    """(group, group it is compared with), of the widest view and within each class."""
    for pair in plan.pairing.of(plan.codes):
        later, earlier = (((plan.by, code),) for code in pair)
        yield later, earlier
        if plan.split is not None:
            for code in plan.split_codes:
                part = ((plan.split, code),)
                yield later + part, earlier + part
