"""Contradiction: conditions that no answers can satisfy.

Says so only where it is certain: codes of one answer, numbers against numbers, days against days.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from surveyapp.questionnaire.expression.evaluation.reading import day_of, order_of
from surveyapp.questionnaire.expression.syntax.tree import (
    CodeLiteral,
    Node,
    Number,
    Numeric,
    Operator,
)
from surveyapp.questionnaire.expression.types.claim import (
    MIRRORED,
    Answered,
    Between,
    Choice,
    Claim,
    ClaimGroup,
    Compared,
)

MOST_BRANCHES = 64
INFINITE = float("inf")
_MIRRORED = {**MIRRORED, Operator.EQUAL: Operator.EQUAL}


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Numbers from low to high; an open end does not belong to it."""

    low: float = -INFINITE
    high: float = INFINITE
    is_low_open: bool = False
    is_high_open: bool = False

    def within(self, other: "NumberRange") -> "NumberRange":
        """The numbers that lie in both."""
        low = max((self.low, self.is_low_open), (other.low, other.is_low_open))
        high = min((self.high, not self.is_high_open), (other.high, not other.is_high_open))
        return NumberRange(low[0], high[0], low[1], not high[1])

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        is_point_left_out = self.low == self.high and (self.is_low_open or self.is_high_open)
        return self.low > self.high or is_point_left_out


UNBOUNDED = NumberRange()
Bounds: TypeAlias = Callable[[Node], NumberRange]
"""The numbers that a part can be."""
IsOne: TypeAlias = Callable[[Node], bool]
"""Whether an answer is one code and no set of them."""


def range_of(claim: Claim, node: Node) -> NumberRange:
    """Where a number must lie for a claim about it to hold; everywhere for another claim."""
    found = (each for about, each in _ranges((claim,)) if about == node)
    return next(found, UNBOUNDED)


def contradicts(claims: Iterable[Claim], bounds: Bounds, is_one: IsOne) -> bool:
    """Whether no answers satisfy all these claims, as far as can be told."""
    branches = _branches(tuple(claims))
    return bool(branches) and all(
        _has_no_code(branch, is_one) or _has_no_number(branch, bounds) for branch in branches
    )


def _branches(claims: tuple[Claim, ...]) -> tuple[tuple[Claim, ...], ...]:
    """Every way to satisfy all of them, as claims without groups; () when there are too many."""
    ways = [_ways(claim) for claim in claims]
    n_ways = 1
    for each in ways:
        n_ways *= len(each)
    if not 0 < n_ways <= MOST_BRANCHES:
        return ()
    return tuple(tuple(part for way in chosen for part in way) for chosen in product(*ways))


def _ways(claim: Claim) -> tuple[tuple[Claim, ...], ...]:
    if not isinstance(claim, ClaimGroup):
        return ((claim,),)
    if claim.needs_all:
        return _branches(claim.parts)
    return tuple(way for part in claim.parts for way in _ways(part))


def _has_no_code(claims: tuple[Claim, ...], is_one: IsOne) -> bool:
    """Whether no code is left for one of the answers."""
    chosen: dict[Node, set[str]] = {}
    for subject, codes in _chosen(claims):
        if is_one(subject):
            chosen[subject] = chosen.get(subject, codes) & codes
    for subject, codes in _left_out(claims):
        if subject in chosen:
            chosen[subject] -= codes
    return any(not left for left in chosen.values())


def _has_no_number(claims: tuple[Claim, ...], bounds: Bounds) -> bool:
    """Whether no number is left for one of the parts."""
    ranges: dict[Node, NumberRange] = {}
    for node, found in _ranges(claims):
        ranges[node] = ranges.get(node, bounds(node)).within(found)
    return any(each.is_empty for each in ranges.values())


def _chosen(claims: tuple[Claim, ...]) -> Iterator[tuple[Node, set[str]]]:
    """(one answer, the codes of which it must be one)."""
    for claim in claims:
        match claim:
            case Choice(subject, codes, True, False) if all(
                isinstance(c, CodeLiteral) for c in codes
            ):
                yield subject, {code.text for code in codes if isinstance(code, CodeLiteral)}
            case Answered(subject, False):
                yield subject, {""}


def _left_out(claims: tuple[Claim, ...]) -> Iterator[tuple[Node, set[str]]]:
    """(one answer, codes that it cannot be)."""
    for claim in claims:
        match claim:
            case Choice(subject, codes, False, False):
                yield subject, {code.text for code in codes if isinstance(code, CodeLiteral)}
            case Answered(subject, True):
                yield subject, {""}


def _ranges(claims: tuple[Claim, ...]) -> Iterator[tuple[Node, NumberRange]]:
    """(a part that is a number, where it must lie)."""
    for claim in claims:
        match claim:
            case Between(subject, Number(low), Number(high)):
                yield subject, NumberRange(float(low), float(high))
            case Compared(operator, Number() as one, Number(value)) if operator in _MIRRORED:
                yield (
                    one,
                    _range(operator, value).within(NumberRange(float(one.value), float(one.value))),
                )
            case Compared(operator, Number(value), other) if operator in _MIRRORED:
                yield other, _range(_MIRRORED[operator], value)
            case Compared(operator, other, CodeLiteral(text)) if operator in MIRRORED and day_of(
                text
            ):
                yield other, _range(operator, order_of(text) or 0)
            case Compared(operator, other, Number(value)) if operator in _MIRRORED:
                yield other, _range(operator, value)


def _range(operator: Operator, value: Numeric) -> NumberRange:
    number = float(value)
    match operator:
        case Operator.LESS:
            return NumberRange(high=number, is_high_open=True)
        case Operator.AT_MOST:
            return NumberRange(high=number)
        case Operator.MORE:
            return NumberRange(low=number, is_low_open=True)
        case Operator.AT_LEAST:
            return NumberRange(low=number)
        case _:
            return NumberRange(number, number)
