"""Difference: how far groups stand apart, from protected counts: a value, or the range left."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from surveyapp.analysis.disclosure.numbers import Shift
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedGroup
from surveyapp.analysis.estimates import (
    TableTooSmall,
    cliffs_delta,
    cramers_v,
    nonresponse_bounds,
)
from surveyapp.analysis.frame import NO_FRAME, Frame
from surveyapp.analysis.measures import (
    DIGITS,
    is_ordinal,
    median_category,
    rises,
    rounded_bounds,
    share_band,
    top_two,
)
from surveyapp.analysis.plan import is_number
from surveyapp.analysis.result import (
    RANKED,
    Bounds,
    Difference,
    Group,
    IntervalKind,
    Measure,
    TopTwo,
)
from surveyapp.analysis.uncertainty import of_delta, of_difference
from surveyapp.questions.column import TICKED, Column, Level, Role


def differences(
    column: ProtectedColumn, groups: Sequence[ProtectedGroup], frame: Frame = NO_FRAME
) -> Iterator[Difference]:
    """All differences of a column, later group minus earlier, by country and within each class."""
    by_class: dict[Group, list[ProtectedGroup]] = {}
    for group in groups:
        by_class.setdefault(group.group[1:], []).append(group)
    for members in by_class.values():
        for earlier, later in combinations(members, 2):
            for made in _differences(column, later, earlier):
                yield _with_base(made, column.column, (later, earlier), frame)
        if column.column.level is Level.NOMINAL and column.column.role is Role.ANSWER:
            yield _association(members)


def _differences(
    protected: ProtectedColumn, a: ProtectedGroup, b: ProtectedGroup
) -> Iterator[Difference]:
    column = protected.column
    if is_number(column):
        return
    if is_ordinal(column):
        yield from _on_a_scale(column, a, b)
        if column.is_classed:
            yield from _shifts(protected.shifts.get((a.group, b.group)), a, b)
    elif column.role is Role.RANK:
        yield _points(a, b, RANKED)
        yield _difference(a, b, Measure.MEAN_POINTS, a.mean_points, b.mean_points)
    else:
        codes = (TICKED,) if column.role is Role.OPTION else column.codes
        yield from (_points(a, b, code) for code in codes)


def _on_a_scale(column: Column, a: ProtectedGroup, b: ProtectedGroup) -> Iterator[Difference]:
    yield from (_points(a, b, code) for code in column.codes)
    first, second = top_two(column, a), top_two(column, b)
    if first is not None and second is not None:
        made = _difference(a, b, Measure.TOP_TWO, first.share, second.share)
        ends = _apart(_ends(first), _ends(second))
        yield made if made.value is not None or ends is None else replace(made, band=ends)
    delta = _delta(column, a, b)
    yield _made(a, b, Measure.CLIFFS_DELTA, delta)
    places = [_place(column, median_category(column, group)) for group in (a, b)]
    yield _difference(a, b, Measure.MEDIAN_CATEGORY, places[0], places[1])


def _ends(top: TopTwo) -> Bounds | None:
    return (top.share, top.share) if top.share is not None else top.share_band


def _apart(first: Bounds | None, second: Bounds | None) -> Bounds | None:
    """How far two ranges may stand apart, first less second."""
    if first is None or second is None:
        return None
    return rounded_bounds((first[0] - second[1], first[1] - second[0]))


def _place(column: Column, code: str | None) -> int | None:
    """Place of a category from the lowest, from 0."""
    if code is None:
        return None
    place = column.codes.index(code)
    return place if rises(column) else len(column.codes) - 1 - place


def _delta(column: Column, a: ProtectedGroup, b: ProtectedGroup) -> float | None:
    if a.counts is None or b.counts is None:
        return None
    delta = cliffs_delta(a.counts, b.counts)
    return delta if rises(column) else -delta


def _points(a: ProtectedGroup, b: ProtectedGroup, code: str) -> Difference:
    """Difference of two shares; from the exact ones, rounded once. Of bands: the range left."""
    bands, sizes = (a.cells[code], b.cells[code]), (a.size, b.size)
    if None in bands or None in sizes:
        return _made(a, b, Measure.PERCENTAGE_POINTS, None, code)
    ends = [
        share_band(band, size)
        for band, size in zip(bands, sizes, strict=True)
        if band is not None and size is not None
    ]
    low, high = ends[0][0] - ends[1][1], ends[0][1] - ends[1][0]
    if low == high:
        return _made(a, b, Measure.PERCENTAGE_POINTS, round(low, DIGITS), code)
    made = _made(a, b, Measure.PERCENTAGE_POINTS, None, code)
    return replace(made, band=rounded_bounds((low, high)), is_hidden=False)


def _shifts(shift: Shift | None, a: ProtectedGroup, b: ProtectedGroup) -> Iterator[Difference]:
    made = _made(a, b, Measure.SHIFT, shift.shift if shift else None)
    yield replace(made, intervals=shift.intervals if shift else ())
    yield _made(a, b, Measure.SUPERIORITY, shift.superiority if shift else None)


def _association(groups: Sequence[ProtectedGroup]) -> Difference:
    visible = [group.counts for group in groups if group.counts is not None]
    value: float | None = None
    if len(visible) == len(groups):
        try:
            value = round(cramers_v(np.array(visible, np.int64)), DIGITS)
        except TableTooSmall:
            value = None
    return Difference(
        of=tuple(group.group[0][1] for group in reversed(groups)),
        measure=Measure.CRAMERS_V,
        code=None,
        value=value,
        is_hidden=any(group.is_closed for group in groups),
        within=groups[0].group[1:],
    )


def _difference(
    a: ProtectedGroup,
    b: ProtectedGroup,
    measure: Measure,
    first: float | None,
    second: float | None,
) -> Difference:
    return _made(a, b, measure, None if first is None or second is None else first - second)


def _made(
    a: ProtectedGroup,
    b: ProtectedGroup,
    measure: Measure,
    value: float | None,
    code: str | None = None,
) -> Difference:
    return Difference(
        of=_of(a, b),
        measure=measure,
        code=code,
        value=None if value is None else round(value, DIGITS),
        is_hidden=a.is_closed or b.is_closed,
        within=a.group[1:],
    )


def _of(a: ProtectedGroup, b: ProtectedGroup) -> tuple[str, str]:
    return a.group[0][1], b.group[0][1]


def _with_base(
    made: Difference, column: Column, groups: tuple[ProtectedGroup, ProtectedGroup], frame: Frame
) -> Difference:
    """The difference with how many stand behind it, and with its further intervals."""
    n = tuple(group.n for group in groups)
    sizes = tuple(frame.size(column, group.group, group.n_asked) for group in groups)
    based = replace(made, n=n, n_population=sizes)
    if made.value is None:
        return based
    match made.measure:
        case Measure.PERCENTAGE_POINTS:
            return _of_shares(based, groups, frame)
        case Measure.CLIFFS_DELTA:
            return _of_scales(based, column, groups, frame)
        case Measure.SHIFT if not frame.is_sample:
            kept = (i for i in made.intervals if i.kind is not IntervalKind.SUPERPOPULATION)
            return replace(based, intervals=tuple(kept))
        case _:
            return based


def _of_scales(
    made: Difference,
    column: Column,
    groups: tuple[ProtectedGroup, ProtectedGroup],
    frame: Frame,
) -> Difference:
    """The same with the intervals of Cliff's delta; all cells of both groups are shown."""
    first, second = (_rising(column, group) for group in groups)
    sizes = (made.n_population[0], made.n_population[1])
    return replace(made, intervals=of_delta(first, second, sizes, is_sample=frame.is_sample))


