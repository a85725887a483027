"""Routing as claims: the normal form of a condition that has no problems of its own."""

from collections.abc import Iterable

from surveyapp.questionnaire.expression import (
    Claim,
    ClaimGroup,
    ExpressionError,
    Scope,
    check_types,
    claim_of,
    parse,
)
from surveyapp.questionnaire.lint.inspection import Inspection, PlacedQuestion


def sound_claim(inspection: Inspection, placed: PlacedQuestion, key: str) -> Claim | None:
    """What a key of a question says; None when it has no such key, or one with problems."""
    text = getattr(placed.question, key)
    if not text or placed.name not in inspection.domains:
        return None
    try:
        expression = parse(text)
    except ExpressionError:
        return None
    has_row = bool(placed.question.rows)
    scope = Scope(inspection.domains, placed.name, has_row=has_row, has_column=has_row)
    return None if check_types(expression, scope) else claim_of(expression.root)


def conjuncts(claim: Claim | None) -> frozenset[Claim]:
    """The claims that all hold where this one does."""
    if claim is None:
        return frozenset()
    is_all = isinstance(claim, ClaimGroup) and claim.needs_all
    parts: Iterable[Claim] = claim.parts if isinstance(claim, ClaimGroup) and is_all else (claim,)
    return frozenset(parts)
