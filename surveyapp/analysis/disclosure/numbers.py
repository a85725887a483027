"""Numbers: what may be said of a distribution beside the counts of its classes; all rounded."""

from collections.abc import Iterator, Mapping, Sequence
from math import floor, inf, log10

from surveyapp.analysis.disclosure.figure import Shift, Summary
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.result import Bounds, Interval, IntervalKind
from surveyapp.analysis.statistics.estimates import (
    Distribution,
    hodges_lehmann,
    mean,
    probability_of_superiority,
)
from surveyapp.analysis.statistics.shift_intervals import finite_shift, shift_interval
from surveyapp.analysis.tabulation.number_classes import Class

SIGNIFICANT_DIGITS = 3
FEWER_THAN_FIVE = (1, 4)


def is_dominated(answers: Distribution, n_below_five: int, rules: DisclosureRules) -> bool:
    """One institution holds most of the total, or the second could estimate the first.

    Sizes count without their sign; "fewer than five" counts as one, the least it can be. The second
    largest knows its own number, so what is left of the total besides the two is all that hides the
    largest from it (p %-rule).
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
    total = float(abs(answers.values) @ answers.counts) + n_below_five
    if not total or not sizes:
        return False
    largest, second = float(sizes[0]), float((*sizes, 0.0)[1])
    rest = total - largest - second
    return largest > rules.dominance * total or rest < rules.second_guess * largest


def total_of_people(answers: Distribution, n_below_five: int, step: int) -> Bounds:
    """The total, outward to multiples of `step`, after "fewer than five" was added as 1 to 4.

    The upper end is not reached, so that 10 to 15 means 10, 11, 12, 13 or 14; nought is nought.
    """
    known = float(answers.values @ answers.counts)
    low, high = (known + n_below_five * people for people in FEWER_THAN_FIVE)
    if not high:
        return 0.0, 0.0
    return float(floor(low / step) * step), float((floor(high / step) + 1) * step)


def summary(
    answers: Distribution,
    classes: Sequence[tuple[Class, int]],
    rules: DisclosureRules,
    *,
    adds_up: bool,
) -> Summary | None:
    """The mean and the total of numbers that are shown in classes.

    classes: each with its institutions, lowest first; what is shown beside. adds_up: whether a
    total means anything. None: too few answers,
    or they would tell an institution's own number.
    """
    if answers.n < rules.quartiles_from:
        return None
    shown = rounded(mean(answers))
    half = _half_step(shown)
    totals = (shown - half) * answers.n, (shown + half) * answers.n
    if tells_a_number(classes, totals, rules.second_guess):
        return None
    total = rounded(shown * answers.n) if adds_up else None
    return Summary(shown, None if total is None else (total, total))


def tells_a_number(
    classes: Sequence[tuple[Class, int]], totals: Bounds, second_guess: float
) -> bool:
    """Whether classes and a total leave one institution's number within `second_guess` of a guess.

    Institutions are put in the order of their numbers; each is as large as the total lets it be
    when all that are not above it in its class are least, and as small when they are largest.
    """
    lows = [low for (low, _), n in classes for _ in range(n)]
    highs = [high for (_, high), n in classes for _ in range(n)]
    narrowest = (1 + second_guess) / (1 - second_guess)
    place = 0
    for (low, high), n in classes:
        for own in range(n):
            above, below = n - own, own + 1
            others_low = sum(lows) - low * above if low > -inf else -inf
            others_high = sum(highs[:place] + highs[place + n :]) + _times(high, n - below)
            most = min(high, (totals[1] - others_low) / above)
            least = max(low, (totals[0] - others_high) / below)
            if least > 0 and (most < high or least > low) and most <= narrowest * least:
                return True
        place += n
    return False


def _times(number: float, n: int) -> float:
    """A number n times; nothing of an endless one that is not there."""
    return number * n if n else 0.0


def shift(a: Distribution, b: Distribution, n_asked: tuple[int, int] | None = None) -> Shift:
    """Two groups that are both large enough and not dominated. n_asked: institutions in each."""
    return Shift(
        shift=rounded(hodges_lehmann(a, b)),
        superiority=round(probability_of_superiority(a, b), 2),
        intervals=tuple(_intervals(a, b, n_asked)),
    )


def _intervals(
    a: Distribution, b: Distribution, n_asked: tuple[int, int] | None
) -> Iterator[Interval]:
    found: Mapping[IntervalKind, Bounds | None] = {
        IntervalKind.FINITE_POPULATION: finite_shift(a, b, n_asked) if n_asked else None,
        IntervalKind.SUPERPOPULATION: shift_interval(a, b),
    }
    for kind, ends in found.items():
        if ends is not None:
            yield Interval(kind, rounded(ends[0]), rounded(ends[1]))


def rounded(number: float) -> float:
    """To three significant digits."""
    if not number:
        return 0.0
    return round(number, SIGNIFICANT_DIGITS - 1 - floor(log10(abs(number))))


def _half_step(number: float) -> float:
    """How far a number that was rounded so may have been from it."""
    if not number:
        return 0.0
    return float(10 ** (floor(log10(abs(number))) - SIGNIFICANT_DIGITS + 1)) / 2
