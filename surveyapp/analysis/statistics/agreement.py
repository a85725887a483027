"""Agreement of two coders, from the joint table of their codes.

joint: (codes, codes), texts that the first coder gave the row's code and the second the column's.
Texts that only one of them coded say nothing about agreement and are no part of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from surveyapp.analysis.result import Bounds
from surveyapp.analysis.statistics.estimates import Integers, Numbers
from surveyapp.analysis.statistics.intervals import CONFIDENCE

RESAMPLES = 2_000

Agreement = Callable[[Integers], float | None]


@dataclass(frozen=True, slots=True)
class Agreed:
    """value: of the measure. interval: bootstrap; None where too few resamples have the measure.

    n: texts coded by both.
    """

    value: float
    interval: Bounds | None
    n: int


def percentage_agreement(joint: Integers) -> float | None:
    """Part of the texts to which both gave the same code, 0 to 1. None without any text.

    Source: statistics.md, section 5; nothing is estimated.
    """
    n = int(joint.sum())
    return int(np.trace(joint)) / n if n else None


def cohens_kappa(joint: Integers) -> float | None:
    """Agreement beyond what two coders with these habits reach by chance; 1 complete, 0 chance.

    None without any text, and when chance alone makes them agree (both use one and the same code).
    Source: Cohen (1960), Educ. Psychol. Measurement 20, 37-46.
    """
    agreed = percentage_agreement(joint)
    if agreed is None:
        return None
    by_chance = float(joint.sum(axis=1) @ joint.sum(axis=0)) / int(joint.sum()) ** 2
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def nominal_alpha(joint: Integers) -> float | None:
    """Krippendorff's alpha where codes are only equal or not; 1 complete, 0 chance.

    None when fewer than two codes were given.
    Source: Krippendorff (2019), Content Analysis, 4th edition, section 12.3.
    """
    return _alpha(joint, 1.0 - np.eye(len(joint)))


def ordinal_alpha(joint: Integers) -> float | None:
    """Krippendorff's alpha where codes are in order, the lowest first; 1 complete, 0 chance.

    Two codes are as far apart as there are codes given between them, half of the two themselves.
    None when fewer than two codes were given.
    Source: Krippendorff (2019), Content Analysis, 4th edition, section 12.3.
    """
    given = joint.sum(axis=0) + joint.sum(axis=1)
    middle = np.cumsum(given) - given / 2
    return _alpha(joint, np.subtract.outer(middle, middle) ** 2)


def _alpha(joint: Integers, distances: Numbers) -> float | None:
    given = joint.sum(axis=0) + joint.sum(axis=1)
    expected = float((np.outer(given, given) * distances).sum())
    if not expected:
        return None
    observed = float(((joint + joint.T) * distances).sum())
    return 1 - (int(given.sum()) - 1) * observed / expected


def with_interval(
    agreement: Agreement,
    joint: Integers,
    random: np.random.Generator,
    confidence: float = CONFIDENCE,
) -> Agreed | None:
    """A measure of agreement with the interval of 2,000 resampled tables (percentiles).

    Resamples without the measure (one code alone) are left out; with more than one in twenty of
    them there is no interval. None when the table has no such measure.
    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 13.3.
    """
    value, n = agreement(joint), int(joint.sum())
    if value is None:
        return None
    tables = random.multinomial(n, joint.ravel() / n, RESAMPLES).reshape(-1, *joint.shape)
    found = [again for again in map(agreement, tables) if again is not None]
    if len(found) < CONFIDENCE * RESAMPLES:
        return Agreed(value, None, n)
    low, high = np.quantile(found, ((1 - confidence) / 2, (1 + confidence) / 2)).tolist()
    return Agreed(value, (min(low, value), max(high, value)), n)
