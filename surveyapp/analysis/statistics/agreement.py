"""Agreement of two coders, from the joint table of their codes.

joint: (codes, codes), texts that the first coder gave the row's code and the second the column's.
Texts that only one of them coded say nothing about agreement and are no part of it.
"""

import numpy as np

from surveyapp.analysis.statistics.estimates import Integers


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
    given, unlike = joint.sum(axis=0) + joint.sum(axis=1), 1.0 - np.eye(len(joint))
    expected = float((np.outer(given, given) * unlike).sum())
    if not expected:
        return None
    observed = float(((joint + joint.T) * unlike).sum())
    return 1 - (int(given.sum()) - 1) * observed / expected
