"""Measures: what is said of a protected column; which one follows from its level and role.

Everything here reads protected counts. A figure of several cells is shown only when the visible
cells determine it, so that it tells nothing about the hidden ones.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from surveyapp.analysis.disclosure.protected import ProtectedGroup
from surveyapp.analysis.estimates import (
    mean_ticked,
    median_place,
    nonresponse_bounds,
    share,
)
from surveyapp.analysis.frame import NO_FRAME, Frame
from surveyapp.analysis.plan import is_number
from surveyapp.analysis.publication import Together
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
from surveyapp.analysis.uncertainty import of_share
from surveyapp.questions.column import TICKED, Column, Level, Role

DIGITS = 4
POINTS_DIGITS = 1
SHORTEST_SCALE_WITH_TOP_TWO = 4


def group_result(column: Column, group: ProtectedGroup, frame: Frame = NO_FRAME) -> GroupResult:
    """One column in one group. Shares and bounds are rounded to four places."""
    numbers = group.summary
    n_population = frame.size(column, group.group, group.n_asked)
    value = partial(value_share, group, n_population=n_population, is_sample=frame.is_sample)
    return GroupResult(
        group=group.group,
        n_asked=group.n_asked,
        n=group.n,
        missing=group.missing,
        values=tuple(value(code) for code in group.cells),
        median=numbers.median
        if numbers
        else median_category(column, group, frame.apart.get(column.name, ())),
        quartiles=numbers.quartiles if numbers else None,
        mean=numbers.mean if numbers else None,
        sd=numbers.sd if numbers else None,
        total=numbers.total if numbers else None,
        top_two=top_two(column, group),
        mean_points=group.mean_points,
        is_hidden=group.is_closed or (is_number(column) and numbers is None),
        n_population=n_population,
        together=tuple(combined(group, each) for each in frame.together.get(column.name, ())),
    )


def value_share(
    group: ProtectedGroup, code: str, *, n_population: int | None = None, is_sample: bool = False
) -> ValueShare:
    """One code's count, share (0 to 1) and ranges; None and hidden where the gate says so."""
    count = group.cells[code]
    if count is None or group.n is None:
        return ValueShare(code, None, None, None, True)
    part = share(count, group.n)
    asked = n_population or group.n_asked
    return ValueShare(
        code,
        count,
        None if part is None else round(part, DIGITS),
        None if asked is None else rounded_bounds(nonresponse_bounds(count, group.n, asked)),
        False,
        of_share(count, group.n, n_population, is_sample=is_sample),
    )


def combined(group: ProtectedGroup, together: Together) -> CombinedShare:
    """Several codes as one share, where the visible cells determine it."""
    count = _count_of(group, together.codes)
    if count is None or not group.n:
        return CombinedShare(together.name, together.codes, None, None, True)
    asked = group.n_asked
    bounds = None if asked is None else rounded_bounds(nonresponse_bounds(count, group.n, asked))
    part = round(count / group.n, DIGITS)
    return CombinedShare(together.name, together.codes, count, part, False, bounds)


def is_ordinal(column: Column) -> bool:
    """A scale of categories; places of a ranking have measures of their own."""
    return column.level is Level.ORDINAL and column.role is Role.ANSWER


def rises(column: Column) -> bool:
    """Whether the scale's last code is its highest."""
    return column.rising == column.codes


def median_category(
    column: Column, group: ProtectedGroup, apart: Collection[str] = ()
) -> str | None:
    """Code of the lower median category, or None: not ordinal, or not determined by what is shown.

    apart: codes that have no place on the scale; the median is of those who gave another, and
    only known where the codes apart are shown. What is hidden is put into the lowest and then into
    the highest hidden category; only when the median is the same for both can everybody know it.
    """
    n_apart = [group.cells.get(code) for code in apart]
    if not (is_ordinal(column) or apart) or group.n is None or None in n_apart:
        return None
    n_valid = group.n - sum(count or 0 for count in n_apart)
    codes = [code for code in column.rising if code not in apart]
    cells = [group.cells[code] for code in codes]
    if n_valid < 1:
        return None
    places = {median_place(filled) for filled in _fillings(cells, n_valid)}
    return codes[places.pop()] if len(places) == 1 else None


def _fillings(cells: Sequence[int | None], n_valid: int) -> Iterator[list[int]]:
    """The two extreme ways to put what is hidden into the hidden cells."""
    hidden = [place for place, count in enumerate(cells) if count is None]
    rest = n_valid - sum(count or 0 for count in cells)
    for home in {hidden[0], hidden[-1]} if hidden else {None}:
        yield [rest if place == home else count or 0 for place, count in enumerate(cells)]


def top_two(column: Column, group: ProtectedGroup) -> TopTwo | None:
    """Share of the two highest categories; None for scales of fewer than four.

    Shown when the hidden cells lie all inside or all outside of the two.
    """
    if not is_ordinal(column) or len(column.codes) < SHORTEST_SCALE_WITH_TOP_TWO:
        return None
    codes = column.codes[-2:] if rises(column) else column.codes[:2]
    top = (codes[0], codes[1])
    count = _count_of(group, top)
    if count is None or not group.n:
        return TopTwo(top, None, True)
    return TopTwo(top, round(count / group.n, DIGITS), False)


def _count_of(group: ProtectedGroup, codes: tuple[str, ...]) -> int | None:
    """Institutions with one of the codes, where the visible cells determine it."""
    inside = [group.cells[code] for code in codes]
    outside = [count for code, count in group.cells.items() if code not in codes]
    if group.n is None:
        return None
    if None not in inside:
        return sum(count or 0 for count in inside)
    return None if None in outside else group.n - sum(count or 0 for count in outside)


def rounded_bounds(bounds: Bounds | None) -> Bounds | None:
    """Both ends to four places."""
    return None if bounds is None else (round(bounds[0], DIGITS), round(bounds[1], DIGITS))


def has_ticks(column: Column) -> bool:
    """Whether the column is one option of a question with several answers."""
    return column.role is Role.OPTION


def ticks(column: Column, group: Group, options: Sequence[ProtectedGroup]) -> Ticks:
    """Options ticked on average, from the protected counts of all options of one question.

    Shown only when every option's count is shown.
    """
    counts = [option.cells[TICKED] for option in options]
    visible = [count for count in counts if count is not None]
    n_valid = options[0].n
    if len(visible) < len(counts) or not n_valid:
        return Ticks(column.cell, column.question, group, None, True)
    mean = round(mean_ticked(visible, n_valid), POINTS_DIGITS)
    return Ticks(column.cell, column.question, group, mean, False)


def response_rates(
    columns: Sequence[ColumnComparison], by: str, frame: Frame
) -> Iterator[ResponseRate]:
    """How many of those that were asked to take part answered, group by group.

    Counted are all responses that were sent, so with at least a partial answer: AAPOR's response
    rate 2, with everybody who was asked taken as eligible.
    Source: AAPOR (2023), Standard Definitions, 10th edition, section on response rates.
    """
    compared = next((each for each in columns if each.column.name == by), None)
    for result in compared.groups if compared else ():
        size = frame.population.get(result.group)
        if size is not None and (result.n_asked is None or result.n_asked <= size):
            rate = None if result.n_asked is None else round(result.n_asked / size, DIGITS)
            yield ResponseRate(result.group, result.n_asked, size, rate)
