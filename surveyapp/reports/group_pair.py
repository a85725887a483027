"""Group pair: two groups that are compared, among all that a comparison shows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from surveyapp.analysis.pairing import Pairing
from surveyapp.analysis.result import ColumnComparison, Difference


@dataclass(frozen=True, slots=True)
class GroupPair:
    """Places of two groups among the groups, from 0. A difference is the second less the first."""

    first: int
    second: int

    def names(self, groups: Sequence[str]) -> tuple[str, str]:
        """What the two are called. groups: names of all."""
        return groups[self.first], groups[self.second]

    def between(self, shown: ColumnComparison) -> ColumnComparison:
        """The same column with these two groups and the differences between them alone."""
        if len(shown.groups) <= 2:
            return shown
        first, second = shown.groups[self.first], shown.groups[self.second]
        of = (second.group[0][1], first.group[0][1])
        found = tuple(difference for difference in shown.differences if difference.of == of)
        return replace(shown, groups=(first, second), differences=found)

    def of_columns(self, columns: Iterable[ColumnComparison]) -> tuple[ColumnComparison, ...]:
        """All these columns, each with the two groups alone."""
        return tuple(self.between(shown) for shown in columns)


TWO = (GroupPair(0, 1),)
"""The pairs of a study of two groups."""


def group_pairs(codes: Sequence[str], pairing: Pairing) -> tuple[GroupPair, ...]:
    """The pairs that are compared, in the order of the codes; none of one group."""
    place = {code: n for n, code in enumerate(codes)}
    return tuple(GroupPair(place[other], place[code]) for code, other in pairing.of(codes))


def pair_of(shown: ColumnComparison, difference: Difference) -> GroupPair:
    """The two groups of one of its differences."""
    place = {group.group[0][1]: n for n, group in enumerate(shown.groups)}
    second, first = difference.of
    return GroupPair(place[first], place[second])


def by_pair(
    groups: Sequence[str],
    pairs: Iterable[GroupPair],
    say: Callable[[GroupPair], Iterable[str]],
) -> tuple[str, ...]:
    """What is said of every pair. Of three groups and more the names of the two stand before it,
    so that no sentence can be read as one about all.
    """
    if len(groups) == 2:
        return tuple(sentence for pair in pairs for sentence in say(pair))
    told = ((pair, " ".join(say(pair))) for pair in pairs)
    return tuple(f"{' – '.join(pair.names(groups))}: {words}" for pair, words in told if words)
