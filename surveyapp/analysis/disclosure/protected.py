"""Protected: what may be shown of a frequency table, as the gate leaves it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import InitVar, dataclass, replace
from itertools import combinations

from surveyapp.analysis.disclosure.group_disclosure import GroupDisclosure
from surveyapp.analysis.disclosure.numbers import Shift, Summary
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.plan import Plan, is_number
from surveyapp.analysis.result import NOT_RANKED, RANKED, Group
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.column import Column, Role

REASONS = tuple(reason.value for reason in MissingReason)
SEAL = object()
"""What a protected table is made with; the gate alone has it."""


@dataclass(frozen=True, slots=True)
class ProtectedGroup:
    """One column in one group, as far as it may be shown; None: hidden.

    cells: code -> institutions; empty for numbers. missing: reason -> institutions.
    summary: numbers only. mean_points: rankings only.
    """

    group: Group
    is_closed: bool
    n_asked: int | None
    n: int | None
    missing: Mapping[str, int | None]
    cells: Mapping[str, int | None]
    summary: Summary | None = None
    mean_points: float | None = None


def shut(group: Group, codes: Iterable[str]) -> ProtectedGroup:
    """A group of which nothing is shown."""
    return ProtectedGroup(group, True, None, None, {}, dict.fromkeys(codes))


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
    published.
    """

    plan: Plan
    rules: DisclosureRules
    columns: tuple[ProtectedColumn, ...]
    seal: InitVar[object]
    group_disclosures: tuple[GroupDisclosure, ...] = ()

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


def codes_shown(column: Column) -> tuple[str, ...]:
    """Codes whose counts are shown: none for numbers; a ranking's places are taken together."""
    if is_number(column):
        return ()
    return (RANKED, NOT_RANKED) if column.role is Role.RANK else column.codes


def possible_reasons(column: Column) -> tuple[str, ...]:
    """Reasons for no answer that a column can have; "fewer than five" is one of numbers alone."""
    if is_number(column):
        return REASONS
    return tuple(reason for reason in REASONS if reason != MissingReason.FEWER_THAN_FIVE)


def pairs(plan: Plan) -> Iterator[tuple[Group, Group]]:
    """(later, earlier group) that are compared: countries, and countries within each class."""
    for earlier, later in combinations(plan.groups, 2):
        yield later, earlier
        if plan.split is not None:
            for code in plan.split_codes:
                part = ((plan.split, code),)
                yield later + part, earlier + part
