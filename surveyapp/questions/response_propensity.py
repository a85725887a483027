"""Wish: how an invented respondent tends to answer one question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from surveyapp.questions.cell import Missing, MissingReason


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

    def reason(self, rng: Random, offered: Sequence[MissingReason]) -> Missing | None:
        """A reason for no answer, drawn among those that are offered and left blank."""
        draw = rng.random()
        for reason, probability in self.missing.items():
            if reason in offered or reason is MissingReason.BLANK:
                draw -= probability
                if draw < 0:
                    return Missing(reason)
        return None

    def choose(self, rng: Random, codes: Sequence[str], row: str = "") -> str:
        """One code by its weight."""
        shares = self.row_shares.get(row) or self.shares
        weights = [shares.get(code, 0.0) for code in codes] if shares else []
        return rng.choices(codes, weights if sum(weights) > 0 else None)[0]
