"""Numbers: what may be said of a distribution; never a minimum or a maximum, and all rounded."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10

from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.estimates import (
    Distribution,
    hodges_lehmann,
    mean,
    probability_of_superiority,
    quantile,
    quartiles,
    standard_deviation,
)
from surveyapp.analysis.inference import mann_whitney
from surveyapp.analysis.result import Bounds, Interval, IntervalKind
from surveyapp.analysis.shift_intervals import finite_shift, shift_interval
from surveyapp.questions.column import Column, Level

SIGNIFICANT_DIGITS = 3
FEWER_THAN_FIVE = (1, 4)


@dataclass(frozen=True, slots=True)
class Summary:
    """One group's numbers, rounded. quartiles: first and third; None from too few answers.

    mean and sd: None for people, who are rounded to more than most means and deviations are.
    total: what all institutions add up to; an interval where "fewer than five" was answered;
    None where it is 1 to k - 1 people, or where the numbers cannot be added up (interval level).
    """

    median: float
    mean: float | None
    sd: float | None
    quartiles: Bounds | None
    total: Bounds | None


@dataclass(frozen=True, slots=True)
class Shift:
    """How far the first group's numbers stand above the second's, rounded.

    medians and shift in the unit of the numbers; superiority 0 to 1. intervals: of the shift, in
    its unit; the finite one is of those who were asked. None from fewer answers than quartiles
    need, because their ends are differences of single institutions. p_value: of the Mann-Whitney
    test, for studies that are a sample.
    """

    medians: float
    shift: float
    superiority: float
    intervals: tuple[Interval, ...] = ()
    p_value: float | None = None


def is_dominated(answers: Distribution, rules: DisclosureRules) -> bool:
    """Rule 4: one institution holds most of the total, or the second could estimate the first.

    Sizes count without their sign. The second largest knows its own number, so what is left of
    the total besides the two is all that hides the largest from it (p %-rule).
    Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.2.2.
    """
    sizes = sorted(
        (
            abs(value)
            for value, n in zip(answers.values.tolist(), answers.counts.tolist(), strict=True)
            for _ in range(min(n, 2))
        ),
        reverse=True,
    )
    total = float(abs(answers.values) @ answers.counts)
    if not total:
        return False
    largest, second = float(sizes[0]), float((*sizes, 0.0)[1])
    rest = total - largest - second
    return largest > rules.dominance * total or rest < rules.second_guess * largest


def summary(
    answers: Distribution, column: Column, n_below_five: int, rules: DisclosureRules
) -> Summary:
    """What may be said of a group that is large enough and not dominated.

    n_below_five: institutions that answered "fewer than five".
    """
    step = rules.people_step if column.counts_people else None
    sd = None if step else standard_deviation(answers)
    ends = quartiles(answers) if answers.n >= rules.quartiles_from else None
    return Summary(
        median=rounded(quantile(answers, 0.5), step),
        mean=None if step else rounded(mean(answers), None),
        sd=None if sd is None else rounded(sd, None),
        quartiles=None if ends is None else (rounded(ends[0], step), rounded(ends[1], step)),
        total=_total(answers, column, n_below_five, rules),
    )


def _total(
    answers: Distribution, column: Column, n_below_five: int, rules: DisclosureRules
) -> Bounds | None:
    if column.level is not Level.RATIO:
        return None
    known = float(answers.values @ answers.counts)
    low, high = (known + n_below_five * people for people in FEWER_THAN_FIVE)
    if column.counts_people and 0 < low < rules.k:
        return None
    step = rules.people_step if column.counts_people else None
    return rounded(low, step), rounded(high, step)


def shift(
    a: Distribution,
    b: Distribution,
    column: Column,
    rules: DisclosureRules,
    n_asked: tuple[int, int] | None = None,
) -> Shift:
    """Two groups that are both large enough and not dominated. n_asked: institutions in each.

    The difference in medians is taken from the rounded medians, so that it tells nothing more.
    """
    step = rules.people_step if column.counts_people else None
    medians = rounded(quantile(a, 0.5), step) - rounded(quantile(b, 0.5), step)
    return Shift(
        medians=rounded(medians, step),
        shift=rounded(hodges_lehmann(a, b), step),
        superiority=round(probability_of_superiority(a, b), 2),
        intervals=tuple(_intervals(a, b, step, n_asked))
        if min(a.n, b.n) >= rules.quartiles_from
        else (),
        p_value=outcome.p_value if (outcome := mann_whitney(a, b, rules.k)) else None,
    )


def _intervals(
    a: Distribution, b: Distribution, step: int | None, n_asked: tuple[int, int] | None
) -> Iterator[Interval]:
    found = {
        IntervalKind.FINITE_POPULATION: finite_shift(a, b, n_asked) if n_asked else None,
        IntervalKind.SUPERPOPULATION: shift_interval(a, b),
    }
    for kind, ends in found.items():
        if ends is not None:
            yield Interval(kind, rounded(ends[0], step), rounded(ends[1], step))


def rounded(number: float, step: int | None) -> float:
    """To a multiple of `step`, halves upwards; without one to three significant digits."""
    if step is not None:
        return float(floor(number / step + 0.5) * step)
    if not number:
        return 0.0
    return round(number, SIGNIFICANT_DIGITS - 1 - floor(log10(abs(number))))
