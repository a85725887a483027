"""Scale of items: several questions that measure one thing, each scored from 0 to 100."""

from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST_SCALE = 2


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """at_zero, at_hundred: the codes that score 0 and 100; falling scales have them swapped."""

    at_zero: float
    at_hundred: float

    def rescaled(self, code: float) -> float:
        """Score of a code, 0 to 100."""
        return 100 * (code - self.at_zero) / (self.at_hundred - self.at_zero)


@dataclass(frozen=True, slots=True)
class ItemSums:
    """What the answers to all items add up to, over the institutions that answered every one.

    n: those institutions. sums, squares: per item, of scores and of their squares. total_squares:
    of the squares of each institution's own sum over the items.
    """

    n: int
    sums: tuple[float, ...]
    squares: tuple[float, ...]
    total_squares: float


def scale_score(
    codes: Sequence[float | None], items: Sequence[ScaleItem], n_needed: int
) -> float | None:
    """Mean of an institution's rescaled items, 0 to 100. None with fewer than `n_needed` answers.

    codes: one per item; None where it was not answered. n_needed: at least 1.
    Source: statistics.md, section 2.
    """
    scores = [
        item.rescaled(code) for item, code in zip(items, codes, strict=True) if code is not None
    ]
    return sum(scores) / len(scores) if len(scores) >= max(1, n_needed) else None


def cronbachs_alpha(answers: ItemSums) -> float | None:
    """How far the items move together; 1 completely, about 0 not at all, below 0 against.

    None for fewer than two items or institutions, and when all institutions have the same sum.
    Source: Cronbach (1951), Psychometrika 16, 297-334; R: `psych::alpha` (raw_alpha).
    """
    n_items = len(answers.sums)
    if min(n_items, answers.n) < SMALLEST_SCALE:
        return None
    of_total = _variation(sum(answers.sums), answers.total_squares, answers.n)
    of_items = sum(
        _variation(total, squares, answers.n)
        for total, squares in zip(answers.sums, answers.squares, strict=True)
    )
    if of_total <= 0:
        return None
    return n_items / (n_items - 1) * (1 - of_items / of_total)


def _variation(total: float, squares: float, n: int) -> float:
    """Sum of the squared distances from the mean."""
    return squares - total**2 / n
