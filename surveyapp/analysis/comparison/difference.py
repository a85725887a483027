"""Difference: how far groups stand apart, from protected counts: a value, or the range left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from surveyapp.analysis.comparison.difference_bounds import difference_bounds
from surveyapp.analysis.comparison.measures import (
    DIGITS,
    is_ordinal,
    median_category,
    rises,
    rounded_bounds,
    share_band,
    top_two,
)
from surveyapp.analysis.comparison.sampling_frame import NO_FRAME, SamplingFrame
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedGroup
from surveyapp.analysis.pairing import AGAINST_FIRST, Pairing
from surveyapp.analysis.result import (
    RANKED,
    Bounds,
    Difference,
    Group,
    Interval,
    IntervalKind,
    Measure,
    TopTwo,
)
from surveyapp.analysis.statistics.estimates import (
    TableTooSmall,
    cliffs_delta,
    cramers_v,
    nonresponse_bounds,
)
from surveyapp.analysis.statistics.uncertainty import of_delta, of_difference
from surveyapp.analysis.tabulation_plan import is_number
from surveyapp.questions.column import TICKED, Column, Level, Role


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two groups of a column, `a` compared with `b`, with what every difference between them tells.

    n_population: institutions that could have answered, of each; None where that is not known.
    """

    column: ProtectedColumn
    a: ProtectedGroup
    b: ProtectedGroup
    n_population: tuple[int | None, int | None]
    is_sample: bool

    def made(
        self,
        measure: Measure,
        value: float | None,
        code: str | None = None,
        *,
        interval: Bounds | None = None,
        intervals: tuple[Interval, ...] = (),
    ) -> Difference:
        """One difference; hidden where one of the groups is closed."""
        return Difference(
            of=(self.a.group[0][1], self.b.group[0][1]),
            measure=measure,
            code=code,
            value=None if value is None else round(value, DIGITS),
            interval=interval,
            interval_kind=None if interval is None else IntervalKind.NONRESPONSE,
            is_hidden=self.a.is_closed or self.b.is_closed,
            within=self.a.group[1:],
            intervals=intervals,
            n=(self.a.n, self.b.n),
            n_population=self.n_population,
        )

    def difference(self, measure: Measure, first: float | None, second: float | None) -> Difference:
        """The first group's figure less the second's; None where one of them is not shown."""
        return self.made(measure, None if first is None or second is None else first - second)


def differences(
    column: ProtectedColumn,
    groups: Sequence[ProtectedGroup],
    frame: SamplingFrame = NO_FRAME,
    pairing: Pairing = AGAINST_FIRST,
) -> Iterator[Difference]:
    """All differences of a column, group minus reference, in the widest view and in each class."""
    by_class: dict[Group, list[ProtectedGroup]] = {}
    for group in groups:
        by_class.setdefault(group.group[1:], []).append(group)
    for members in by_class.values():
        by_code = {member.group[0][1]: member for member in members}
        for code, other in pairing.of(tuple(by_code)):
            yield from _differences(_pair(column, by_code[code], by_code[other], frame))
        is_nominal = column.column.level is Level.NOMINAL and column.column.role is Role.ANSWER
        if is_nominal and len(members) > 1:
            yield _association(members)


def _pair(
    column: ProtectedColumn, a: ProtectedGroup, b: ProtectedGroup, frame: SamplingFrame
) -> _Pair:
    first, second = (frame.size(column.column, each.group, each.n_asked) for each in (a, b))
    return _Pair(column, a, b, (first, second), frame.is_sample)


def _differences(pair: _Pair) -> Iterator[Difference]:
    column = pair.column.column
    if is_number(column):
        return
    if is_ordinal(column):
        yield from _on_a_scale(pair, column)
        if column.is_classed:
            yield from _shifts(pair)
    elif column.role is Role.RANK:
        yield _points(pair, RANKED)
        yield pair.difference(Measure.MEAN_POINTS, pair.a.mean_points, pair.b.mean_points)
    else:
        codes = (TICKED,) if column.role is Role.OPTION else column.codes
        yield from (_points(pair, code) for code in codes)


