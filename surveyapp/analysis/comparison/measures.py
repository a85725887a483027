"""Measures: what is said of a protected column; which one follows from its level and role.

Everything here reads protected counts and bands, so that no measure tells more than they do.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from surveyapp.analysis.comparison.sampling_frame import NO_FRAME, SamplingFrame
from surveyapp.analysis.disclosure.figure import Band
from surveyapp.analysis.disclosure.protected import ProtectedGroup
from surveyapp.analysis.dissemination_plan import CombinedCategory
from surveyapp.analysis.result import (
    Bounds,
    ColumnComparison,
    CombinedShare,
    Group,
    GroupResult,
    ResponseRate,
    Ticks,
    TopTwo,
    ValueShare,
)
from surveyapp.analysis.statistics.estimates import (
    mean_ticked,
    nonresponse_bounds,
    share,
)
from surveyapp.analysis.statistics.response_rate import rate_of_counts
from surveyapp.analysis.statistics.uncertainty import of_share
from surveyapp.analysis.tabulation_plan import is_number
from surveyapp.questions.column import TICKED, Column, Level, Role

DIGITS = 4
POINTS_DIGITS = 1
SHORTEST_SCALE_WITH_TOP_TWO = 4


def group_result(
    column: Column,
    group: ProtectedGroup,
    frame: SamplingFrame = NO_FRAME,
    mean_band: Bounds | None = None,
) -> GroupResult:
    """One column in one group. Shares and bounds are rounded to four places.

    mean_band: of an index that holds closely protected answers.
    """
    numbers = group.summary
    n_population = frame.size(column, group.group, group.n_asked)
    value = partial(value_share, group, n_population=n_population, is_sample=frame.is_sample)
    return GroupResult(
        group=group.group,
        n_asked=group.n_asked,
        n=group.n,
        missing=group.missing,
        values=tuple(value(code) for code in group.cells),
        median=median_category(column, group, frame.off_scale_codes.get(column.name, ())),
        mean=numbers.mean if numbers else None,
        total=numbers.total if numbers else None,
        top_two=top_two(column, group),
        mean_points=group.mean_points,
        is_hidden=group.is_closed or (is_number(column) and numbers is None),
        n_population=n_population,
        together=tuple(
            combined(group, each, n_population) for each in frame.together.get(column.name, ())
        ),
        n_band=(group.n_band.low, group.n_band.high) if group.n_band and group.n is None else None,
        mean_band=mean_band,
    )


def value_share(
    group: ProtectedGroup, code: str, *, n_population: int | None = None, is_sample: bool = False
) -> ValueShare:
    """One code's count, share (0 to 1) and ranges; bands where it is closely protected."""
    found = _shared(group, group.cells[code], n_population)
    if found is None:
        return ValueShare(code, None, None, None, True)
    intervals = (
        of_share(found.count, group.n, n_population, is_sample=is_sample)
        if found.share is not None and found.count is not None and group.n
        else ()
    )
    return ValueShare(
        code, found.count, found.share, found.bounds, False, intervals, found.band, found.share_band
    )


def combined(
    group: ProtectedGroup, together: CombinedCategory, n_population: int | None = None
) -> CombinedShare:
    """Several codes as one share, as far as what is shown of them tells it."""
    found = _shared(group, sum_band(group, together.codes), n_population)
    name, codes = together.name, together.codes
    if found is None:
        return CombinedShare(name, codes, None, None, True)
    return CombinedShare(
        name, codes, found.count, found.share, False, found.bounds, found.band, found.share_band
    )


@dataclass(frozen=True, slots=True)
class _Shared:
    """A count and its share: numbers, or bands of them."""

    count: int | None
    share: float | None
    bounds: Bounds | None
    band: tuple[int, int] | None = None
    share_band: Bounds | None = None


def _shared(group: ProtectedGroup, band: Band | None, n_population: int | None) -> _Shared | None:
    size = group.size
    if band is None or size is None:
        return None
    bounds = _silent_bounds(group, band, n_population)
    if band.exact is not None and group.n is not None:
        part = share(band.exact, group.n)
        return _Shared(band.exact, None if part is None else round(part, DIGITS), bounds)
    ends = share_band(band, size)
    return _Shared(None, None, bounds, (band.low, band.high), rounded_bounds(ends))


def share_band(band: Band, size: Band) -> Bounds:
    """Lowest and highest share, 0 to 1, of a count in a group whose size may be a range too."""
    highest = min(1.0, band.high / size.low) if size.low else 1.0
    return (band.low / size.high if size.high else 0.0), highest


