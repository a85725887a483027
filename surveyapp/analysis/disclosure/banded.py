"""Banded: what may be printed of all secret columns of a plan, part by part of every country."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveyapp.analysis.disclosure.bands import answered, asked_for, is_safe, may_ask
from surveyapp.analysis.disclosure.earlier import Earlier
from surveyapp.analysis.disclosure.figure import Band
from surveyapp.analysis.disclosure.relations import CountedSystem, SecretLine, part_of
from surveyapp.analysis.disclosure.route import Routes
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.disclosure.system import Box, bounded
from surveyapp.analysis.disclosure.universe import LedBy, led_by
from surveyapp.analysis.result import NOT_RANKED, RANKED, Group
from surveyapp.analysis.tabulation.rows import Rows
from surveyapp.analysis.tabulation_plan import OptionSet, TabulationPlan
from surveyapp.questions.cell import RESERVED_CODES
from surveyapp.questions.column import NOT_TICKED, TICKED, Role

NOTHING_EARLIER = Earlier()
CHOSEN_CODES = {Role.OPTION: (TICKED, NOT_TICKED), Role.RANK: (RANKED, NOT_RANKED)}


@dataclass(slots=True)
class Bands:
    """What is printed of one secret column.

    cells: open group -> code -> range. sizes: group -> range of those who answered, where that is
    not public. hides_size: whether it is not.
    """

    hides_size: bool
    cells: dict[Group, dict[str, Band]] = field(default_factory=dict)
    sizes: dict[Group, Band] = field(default_factory=dict)


def banded(
    plan: TabulationPlan,
    rows: Mapping[str, Rows],
    routes: Routes,
    rules: DisclosureRules,
    earlier: Earlier = NOTHING_EARLIER,
) -> dict[str, Bands]:
    """Column -> its ranges, of every secret column; one that cannot be asked about has none.

    earlier: what was told of the same answers; it is known before anything is asked.
    """
    secret = routes.secret
    led = {name: led_by(plan, name, secret) for name in rows if name in secret}
    found = {name: Bands(each is not None) for name, each in led.items()}
    indices = {index.name for index in plan.indices}
    kept = {name: rows[name] for name in led if name not in indices}
    for whole in plan.groups:
        country = _Country(plan, kept, whole, routes, rules)
        for part in country.parts(_everybody(plan, rows, whole) or 0):
            names = {name for name, _, _ in part.places}
            if names <= earlier.columns.keys() or _is_torn(part, names, earlier):
                continue
            if not earlier.hides(plan, {name: rows[name].column for name in names}, secret):
                told = asked(part, part.counts, rules.smallest_sensitive, earlier)
                if told is not None:
                    _keep(part, told, kept, found)
    return found


def _is_torn(part: CountedSystem, names: Collection[str], earlier: Earlier) -> bool:
    """Whether figures were told of groups that the system of a part does not know."""
    groups = {group for _, group, _ in part.places}
    whole = min(groups, key=len)
    return any(
        not found.is_closed and group not in groups and group[: len(whole)] == whole
        for name in names
        if name in earlier.columns
        for group, found in earlier.columns[name].groups.items()
    )


def _everybody(plan: TabulationPlan, rows: Mapping[str, Rows], whole: Group) -> int | None:
    """Institutions in a country; None where no question was asked of all."""
    asked = (each.n_asked(whole) for name, each in rows.items() if name not in plan.universe)
    return next(asked, None)


class _Country:
    """The secret lines of one country, and what hangs on them."""

    def __init__(
        self,
        plan: TabulationPlan,
        rows: Mapping[str, Rows],
        whole: Group,
        routes: Routes,
        rules: DisclosureRules,
    ) -> None:
        self.plan, self.rows, self.whole, self.rules = plan, rows, whole, rules
        self.routes = routes
        self.led = {name: led_by(plan, name, routes.secret) for name in rows}
        self.cells: dict[str, list[str]] = {}
        for name, each in rows.items():
            self.cells.setdefault(each.column.cell, []).append(name)

    def parts(self, n_everybody: int) -> Iterator[CountedSystem]:
        """A system for every line of known size that is large enough, with those it leads to.

        n_everybody: institutions in the country; 0 where no question was asked of all, so that
        nothing that hangs on a secret answer can be asked about.
        """
        hanging: dict[str, list[SecretLine]] = {}
        for cell in self.cells:
            line = self._led_line(cell) if self.rules.values_kept(n_everybody) else None
            if line is not None and line.led_by is not None:
                hanging.setdefault(self.rows[line.led_by.column or ""].column.cell, []).append(line)
        for cell, names in self.cells.items():
            if self.led[names[0]] is None and self._may_open(names[0]):
                led = _alike(hanging.get(cell, []))
                groups = (self.whole,) if led else (self.whole, *self._strata(names))
                yield part_of(self._line(cell, groups), led, n_everybody, self.rules)

    def _may_open(self, name: str) -> bool:
        is_large = self.rules.values_kept(self.rows[name].n(self.whole)) > 0
        return is_large and not self.routes.is_shut(name, self.whole)

    def _strata(self, names: Sequence[str]) -> tuple[Group, ...]:
        """Two strata that are large enough and make up the country; none where there are not."""
        if not self.plan.unsplit.isdisjoint(names):
            return ()
        rows = self.rows[names[0]]
        strata = self.plan.parts(self.whole)
        sizes = [rows.n(stratum) for stratum in strata]
        is_all = sum(sizes) == rows.n(self.whole)
        is_large = all(n >= self.rules.smallest_sensitive_stratum for n in sizes)
        is_shut = any(self.routes.is_shut(name, stratum) for name in names for stratum in strata)
        return strata if len(strata) == 2 and is_all and is_large and not is_shut else ()

    def _line(self, cell: str, groups: tuple[Group, ...], led: LedBy | None = None) -> SecretLine:
        names = self.cells[cell]
        return SecretLine(
            cell,
            groups,
            tuple((name, code) for name in names for code in _asked_codes(self.rows[name])),
            {name: tuple(self._counts(name, group) for group in groups) for name in names},
            tuple(self.rows[names[0]].n(group) for group in groups),
            self.plan.options.get(cell, OptionSet(())) if _is_chosen(self.rows[names[0]]) else None,
            led,
        )

    def _counts(self, name: str, group: Group) -> Mapping[str | float, int]:
        """What is printed, and the reasons, which a condition may name."""
        rows = self.rows[name]
        counts: dict[str | float, int] = {}
        counts.update(rows.cells(group))
        counts.update(rows.missing(group))
        return counts

    def _led_line(self, cell: str) -> SecretLine | None:
        """A line that a line of known size leads to; None where the gate cannot ask about it."""
        led = self.led[self.cells[cell][0]]
        if led is None or led.column is None or led.column not in self.rows:
            return None
        is_root = self.led[led.column] is None and self._may_open(led.column)
        printed = self._printed(led)
        if not is_root or printed is None:
            return None
        return self._line(cell, (self.whole,), printed)

    def _printed(self, led: LedBy) -> LedBy | None:
        """The same in codes that are printed; None where a code is printed with one that is not."""
        rows = self.rows[led.column or ""]
        recodes = self.plan.recodes.get(led.column or "", {})
        original: dict[str, set[str]] = {}
        for old, new in recodes.items():
            original.setdefault(new, set()).add(old)
        reasons = led.codes & RESERVED_CODES
        printed = set(reasons)
        for code in _asked_codes(rows):
            olds = original.get(code, {code})
            if olds <= led.codes:
                printed.add(code)
            elif olds & led.codes:
                return None
        is_readable = rows.starts is None and printed != reasons
        return replace(led, codes=frozenset(printed)) if is_readable else None


def _alike(lines: Sequence[SecretLine]) -> list[SecretLine]:
    """Lines that one system can hold: the options that lead on, or all led to by one answer."""
    if not lines:
        return []
    first = lines[0].led_by
    return [
        line
        for line in lines
        if line.led_by == first or (line.led_by and first and line.led_by.column != first.column)
    ]


def _is_chosen(rows: Rows) -> bool:
    return rows.column.role in CHOSEN_CODES


def _asked_codes(rows: Rows) -> tuple[str, ...]:
    """Codes of which counts are asked for; of an option that it was chosen, the rest follows."""
    return CHOSEN_CODES[rows.column.role][:1] if _is_chosen(rows) else rows.codes


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known after all questions were answered. open_cells: whose lines are printed."""

    box: Box
    open_cells: frozenset[str]


