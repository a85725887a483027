"""Flow: how far the hidden cells of a two-way table can move when all its sums stay as they are.

Every cell stands in one row and one column, so that raising it must be made good by others along
a closed way through the table. The furthest it can move is a maximal flow, and whole numbers come
by themselves (Ford and Fulkerson 1962). What stops the flow is a cut: unless one of the shown
cells across it is hidden as well, the cell stays as narrow as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

UNBOUNDED = 1 << 40
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell between two lines, and how far it could rise and fall if it stood alone."""

    start: int
    end: int
    up: int
    down: int


class Flow:
    """The hidden entries of a table as ways between its lines.

    entries: all of the table, hidden or not; hidden: their places. Each table that was met while
    pushing is remembered in `moved`: place -> (furthest down, furthest up) seen.
    An arc is twice the place of an entry that rises, and one more when it falls.
    """

    def __init__(self, entries: Sequence[Entry], hidden: Sequence[int]) -> None:
        self.entries = entries
        self.hidden = hidden
        self.moved: dict[int, tuple[int, int]] = dict.fromkeys(hidden, (0, 0))
        self.reached: set[int] = set()
        self._ways: dict[int, list[tuple[int, int]]] = {}
        self._room = [0] * (2 * len(entries))
        for place in hidden:
            entry = entries[place]
            self._room[2 * place], self._room[2 * place + 1] = entry.up, entry.down
            self._ways.setdefault(entry.start, []).append((2 * place, entry.end))
            self._ways.setdefault(entry.end, []).append((2 * place + 1, entry.start))
        self._rest = self._room

    def rise(self, place: int, most: int, own: int = NOBODY) -> int:
        """How far an entry can rise, at most `most`. own: an entry that may fall one less."""
        entry = self.entries[place]
        return self._push(2 * place, (entry.end, entry.start), min(most, entry.up), own)

    def fall(self, place: int, most: int, own: int = NOBODY) -> int:
        """How far an entry can fall, at most `most`."""
        entry = self.entries[place]
        room = entry.down - (place == own)
        return self._push(2 * place + 1, (entry.start, entry.end), min(most, room), own)

    def with_one_more(self, place: int) -> "Flow | None":
        """The same, seen from a table in which this entry is higher by one; None: it cannot be."""
        if not self.rise(place, 1):
            return None
        entries = list(self.entries)
        for each in self.hidden:
            entry, by = entries[each], self._moved(each)
            if each == place:
                by = 1
            entries[each] = Entry(entry.start, entry.end, entry.up - by, entry.down + by)
        return Flow(entries, self.hidden)

    def across(self) -> Iterator[int]:
        """Shown entries that would have let more through the last cut; none when there was none."""
        shown = set(range(len(self.entries))).difference(self.hidden)
        for place in shown:
            entry = self.entries[place]
            is_out, is_in = entry.start in self.reached, entry.end in self.reached
            if is_out != is_in and (entry.up if is_out else entry.down) > 0:
                yield place

    def _push(self, arc: int, ends: tuple[int, int], most: int, own: int) -> int:
        """Pushes up to `most` from end to end, without the entry itself; how much got through."""
        rest = self._rest = self._room.copy()
        if own != NOBODY:
            rest[2 * own + 1] -= 1
        rest[arc] = rest[arc ^ 1] = 0
        self.reached, pushed = set(), 0
        while pushed < most and (way := self._way(*ends)):
            step = min(most - pushed, *(rest[each] for each in way))
            for each in way:
                rest[each] -= step
                rest[each ^ 1] += step
            pushed += step
        if pushed and own == NOBODY:
            self._remember(arc, pushed)
        return pushed

    def _way(self, source: int, target: int) -> list[int]:
        """Arcs with room left from end to end; empty when there is no way."""
        rest, ways = self._rest, self._ways
        came: dict[int, tuple[int, int]] = {source: (NOBODY, source)}
        queue = [source]
        for node in queue:
            for arc, end in ways.get(node, ()):
                if end not in came and rest[arc] > 0:
                    came[end] = (arc, node)
                    if end == target:
                        return _traced(came, source, target)
                    queue.append(end)
        self.reached = set(came)
        return []

    def _moved(self, place: int) -> int:
        return self._room[2 * place] - self._rest[2 * place]

    def _remember(self, arc: int, pushed: int) -> None:
        own = arc // 2
        for place in self.hidden:
            by = self._moved(place)
            if place == own:
                by = -pushed if arc % 2 else pushed
            if by:
                low, high = self.moved[place]
                self.moved[place] = (min(low, by), max(high, by))


def _traced(came: Mapping[int, tuple[int, int]], source: int, target: int) -> list[int]:
    way = []
    node = target
    while node != source:
        arc, node = came[node]
        way.append(arc)
    return way
