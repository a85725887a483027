"""Quality result: what may be shown of how well a wave was answered; no computing here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

YES, NO = "yes", "no"
ANSWERED, IN_PART, NOT_ANSWERED = "answered", "in_part", "not_answered"
HOLDS, DISMISSED, LEFT_OPEN = "holds", "dismissed", "left_open"
SEVERAL = "several"
WHY = "why_"
FAILS = "fails"
"""A soft check that does not hold, whether it was dismissed or left open."""


class IndicatorKind(StrEnum):
    """What a flag is about."""

    ITEM = "item"  # whether the question was answered
    WHY = "why"  # of those who did not answer it: the reason
    STRAIGHT = "straight"  # the same answer in every line of a grid
    CHECK = "check"  # a soft check: holds, dismissed, left open
    ROUND = "round"  # every number of 20 or more is a multiple of 10


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """One flag in one country; None: not shown.

    n: institutions that the flag concerns, at least k. counts: code -> institutions.
    """

    country: str
    n: int | None
    counts: Mapping[str, int | None]

    def share(self, code: str) -> float | None:
        """Part of the institutions concerned, 0 to 1; None where it is not shown or none are."""
        found = self.counts.get(code)
        return found / self.n if found is not None and self.n else None


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One flag in every country, in the order of the form. check: name of the soft check."""

    kind: IndicatorKind
    question: str
    groups: tuple[IndicatorGroup, ...]
    check: str | None = None
    text_path: str | None = None

    def largest_share(self, code: str) -> float:
        """The largest share that is shown of any country, 0 to 1; 0 when none is shown."""
        return max((group.share(code) or 0.0 for group in self.groups), default=0.0)


@dataclass(frozen=True, slots=True)
class QualityReport:
    """Everything that the quality page shows. countries: codes in the order of the form."""

    questionnaire: str
    version: str
    synthetic: bool
    countries: tuple[str, ...]
    flags: tuple[IndicatorResult, ...]

    def of(self, kind: IndicatorKind) -> tuple[IndicatorResult, ...]:
        """The flags of one kind in the order of the questionnaire."""
        return tuple(flag for flag in self.flags if flag.kind is kind)
