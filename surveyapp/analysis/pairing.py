"""Pairing: which groups are compared with which, as the plan declares it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

MOST_IN_PAIRS = 4
"""Groups of which every pair still has room for a difference in a table."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Every group against one reference, or every pair.

    reference: code of the group that all others are compared with; "": the first. is_every_pair:
    there is no reference. Of two groups both mean the second less the first.
    """

    reference: str = ""
    is_every_pair: bool = False

    def of(self, codes: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """(group, group that it is compared with), in the order of the codes; none of one code."""
        if self.is_every_pair:
            return tuple((later, earlier) for earlier, later in combinations(codes, 2))
        reference = self.reference if self.reference in codes else next(iter(codes), "")
        return tuple((code, reference) for code in codes if code != reference)


AGAINST_FIRST = Pairing()
"""What is compared where a plan says nothing."""
