"""Estimates: measures of one group and of two, computed from counts alone.

Numbers come as `Distribution`: distinct values in rising order with their counts. Categories come
as counts in the order of the scale. All are exact here; the gate rounds and hides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
LAST_STEP = 200
FEW_PAIRS = 10_000


class NothingCounted(ValueError):
    """A measure was asked of a group without any answer."""


class TableTooSmall(ValueError):
    """An association needs at least two rows and two columns that are not empty."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """values: distinct, rising. counts: institutions with each value, all above 0."""

    values: Numbers
    counts: Integers

    @classmethod
    def of(cls, count_by_value: Mapping[float, int]) -> "Distribution":
        """From value -> institutions."""
        values = sorted(value for value, n in count_by_value.items() if n)
        counts = [count_by_value[value] for value in values]
        return cls(np.array(values, np.float64), np.array(counts, np.int64))

    @property
    def n(self) -> int:
        """Institutions that gave a number."""
        return int(self.counts.sum())


def share(count: int, n_valid: int) -> float | None:
    """Part of the valid answers, 0 to 1. None when nobody answered.

    Source: statistics.md, section 2.
    """
    return count / n_valid if n_valid else None


def nonresponse_bounds(count: int, n_valid: int, n_asked: int) -> tuple[float, float] | None:
    """Share among all who were asked, whatever the silent ones would have said; 0 to 1.

    From x/N (none of them would have) to (x + N - n)/N (all would have), with x = count,
    n = n_valid, N = n_asked. No assumption. None when nobody was asked.
    Source: Manski (1989), J. Human Resources 24, 343-360.
    """
    if not n_asked:
        return None
    return count / n_asked, (count + n_asked - n_valid) / n_asked


def mean(answers: Distribution) -> float:
    """Arithmetic mean, in the unit of the values. Raises NothingCounted."""
    if not answers.n:
        raise NothingCounted("no answers")
    return float(answers.values @ answers.counts / answers.n)


def probability_of_superiority(a: Distribution, b: Distribution) -> float:
    """Probability that a random member of `a` exceeds one of `b`, ties counted half; 0 to 1.

    0.5 means that neither tends to be larger. Raises NothingCounted when either is empty.
    Source: Vargha and Delaney (2000), J. Educ. Behav. Statistics 25, 101-132 (their A).
    """
    return _half_pairs_above(a, b) / (2 * a.n * b.n)


def _half_pairs_above(a: Distribution, b: Distribution) -> int:
    """Pairs whose member of `a` is larger, counted twice, and ties once. Raises NothingCounted."""
    if not a.n or not b.n:
        raise NothingCounted("no answers")
    reached = np.concatenate(([0], np.cumsum(b.counts)))
    below = reached[np.searchsorted(b.values, a.values, side="left")]
    not_above = reached[np.searchsorted(b.values, a.values, side="right")]
    return int(a.counts @ (below + not_above))


def cliffs_delta(a: Sequence[int], b: Sequence[int]) -> float:
    """How far `a` stands above `b` on an ordinal scale, -1 to 1; 0 when neither does.

    P(a > b) - P(a < b) over all pairs, exactly its opposite where a and b change places. a, b:
    counts per category, lowest first, equally long. Raises NothingCounted when either is empty.
    Source: Cliff (1993), Psychological Bulletin 114, 494-509.
    """
    places = range(len(a))
    first = Distribution.of(dict(zip(places, a, strict=True)))
    second = Distribution.of(dict(zip(places, b, strict=True)))
    n_pairs = first.n * second.n
    return (_half_pairs_above(first, second) - n_pairs) / n_pairs


def hodges_lehmann(a: Distribution, b: Distribution) -> float:
    """Shift of `a` against `b`: the median of all pairwise differences, in their unit.

    Exact; where there are many pairs they are counted, not written down.
    Raises NothingCounted when either is empty.
    Source: Hodges and Lehmann (1963), Ann. Math. Statist. 34, 598-611.
    """
    n_pairs = a.n * b.n
    if not n_pairs:
        raise NothingCounted("no answers")
    lower = difference_at(a, b, (n_pairs + 1) // 2)
    return lower if n_pairs % 2 else (lower + difference_at(a, b, n_pairs // 2 + 1)) / 2


def difference_at(a: Distribution, b: Distribution, rank: int) -> float:
    """The rank-th smallest (from 1) of all differences of a member of `a` and one of `b`.

    In the unit of the values; neither may be empty.
    """
    if a.values.size * b.values.size > FEW_PAIRS:
        return _difference_counted(a, b, rank)
    differences = _differences(a, b)
    return float(differences.values[np.searchsorted(np.cumsum(differences.counts), rank)])


def _differences(a: Distribution, b: Distribution) -> Distribution:
    """Every difference of a member of `a` and one of `b`, equal ones of different pairs apart."""
    values = np.subtract.outer(a.values, b.values).ravel()
    order = np.argsort(values)
    return Distribution(values[order], np.outer(a.counts, b.counts).ravel()[order])


def _difference_counted(a: Distribution, b: Distribution, rank: int) -> float:
    low, high = a.values[0] - b.values[-1] - 1.0, a.values[-1] - b.values[0]
    for _ in range(LAST_STEP):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (low, middle) if _pairs_up_to(a, b, middle) >= rank else (middle, high)
    return _largest_up_to(a, b, high)


def _pairs_up_to(a: Distribution, b: Distribution, limit: float) -> int:
    reached = np.concatenate(([0], np.cumsum(b.counts)))
    smaller = reached[np.searchsorted(b.values, a.values - limit, side="left")]
    return int(a.counts @ (b.n - smaller))


def _largest_up_to(a: Distribution, b: Distribution, limit: float) -> float:
    first = np.searchsorted(b.values, a.values - limit, side="left")
    found = first < len(b.values)
    return float(np.max(a.values[found] - b.values[first[found]]))


def cramers_v(counts: Integers) -> float:
    """Association of two nominal columns without the bias of small tables, 0 to 1.

    counts: (rows, columns) institutions; empty rows and columns are left out.
    Raises TableTooSmall when fewer than two rows or columns remain.
    Source: Bergsma (2013), J. Korean Statistical Society 42, 323-328.
    """
    table = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    n_rows, n_columns = table.shape
    if min(n_rows, n_columns) < 2:
        raise TableTooSmall(f"{n_rows} x {n_columns}")
    n = int(table.sum())
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    phi_squared = float(((table - expected) ** 2 / expected).sum()) / n
    corrected = max(0.0, phi_squared - (n_rows - 1) * (n_columns - 1) / (n - 1))
    sides = (side - (side - 1) ** 2 / (n - 1) for side in (n_rows, n_columns))
    smaller = min(sides) - 1
    return min(1.0, float(np.sqrt(corrected / smaller))) if smaller > 0 else 0.0


def mean_points(count_by_place: Mapping[int, int], n_places: int) -> float:
    """Mean points of one option in a ranking: first place `n_places`, last 1, left out 0.

    count_by_place: place (0 left out) -> institutions, over all who ranked anything.
    Raises NothingCounted. Source: statistics.md, section 2 (a Borda count).
    """
    n = sum(count_by_place.values())
    if not n:
        raise NothingCounted("no answers")
    points = sum((n_places + 1 - p) * count for p, count in count_by_place.items() if p)
    return points / n


def mean_ticked(counts: Sequence[int], n_valid: int) -> float:
    """Options ticked on average by those who answered. counts: institutions per option.

    Raises NothingCounted.
    """
    if not n_valid:
        raise NothingCounted("no answers")
    return sum(counts) / n_valid
