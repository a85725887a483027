"""Wish: how an invented respondent tends to answer one question."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from surveyapp.questions.cell import Missing, MissingReason

A_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class ResponsePropensity:
    """How a simulated respondent tends to answer.

    shares: code -> weight (empty: all equal); row_shares: row -> the same for one row of a grid;
    mean, sd: centre and spread of a number (without sd a skewed one);
    missing: reason -> probability, 0 to 1.
    """

    shares: Mapping[str, float] = field(default_factory=dict)
    row_shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    mean: float | None = None
    sd: float | None = None
    missing: Mapping[MissingReason, float] = field(default_factory=dict)
    _any_reason: float = field(init=False, repr=False, compare=False)
    _sums: dict[tuple[str, tuple[str, ...]], list[float] | None] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "_any_reason", sum(self.missing.values()) + A_ROUNDING)

    def reason(self, rng: Random, offered: Sequence[MissingReason]) -> Missing | None:
        """A reason for no answer, drawn among those that are offered and left blank."""
        draw = rng.random()
        if draw >= self._any_reason:
            return None
        for reason, probability in self.missing.items():
            if reason in offered or reason is MissingReason.BLANK:
                draw -= probability
                if draw < 0:
                    return Missing(reason)
        return None

    def choose(self, rng: Random, codes: tuple[str, ...], row: str = "") -> str:
        """One code by its weight, drawn as `Random.choices` does."""
        if (row, codes) not in self._sums:
            self._sums[row, codes] = self._summed(codes, row)
        sums, draw = self._sums[row, codes], rng.random()
        if sums is None:
            return codes[int(draw * len(codes))]
        return codes[bisect(sums, draw * sums[-1], 0, len(codes) - 1)]

    def _summed(self, codes: tuple[str, ...], row: str) -> list[float] | None:
        """The weight of each code and of those before it; None where all weigh the same."""
        shares = self.row_shares.get(row) or self.shares
        sums = list(accumulate(shares.get(code, 0.0) for code in codes))
        return sums if sums and sums[-1] > 0 else None