def _on_a_scale(pair: _Pair, column: Column) -> Iterator[Difference]:
    yield from (_points(pair, code) for code in column.codes)
    first, second = top_two(column, pair.a), top_two(column, pair.b)
    if first is not None and second is not None:
        made = pair.difference(Measure.TOP_TWO, first.share, second.share)
        ends = _ends(first), _ends(second)
        if made.value is None and ends[0] is not None and ends[1] is not None:
            made = replace(made, band=rounded_bounds(difference_bounds(ends[0], ends[1])))
        yield made
    yield _of_scales(pair, column)
    places = [_place(column, median_category(column, group)) for group in (pair.a, pair.b)]
    yield pair.difference(Measure.MEDIAN_CATEGORY, places[0], places[1])


def _ends(top: TopTwo) -> Bounds | None:
    return (top.share, top.share) if top.share is not None else top.share_band


def _place(column: Column, code: str | None) -> float | None:
    """Place of a category from the lowest, from 0; as a measure, which is kept as such."""
    if code is None:
        return None
    place = column.codes.index(code)
    return float(place if rises(column) else len(column.codes) - 1 - place)


def _of_scales(pair: _Pair, column: Column) -> Difference:
    """Cliff's delta with its intervals, where all cells of both groups are shown."""
    first, second = pair.a.counts, pair.b.counts
    if first is None or second is None:
        return pair.made(Measure.CLIFFS_DELTA, None)
    delta = cliffs_delta(first, second)
    rising = _rising(column, pair.a, first), _rising(column, pair.b, second)
    found = of_delta(*rising, pair.n_population, is_sample=pair.is_sample)
    return pair.made(Measure.CLIFFS_DELTA, delta if rises(column) else -delta, intervals=found)


def _rising(column: Column, group: ProtectedGroup, counts: Sequence[int]) -> tuple[int, ...]:
    """The counts of a group, lowest category first."""
    by_code = dict(zip(group.cells, counts, strict=True))
    return tuple(by_code[code] for code in column.rising)


def _points(pair: _Pair, code: str) -> Difference:
    """Difference of two shares; from the exact ones, rounded once. Of bands: the range left."""
    first, second = pair.a.cells[code], pair.b.cells[code]
    n_first, n_second = pair.a.size, pair.b.size
    if first is None or second is None or n_first is None or n_second is None:
        return pair.made(Measure.PERCENTAGE_POINTS, None, code)
    low, high = difference_bounds(share_band(first, n_first), share_band(second, n_second))
    if low != high:
        made = pair.made(Measure.PERCENTAGE_POINTS, None, code)
        return replace(made, band=rounded_bounds((low, high)))
    return _of_shares(pair, code, low, (first.low, second.low))


def _of_shares(pair: _Pair, code: str, value: float, counts: tuple[int, int]) -> Difference:
    """A difference of shares that are known, with its intervals."""
    parts = [
        (count, group.n or 0, size)
        for count, group, size in zip(counts, (pair.a, pair.b), pair.n_population, strict=True)
    ]
    return pair.made(
        Measure.PERCENTAGE_POINTS,
        value,
        code,
        interval=_silent_bounds(pair, parts),
        intervals=of_difference(parts[0], parts[1], is_sample=pair.is_sample),
    )


def _silent_bounds(pair: _Pair, parts: Sequence[tuple[int, int, int | None]]) -> Bounds | None:
    """Whatever the silent ones would have said; None where it is not known how many were asked."""
    asked = [
        size or group.n_asked for (_, _, size), group in zip(parts, (pair.a, pair.b), strict=True)
    ]
    if None in asked:
        return None
    ends = [
        nonresponse_bounds(count, n, size or 0) or (0.0, 0.0)
        for (count, n, _), size in zip(parts, asked, strict=True)
    ]
    return rounded_bounds(difference_bounds(ends[0], ends[1]))


def _shifts(pair: _Pair) -> Iterator[Difference]:
    shift = pair.column.shifts.get((pair.a.group, pair.b.group))
    if shift is None:
        yield pair.made(Measure.SHIFT, None)
        yield pair.made(Measure.SUPERIORITY, None)
        return
    kept = tuple(
        each
        for each in shift.intervals
        if pair.is_sample or each.kind is not IntervalKind.SUPERPOPULATION
    )
    yield pair.made(Measure.SHIFT, shift.shift, intervals=kept)
    yield pair.made(Measure.SUPERIORITY, shift.superiority)


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