def _exact(group: ProtectedGroup, code: str) -> int:
    """A count that is known, for its difference has a value."""
    band = group.cells[code]
    return band.low if band else 0


def _rising(column: Column, group: ProtectedGroup) -> list[int]:
    """The counts of a group of which all are shown, lowest category first."""
    counts = dict(zip(group.cells, group.counts or (), strict=True))
    return [counts[code] for code in column.rising]


def _of_shares(
    made: Difference, groups: tuple[ProtectedGroup, ProtectedGroup], frame: Frame
) -> Difference:
    """The same with the intervals of a difference of shares."""
    code = made.code or ""
    counts = [
        (_exact(group, code), group.n or 0, size)
        for group, size in zip(groups, made.n_population, strict=True)
    ]
    based = replace(made, intervals=of_difference(counts[0], counts[1], is_sample=frame.is_sample))
    sizes = [size or group.n_asked for (_, _, size), group in zip(counts, groups, strict=True)]
    ends = [
        nonresponse_bounds(count, n_valid, size) or (0.0, 0.0)
        for (count, n_valid, _), size in zip(counts, sizes, strict=True)
        if size is not None
    ]
    if len(ends) < len(counts):
        return based
    return replace(
        based,
        interval=rounded_bounds((ends[0][0] - ends[1][1], ends[0][1] - ends[1][0])),
        interval_kind=IntervalKind.NONRESPONSE,
    )