def _silent_bounds(group: ProtectedGroup, band: Band, n_population: int | None) -> Bounds | None:
    """The share among all who were asked, whatever the silent ones would have said."""
    asked = n_population or group.n_asked
    if asked is None or group.n is None:
        return None
    low = nonresponse_bounds(band.low, group.n, asked)
    high = nonresponse_bounds(band.high, group.n, asked)
    return None if low is None or high is None else rounded_bounds((low[0], high[1]))


def sum_band(group: ProtectedGroup, codes: Collection[str]) -> Band | None:
    """The range of several codes of one answer together; None in a closed group.

    By their own ranges, and by what those of the others leave of all that answered.
    """
    size = group.size
    inside = [band for code in codes if (band := group.cells[code]) is not None]
    outside = [b for code, b in group.cells.items() if code not in codes and b is not None]
    if size is None or len(inside) + len(outside) < len(group.cells):
        return None
    low = max(sum(b.low for b in inside), size.low - sum(b.high for b in outside))
    high = min(sum(b.high for b in inside), size.high - sum(b.low for b in outside))
    return Band(low, high)


def is_ordinal(column: Column) -> bool:
    """A scale of categories; places of a ranking have measures of their own."""
    return column.level is Level.ORDINAL and column.role is Role.ANSWER


def rises(column: Column) -> bool:
    """Whether the scale's last code is its highest."""
    return column.rising == column.codes


def median_category(
    column: Column, group: ProtectedGroup, off_scale_codes: Collection[str] = ()
) -> str | None:
    """Code of the lower median category; None: not ordinal, or what is shown does not tell it.

    off_scale_codes: those that have no place on the scale; the median is of those who gave another,
    and only known where the counts of these are. Of ranges the lowest and the highest category
    that can hold the median are sought; only when both are the same can everybody know it.
    """
    if not (is_ordinal(column) or off_scale_codes) or group.n is None or group.is_closed:
        return None
    off_scale = [
        band.exact if (band := group.cells.get(code)) else None for code in off_scale_codes
    ]
    if None in off_scale:
        return None
    n_valid = group.n - sum(count or 0 for count in off_scale)
    codes = [code for code in column.rising if code not in off_scale_codes]
    up_to = [sum_band(group, codes[: place + 1]) for place in range(len(codes))]
    if n_valid < 1 or not codes:
        return None
    reached = [
        next(
            code
            for code, band in zip(codes, up_to, strict=True)
            if band and end(band) * 2 >= n_valid
        )
        for end in (_high, _low)
    ]
    return reached[0] if reached[0] == reached[1] else None


def _low(band: Band) -> int:
    return band.low


def _high(band: Band) -> int:
    return band.high


def top_two(column: Column, group: ProtectedGroup) -> TopTwo | None:
    """Share of the two highest categories; None for scales of fewer than four and for classes."""
    is_short = len(column.codes) < SHORTEST_SCALE_WITH_TOP_TWO
    if not is_ordinal(column) or is_short or column.is_classed:
        return None
    codes = column.codes[-2:] if rises(column) else column.codes[:2]
    top = (codes[0], codes[1])
    found = _shared(group, sum_band(group, top), None)
    if found is None or not group.n:
        return TopTwo(top, None, True)
    return TopTwo(top, found.share, False, found.share_band)


def rounded_bounds(bounds: Bounds | None) -> Bounds | None:
    """Both ends to four places."""
    return None if bounds is None else (round(bounds[0], DIGITS), round(bounds[1], DIGITS))


def has_ticks(column: Column) -> bool:
    """Whether the column is one option of a question with several answers."""
    return column.role is Role.OPTION


def ticks(column: Column, group: Group, options: Sequence[ProtectedGroup]) -> Ticks:
    """Options ticked on average, from the protected counts of all options of one question."""
    bands = [band for option in options if (band := option.cells[TICKED]) is not None]
    n_valid = options[0].n
    if len(bands) < len(options) or not n_valid:
        return Ticks(column.cell, column.question, group, None, True)
    ends = [
        round(mean_ticked(counts, n_valid), POINTS_DIGITS)
        for counts in ([b.low for b in bands], [b.high for b in bands])
    ]
    if all(band.exact is not None for band in bands):
        return Ticks(column.cell, column.question, group, ends[0], False)
    return Ticks(column.cell, column.question, group, None, False, (ends[0], ends[1]))


def rates_by_group(
    columns: Sequence[ColumnComparison], by: str, frame: SamplingFrame
) -> Iterator[ResponseRate]:
    """How many of those that were asked to take part answered, group by group."""
    compared = next((each for each in columns if each.column.name == by), None)
    for result in compared.groups if compared else ():
        n, size = result.n_asked, frame.population.get(result.group)
        if size is not None and (n is None or n <= size):
            rate = None if n is None else rate_of_counts(n, size)
            yield ResponseRate(result.group, n, size, None if rate is None else round(rate, DIGITS))
