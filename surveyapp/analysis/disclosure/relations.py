"""Relations: the public sums of the secret counts of one country, part by part.

A part is what hangs together: a line of codes, the options of a cell, and the columns that are
asked on after answers to them. Codes add up to those who answered; whoever answered chose at least
one option, and an option that stands alone goes with no other; two strata add up to their country.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.disclosure.system import UNBOUNDED, Range, Secret, Sum, System
from surveyapp.analysis.disclosure.universe import LedBy
from surveyapp.analysis.result import Group
from surveyapp.analysis.tabulation.frequencies import Counts
from surveyapp.analysis.tabulation_plan import OptionSet
from surveyapp.questions.cell import RESERVED_CODES
from surveyapp.questions.column import TICKED

Place = tuple[str, Group, str]
"""Column, group, code: a count that is printed."""


CHOSEN = (1, UNBOUNDED)


@dataclass(frozen=True, slots=True)
class SecretLine:
    """The secret columns of one cell in one group and, where there are two, its strata.

    printed: (column, code) of every count that is printed; of an option only that it was chosen.
    counts: column -> for the group and each of its strata, code -> institutions; reasons included.
    options: None where one column has all codes. led_by: what leads there; None where it is public
    how many answered. n_answered: in each group.
    """

    cell: str
    groups: tuple[Group, ...]
    printed: tuple[tuple[str, str], ...]
    counts: Mapping[str, tuple[Counts, ...]]
    n_answered: tuple[int, ...]
    options: OptionSet | None = None
    led_by: LedBy | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all options of the cell are printed."""
        columns = {column for column, _ in self.printed}
        return self.options is not None and columns == set(self.options.columns)


@dataclass(frozen=True, slots=True)
class Hanging:
    """A line of a size that is not public. size: the unknown that holds it; places: its counts."""

    cell: str
    size: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CountedSystem:
    """A system with its true counts. places: where each printed count is found in it.

    known: the counts of the line of known size, in the order in which they are asked for.
    hanging: the lines that its answers lead to.
    """

    system: System
    counts: tuple[int, ...]
    places: Mapping[Place, int]
    known: tuple[int, ...]
    hanging: tuple[Hanging, ...]


def part_of(
    root: SecretLine, led: Sequence[SecretLine], n_everybody: int, rules: DisclosureRules
) -> CountedSystem:
    """The system of a line whose size is public, and of the lines that its answers lead to.

    led: lines of one group, all led to by the same answers unless the root has options.
    n_everybody: institutions in the country, asked or not.
    """
    builder = _Builder(rules, n_everybody)
    builder.add_root(root, led)
    for line in led:
        builder.add_led(line, root)
    return builder.part()


