"""Batch: which sealed responses may be opened together, so that none can be told from the others.

Whoever sees who has answered, and the responses before and after, learns no more than that an
institution is one of those that were opened at once. See ``docs/adr/0034-the-double-envelope.md``.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from enum import IntEnum
from typing import TypeVar

Group = str | None
"""What is compared, such as a country; None where it was not said, or the form compares none."""

Stratum = tuple[Group, str | None]
"""A group and a class in it; None where it was not said, or the form has none."""

K = TypeVar("K", bound=Hashable)


class Stage(IntEnum):
    """How far a wave is: while answers come in, when none comes any more, when it is made final."""

    OPEN = 0
    CLOSED = 1
    FINAL = 2


def due(
    waiting: Mapping[K, Stratum], revealed: Mapping[Group, int], k: int, stage: Stage
) -> set[K]:
    """Those that may be opened now.

    waiting: sealed responses; revealed: how many of each group were opened before; k: fewest that
    are opened at once. While answers come in, k of one stratum; once none comes, k of one group
    whatever their classes; at the end also fewer of a group that has k in all.
    """
    found = _enough(waiting, k)
    if stage >= Stage.CLOSED:
        found |= _enough({each: waiting[each][0] for each in waiting.keys() - found}, k)
    if stage >= Stage.FINAL:
        sizes = Counter(revealed) + Counter(group for group, _class in waiting.values())
        found |= {each for each, (group, _class) in waiting.items() if sizes[group] >= k}
    return found


def _enough(waiting: Mapping[K, Hashable], k: int) -> set[K]:
    """All of those places of which k are waiting."""
    sizes = Counter(waiting.values())
    return {each for each, place in waiting.items() if sizes[place] >= k}