def asked(
    part: CountedSystem, counts: Sequence[int], least: int, earlier: Earlier = NOTHING_EARLIER
) -> Asked | None:
    """Asks for the counts of a part: its known line, then line by line what hangs on it.

    counts: the true ones, of every unknown. least: size from which on a line that hangs is
    printed. earlier: what was told is not asked again. None: what is public tells too much, and
    nothing is printed.
    """
    box = _told(part, counts, earlier)
    if box is None or not is_safe(part.system, box):
        return None
    system, opened = part.system, set[str]()
    fixed = {place for (name, _, _), place in part.places.items() if name in earlier.columns}
    box = asked_for(system, box, (place for place in part.known if place not in fixed), counts)
    for line in part.hanging:
        pieces = _sides(*box[line.size], least)
        if fixed.isdisjoint(line.places) and may_ask(system, box, line.size, pieces):
            box = answered(system, box, line.size, pieces, counts[line.size])
            if box[line.size][0] >= least:
                opened.add(line.cell)
                box = asked_for(system, box, line.places, counts)
    return Asked(box, frozenset(opened))


def _told(part: CountedSystem, counts: Sequence[int], earlier: Earlier) -> Box | None:
    """What is known before anything is asked; None where the counts are others than were told."""
    ranges = list(part.system.ranges)
    sizes = {line.cell: line.size for line in part.hanging}
    for (name, group, code), place in part.places.items():
        if name in earlier.columns:
            found = earlier.columns[name]
            for unknown, band in (
                (place, found.groups[group].cells.get(code)),
                (sizes.get(found.column.cell), found.groups[group].n_band),
            ):
                if unknown is not None and band is not None:
                    ranges[unknown] = band.low, band.high
    if any(not low <= n <= high for n, (low, high) in zip(counts, ranges, strict=True)):
        return None
    return bounded(part.system, tuple(ranges))


def _sides(low: int, high: int, least: int) -> list[tuple[int, int]]:
    """A range below a size and from it on, as far as it lies there."""
    sides = (low, min(high, least - 1)), (max(low, least), high)
    return [(a, b) for a, b in sides if a <= b]


def _keep(
    part: CountedSystem, told: Asked, rows: Mapping[str, Rows], found: Mapping[str, Bands]
) -> None:
    """Puts what is printed to its columns."""
    sizes = {line.cell: Band(*told.box[line.size]) for line in part.hanging}
    for (name, group, code), place in part.places.items():
        column = rows[name].column
        if column.cell in sizes and column.cell not in told.open_cells:
            continue  # also what was told before, which is not taken from here
        cells = found[name].cells.setdefault(group, {})
        cells[code] = Band(*told.box[place])
        n = rows[name].n(group)
        size = sizes.get(column.cell, Band(n, n))
        if column.cell in sizes:
            found[name].sizes[group] = size
        if column.role in CHOSEN_CODES:
            cells[CHOSEN_CODES[column.role][1]] = cells[code].rest(size)
