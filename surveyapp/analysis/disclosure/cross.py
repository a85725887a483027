"""Cross-table: two questions against each other, and the only maker of `ProtectedCross`.

Its margins are published as tables of their own, so it is protected together with them: what is
hidden there stays unknown, what is shown there is known. Shown are institutions that answered
both questions; how many of them gave the one answer and not the other question's is not shown.
"""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, replace

from surveyapp.analysis.disclosure.cross_attack import CrossAttack
from surveyapp.analysis.disclosure.cross_system import CrossSystem
from surveyapp.analysis.disclosure.hiding import programmed
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedTable
from surveyapp.analysis.disclosure.published_tables import groups_of, is_unnamed
from surveyapp.analysis.disclosure.routed_cross import asked_both, tells_a_route
from surveyapp.analysis.result import Group
from surveyapp.questions.cell import RESERVED_CODES

_SEAL = object()
Pair = tuple[str, str]
PairCounts = Mapping[Group, Mapping[tuple[str | float, str | float], int]]


@dataclass(frozen=True, slots=True)
class CrossGroup:
    """One group's cross-table; None: hidden.

    n_asked: institutions that were asked both; also None where no margin shows the same number.
    n: that answered both. cells: (code of the first, code of the second) -> institutions.
    """

    group: Group
    is_closed: bool
    n_asked: int | None
    n: int | None
    cells: Mapping[Pair, int | None]


@dataclass(frozen=True, slots=True)
class ProtectedCross:
    """A cross-table as far as it may be shown. Made by `protect_cross` alone."""

    first: str
    second: str
    groups: Mapping[Group, CrossGroup]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        """Raises TypeError for everybody but this module."""
        if seal is not _SEAL:
            raise TypeError("only protect_cross() makes a ProtectedCross")


@dataclass(frozen=True, slots=True)
class _Layer:
    """One group's exact counts."""

    group: Group
    n_asked: int
    n: int
    cells: Mapping[Pair, int]


def protect_cross(
    counts: PairCounts, protected: ProtectedTable, first: str, second: str, *, has_split: bool
) -> ProtectedCross:
    """The cross-table of two columns with everything hidden that could show an institution.

    counts: as `joint_frequencies.count_pair` makes them, by finest group, reasons included.
    has_split: whether the classes are shown beside the country. Raises KeyError for a column that
    is not in the protected table.
    """
    columns = {each.column.name: each for each in protected.columns}
    margins = columns[first], columns[second]
    groups: dict[Group, CrossGroup] = {}
    for whole in protected.plan.groups:
        groups.update(_country(counts, protected, margins, whole, has_split=has_split))
    return ProtectedCross(first, second, groups, _SEAL)


def _country(
    counts: PairCounts,
    protected: ProtectedTable,
    margins: tuple[ProtectedColumn, ProtectedColumn],
    whole: Group,
    *,
    has_split: bool,
) -> dict[Group, CrossGroup]:
    parts = groups_of(protected, whole)[1:] if has_split else ()
    layers = [_layer(counts, margins, group) for group in (whole, *parts)]
    is_open = [_may_be_shown(layer, margins, protected.rules.k) for layer in layers]
    for shown in dict.fromkeys((tuple(is_open), (is_open[0], *(False for _ in parts)))):
        found = _shown(layers, shown, protected, margins) if shown[0] else None
        sized = {each.group: _sized(each, protected, margins) for each in found or ()}
        if sized and not tells_a_route(protected, margins, sized, whole):
            return {group: each for group, each in sized.items() if not is_unnamed(group)}
    return {layer.group: _closed(layer, margins) for layer in layers if not is_unnamed(layer.group)}


def _layer(
    counts: PairCounts, margins: tuple[ProtectedColumn, ProtectedColumn], group: Group
) -> _Layer:
    found: dict[Pair, int] = dict.fromkeys(_pairs(margins), 0)
    n_asked = 0
    for finest, cells in counts.items():
        if finest[: len(group)] == group:
            for (a, b), n in cells.items():
                n_asked += n
                if a not in RESERVED_CODES and b not in RESERVED_CODES:
                    found[str(a), str(b)] += n
    return _Layer(group, n_asked, sum(found.values()), found)


def _pairs(margins: tuple[ProtectedColumn, ProtectedColumn]) -> list[Pair]:
    first, second = (each.column for each in margins)
    return [(a, b) for a in first.codes for b in second.codes]


def _may_be_shown(layer: _Layer, margins: tuple[ProtectedColumn, ProtectedColumn], k: int) -> bool:
    """Enough answered both, and of both margins something is shown."""
    own = [each.groups.get(layer.group) for each in margins]
    return layer.n >= k and all(each is not None and not each.is_closed for each in own)


def _shown(
    layers: list[_Layer],
    is_open: tuple[bool, ...],
    protected: ProtectedTable,
    margins: tuple[ProtectedColumn, ProtectedColumn],
) -> list[CrossGroup] | None:
    """What is shown of all layers; None when no set of hidden cells makes it safe."""
    free = [
        CrossGroup(layer.group, not shown, layer.n_asked, layer.n, dict.fromkeys(layer.cells))
        if shown
        else _closed(layer, margins)
        for layer, shown in zip(layers, is_open, strict=True)
    ]
    system = CrossSystem(protected, layers[0].group)
    system.add_cross(margins, {each.group: each for each in free})
    exact = [n for layer in layers for n in layer.cells.values()]
    attack = CrossAttack(system, exact, [not shown for shown in is_open], protected.rules)
    hidden = programmed(
        attack.weights(), attack.first(), attack.cuts, protected.rules.seconds_per_table
    )
    if hidden is None:
        return None
    size = len(layers[0].cells)
    return [
        CrossGroup(
            each.group,
            each.is_closed,
            each.n_asked,
            each.n,
            {
                pair: None if hidden >> place * size + cell & 1 else layer.cells[pair]
                for cell, pair in enumerate(layer.cells)
            },
        )
        for place, (each, layer) in enumerate(zip(free, layers, strict=True))
    ]


def _sized(
    found: CrossGroup, protected: ProtectedTable, margins: tuple[ProtectedColumn, ProtectedColumn]
) -> CrossGroup:
    """How many were asked both is shown where a margin shows the same number."""
    plan = protected.plan
    asking = asked_both(plan, *(each.column.name for each in margins))
    same = (each for each in margins if plan.asked(each.column.name) == asking)
    own = (each.groups.get(found.group) for each in same)
    is_known = any(group is not None and group.n_asked is not None for group in own)
    return found if is_known or found.is_closed else replace(found, n_asked=None)


def _closed(layer: _Layer, margins: tuple[ProtectedColumn, ProtectedColumn]) -> CrossGroup:
    return CrossGroup(layer.group, True, None, None, dict.fromkeys(_pairs(margins)))