class _Builder:
    """Unknowns are made as they are met; sums form a tree, so that narrowing is exact."""

    def __init__(self, rules: DisclosureRules, n_everybody: int) -> None:
        self.rules, self.n_everybody = rules, n_everybody
        self.ranges: list[Range] = []
        self.truth: list[int] = []
        self.sums: list[Sum] = []
        self.secrets: list[Secret] = []
        self.members: list[tuple[tuple[int, Range], ...]] = []
        self.places: dict[Place, int] = {}
        self.known: tuple[int, ...] = ()
        self.hanging: list[Hanging] = []
        self.asked: dict[LedBy, int] = {}

    def part(self) -> CountedSystem:
        """What was added."""
        members = tuple(dict.fromkeys(self.members))
        system = System(
            self.rules.k, tuple(self.ranges), tuple(self.sums), tuple(self.secrets), members
        )
        return CountedSystem(
            system, tuple(self.truth), self.places, self.known, tuple(self.hanging)
        )

    def add_root(self, line: SecretLine, led: Sequence[SecretLine]) -> None:
        """A line of known size; `led`: the lines that its answers lead to."""
        rows = [self._root_row(line, number) for number in range(len(line.groups))]
        whole, *strata = rows
        self.known = tuple(place for row in rows for place in row)
        for place, *parts in zip(whole, *strata, strict=True):
            if parts:
                self.sums.append(Sum(tuple(parts), (place,)))
        for row in strata or (whole,):
            self._add_members(line, whole, row)
        self._add_up(line, rows, led)

    def _root_row(self, line: SecretLine, number: int) -> list[int]:
        n = line.n_answered[number]
        row = self._row(line, number, n)
        self.secrets += [Secret(place, n, self.rules.values_kept(n)) for place in row]
        return row

    def _row(self, line: SecretLine, number: int, most: int) -> list[int]:
        """One unknown for every count that is printed of a group."""
        row = []
        for column, code in line.printed:
            place = self._unknown(line.counts[column][number].get(code, 0), most)
            self.places[column, line.groups[number], code] = place
            row.append(place)
        return row

    def _unknown(self, truth: int, most: int) -> int:
        self.ranges.append((0, most))
        self.truth.append(truth)
        return len(self.ranges) - 1

    def _add_up(
        self, line: SecretLine, rows: Sequence[Sequence[int]], led: Sequence[SecretLine]
    ) -> None:
        for row, n in zip(rows, line.n_answered, strict=True):
            if line.options is not None:
                self.sums += _ticks(line, line.options, row, n)
            elif not led:
                self.sums.append(Sum(tuple(row), (), n, n))
        if led and line.options is None:
            self._halve(line, rows[0], led[0].led_by)

    def _halve(self, line: SecretLine, row: Sequence[int], led: LedBy | None) -> None:
        """A line whose codes lead on or do not: both halves add up to all."""
        n = line.n_answered[0]
        leads = [code in (led.codes if led else ()) for _, code in line.printed]
        halves = []
        for side in (True, False):
            places = tuple(p for p, is_led in zip(row, leads, strict=True) if is_led is side)
            half = self._unknown(sum(self.truth[p] for p in places), n)
            self.sums.append(Sum(places, (half,)))
            halves.append(half)
        self.sums.append(Sum(tuple(halves), (), n, n))
        if led is not None:
            self.asked[led] = self._sized(halves[0], led, line)

    def _sized(self, leading: int, led: LedBy, line: SecretLine) -> int:
        """How many are asked, when so many gave an answer that decides about it."""
        counts = line.counts[led.column or ""][0]
        n_silent = sum(n for value, n in counts.items() if value in RESERVED_CODES)
        deciding = [leading]
        if led.codes & RESERVED_CODES:
            deciding.append(self._unknown(0, n_silent))  # never asked for, so its truth is idle
        asked = self._unknown(0, self.n_everybody)
        if led.holds:
            self.sums.append(Sum(tuple(deciding), (asked,)))
        else:
            self.sums.append(Sum((*deciding, asked), (), self.n_everybody, self.n_everybody))
        return asked

    def _add_members(self, line: SecretLine, whole: Sequence[int], row: Sequence[int]) -> None:
        """What somebody knows by the own answer, and by each option that was not chosen."""
        for place, own in zip(whole, row, strict=True):
            pair = tuple(dict.fromkeys((place, own)))
            self.members.append(tuple((each, CHOSEN) for each in pair))
            if line.options is not None:
                self.members.append(tuple(map(self._not_chosen, pair)))
        if line.options is not None:
            for place in row:
                others = (self._not_chosen(each) for each in row if each != place)
                self.members.append(((place, CHOSEN), *others))

    def _not_chosen(self, place: int) -> tuple[int, Range]:
        return place, (0, self.ranges[place][1] - 1)

    def add_led(self, line: SecretLine, root: SecretLine) -> None:
        """A line of which it is secret how many were asked. Raises KeyError when nothing leads."""
        led = line.led_by
        if led is None:
            raise KeyError(line.cell)
        if led not in self.asked:
            leading = self.places[led.column or "", line.groups[0], TICKED]
            self.asked[led] = self._sized(leading, led, root)
        n_answered = line.n_answered[0]
        answered, silent = (self._unknown(n, self.n_everybody) for n in (n_answered, 0))
        self.sums.append(Sum((answered, silent), (self.asked[led],)))
        row = self._row(line, 0, self.n_everybody)
        if line.options is None:
            self.sums.append(Sum(tuple(row), (answered,)))
        elif line.is_whole:
            self.sums.append(Sum(tuple(row), (answered,), 0, UNBOUNDED))
        self._keep_secret(line, row, answered)
        self.hanging.append(Hanging(line.cell, answered, tuple(row)))

    def _keep_secret(self, line: SecretLine, row: Sequence[int], answered: int) -> None:
        """Every count of a group of unknown size, and how many gave another answer."""
        keep = self.rules.values_kept(self.n_everybody)
        for place in row:
            rest = self._unknown(line.n_answered[0] - self.truth[place], self.n_everybody)
            self.sums.append(Sum((place, rest), (answered,)))
            if line.options is None:
                others = tuple(each for each in row if each != place)
                self.sums.append(Sum(others, (rest,)))
            self.secrets += [Secret(place, None, keep), Secret(rest, None, keep)]
            self.members += [((place, CHOSEN),), ((rest, CHOSEN),)]


def _ticks(line: SecretLine, options: OptionSet, row: Sequence[int], n: int) -> Iterator[Sum]:
    """What is known of the options of n answers; nothing of all where only some are printed."""
    if line.is_whole:
        most = len(row) if options.most is None else options.most
        yield Sum(tuple(row), (), n, most * n)
    for one, place in zip(line.printed, row, strict=True):
        if one[0] in options.alone:
            yield from (Sum((place, other), (), 0, n) for other in row if other != place)
