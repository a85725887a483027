"""Recommendation: what the study proposes, to whom, and the evidence that it rests on."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

THEME = "theme:"
"""Stands before the name of a coded theme among the evidence."""


class Status(StrEnum):
    """How far a recommendation has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    STARTED = "started"
    DONE = "done"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """text, addressee: language -> words. evidence: names of comparisons, and themes."""

    name: str
    text: Mapping[str, str]
    addressee: Mapping[str, str]
    status: Status
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfounded:
    """What a recommendation lacks. unknown: evidence that does not exist; None: it has none."""

    recommendation: str
    unknown: str | None


def unfounded(
    recommendations: Collection[Recommendation], known: Collection[str]
) -> Iterator[Unfounded]:
    """Recommendations without evidence, and evidence that is none. known: comparisons, themes."""
    for each in recommendations:
        if not each.evidence:
            yield Unfounded(each.name, None)
        for name in each.evidence:
            if name not in known:
                yield Unfounded(each.name, name)
