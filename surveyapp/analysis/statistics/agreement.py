"""Agreement of two coders, from the joint table of their codes.

joint: (codes, codes), texts that the first coder gave the row's code and the second the column's.
Texts that only one of them coded say nothing about agreement and are no part of it.
"""

from collections.abc import Sequence

Joint = Sequence[Sequence[int]]


def percentage_agreement(joint: Joint) -> float | None:
    """Part of the texts to which both gave the same code, 0 to 1. None without any text.

    Source: statistics.md, section 5; nothing is estimated.
    """
    n = _n(joint)
    return _n_same(joint) / n if n else None


def cohens_kappa(joint: Joint) -> float | None:
    """Agreement beyond what two coders with these habits reach by chance; 1 complete, 0 chance.

    None without any text, and when chance alone makes them agree (both use one and the same code).
    Source: Cohen (1960), Educ. Psychol. Measurement 20, 37-46.
    """
    agreed = percentage_agreement(joint)
    if agreed is None:
        return None
    by_chance = sum(first * second for first, second in _margins(joint)) / _n(joint) ** 2
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def nominal_alpha(joint: Joint) -> float | None:
    """Krippendorff's alpha where codes are only equal or not; 1 complete, 0 chance.

    None when fewer than two codes were given.
    Source: Krippendorff (2019), Content Analysis, 4th edition, section 12.3.
    """
    given = [first + second for first, second in _margins(joint)]
    expected = sum(given) ** 2 - sum(each**2 for each in given)
    if not expected:
        return None
    observed = 2 * (_n(joint) - _n_same(joint))
    return 1 - (sum(given) - 1) * observed / expected


def _n(joint: Joint) -> int:
    return sum(int(n) for row in joint for n in row)


def _n_same(joint: Joint) -> int:
    return sum(int(row[place]) for place, row in enumerate(joint))


def _margins(joint: Joint) -> list[tuple[int, int]]:
    """Of each code: texts to which the first coder gave it, and the second."""
    rows = [sum(map(int, row)) for row in joint]
    columns = [sum(map(int, column)) for column in zip(*joint, strict=True)]
    return [*zip(rows, columns, strict=True)]
