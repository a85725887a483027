"""Openness: which comparisons cannot be made when an answer is missing, and then hold."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from surveyapp.questionnaire.expression.evaluation.reading import ORDERED
from surveyapp.questionnaire.expression.syntax.tree import Call, Node, Operator, Reference, children
from surveyapp.questionnaire.expression.types.claim import (
    Answered,
    Between,
    Claim,
    ClaimGroup,
    Compared,
    Open,
)
from surveyapp.questions.domain import Domain, Shape

DomainOf: TypeAlias = Callable[[str], Domain | None]
"""What the answer of a question can be; None where there is no such question."""

_ALWAYS_COUNTED = frozenset({"count-selected", "count-answered", "count-shown", "string-length"})


def opened(claim: Claim, domain_of: DomainOf, guarded: frozenset[Reference] = frozenset()) -> Claim:
    """The same claim, in which every comparison that may be open says so.

    guarded: answers that are there wherever the claim is looked at.
    """
    match claim:
        case ClaimGroup(needs_all, parts):
            inside = guarded | (frozenset(_answered(parts)) if needs_all else frozenset())
            return replace(claim, parts=tuple(opened(part, domain_of, inside) for part in parts))
        case Compared() | Between():
            missing = tuple(dict.fromkeys(answers_needed(claim, domain_of)))
            unguarded = tuple(each for each in missing if each not in guarded)
            reasons = tuple(each for each in missing if _gives_reasons(each, domain_of))
            if unguarded:
                return Open(claim, unguarded)
            return Open(claim, reasons, by_reason=True) if reasons else claim
        case _:
            return claim


def answers_needed(claim: Compared | Between, domain_of: DomainOf) -> Iterator[Reference]:
    """The answers without which two numbers or days cannot be compared."""
    match claim:
        case Between(subject, _, _):
            yield from _needed(subject)
        case Compared(Operator.EQUAL | Operator.UNEQUAL, Reference() as left, Reference() as right):
            are_ordered = all(_shape(side, domain_of) in ORDERED for side in (left, right))
            yield from (left, right) if are_ordered else ()
        case Compared(_, left, right):
            yield from _needed(left)
            yield from _needed(right)


def _needed(node: Node) -> Iterator[Reference]:
    match node:
        case Reference(None, _):
            return  # the answer that is checked; there is one
        case Reference():
            yield node
        case Call(function, _) if function in _ALWAYS_COUNTED:
            return
        case _:
            for child in children(node):
                yield from _needed(child)


def _answered(parts: tuple[Claim, ...]) -> Iterator[Reference]:
    return (part.subject for part in parts if isinstance(part, Answered) and part.holds)


def _shape(reference: Reference, domain_of: DomainOf) -> Shape | None:
    found = domain_of(reference.question) if reference.question else None
    return found.shape if found else None


def _gives_reasons(reference: Reference, domain_of: DomainOf) -> bool:
    found = domain_of(reference.question) if reference.question else None
    return bool(found and found.reasons)
