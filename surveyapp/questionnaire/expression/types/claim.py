"""Claims: the normal form of a condition before it is said in words.

`not()` is pushed down to the leaves, chains are flattened, and leaves about the same answer are
merged, so that ``${x} = 'a' or ${x} = 'b'`` is one claim with two codes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from surveyapp.questionnaire.expression.syntax.error import ErrorCode, ExpressionError
from surveyapp.questionnaire.expression.syntax.function import FUNCTIONS, ResultKind
from surveyapp.questionnaire.expression.syntax.tree import (
    And,
    Call,
    CodeLiteral,
    Current,
    Node,
    Not,
    Number,
    Operator,
    Or,
    Reference,
    Relation,
    written,
)

OPPOSITE: Mapping[Operator, Operator] = {
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.LESS,
    Operator.MORE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.MORE,
}
MIRRORED: Mapping[Operator, Operator] = {
    Operator.LESS: Operator.MORE,
    Operator.MORE: Operator.LESS,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.AT_MOST,
}
"""The operator that says the same when the sides change places."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer is (or has ticked) one of the codes; `holds` False: none of them."""

    subject: Reference | Current
    codes: tuple[Node, ...]
    holds: bool
    is_ticked: bool = False


@dataclass(frozen=True, slots=True)
class RowChoice:
    """At least one of several rows of a grid is one of the codes; `holds` False: no row is."""

    question: str
    rows: tuple[str, ...]
    codes: tuple[Node, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """There is an answer."""

    subject: Reference
    holds: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Two numbers, or two answers, compared."""

    operator: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between:
    """A number lies in a range, ends included."""

    subject: Node
    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class Called:
    """What a function says."""

    call: Call
    holds: bool


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Two or more claims; all of them hold, or one of them."""

    needs_all: bool
    parts: tuple["Claim", ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A comparison that also holds when one of these answers is missing.

    by_reason: only a reason for no answer can make it open, for the rest says that it is answered.
    """

    claim: Compared | Between
    missing: tuple[Reference, ...]
    by_reason: bool = False


Claim: TypeAlias = Choice | RowChoice | Answered | Compared | Between | Called | ClaimGroup | Open


def claim_of(node: Node, holds: bool = True) -> Claim:
    """The normal form of a condition, or of its opposite. Raises ExpressionError."""
    match node:
        case And(parts) | Or(parts):
            return _group(isinstance(node, And) == holds, [claim_of(part, holds) for part in parts])
        case Not(part):
            return claim_of(part, not holds)
        case Relation(operator, left, right):
            return _comparison(operator if holds else OPPOSITE[operator], left, right)
        case Call("selected" | "any-of", (Reference() as subject, *codes)):
            return Choice(subject, tuple(codes), holds, is_ticked=node.function == "selected")
        case Call(function, _) if FUNCTIONS[function].gives is ResultKind.BOOLEAN:
            return Called(node, holds)
        case _:
            raise ExpressionError(ErrorCode.NOT_A_CONDITION, node.column, found=written(node))


def _comparison(operator: Operator, left: Node, right: Node) -> Claim:
    is_equality = operator in (Operator.EQUAL, Operator.UNEQUAL)
    if isinstance(left, CodeLiteral) and not isinstance(right, CodeLiteral):
        operator, left, right = MIRRORED.get(operator, operator), right, left
    holds = operator is Operator.EQUAL
    match left, right:
        case (Reference(), CodeLiteral("")) if is_equality:
            return Answered(left, not holds)
        case (Reference() | Current(), CodeLiteral() | Current()) if is_equality:
            return Choice(left, (right,), holds)
        case _:
            return Compared(operator, left, right)


def _group(needs_all: bool, parts: Iterable[Claim]) -> Claim:
    flat: list[Claim] = []
    for part in parts:
        is_same = isinstance(part, ClaimGroup) and part.needs_all is needs_all
        flat.extend(part.parts if isinstance(part, ClaimGroup) and is_same else (part,))
    merged = _merge_rows(_merge_codes(flat, holds=not needs_all), holds=not needs_all)
    merged = _merge_ranges(merged) if needs_all else merged
    return merged[0] if len(merged) == 1 else ClaimGroup(needs_all, tuple(merged))


def _merge_codes(claims: list[Claim], holds: bool) -> list[Claim]:
    """Choices about the same answer become one."""
    merged: dict[object, Claim] = {}
    for claim in claims:
        if not isinstance(claim, Choice) or claim.holds is not holds:
            merged[claim] = claim
            continue
        key = (claim.subject, claim.is_ticked)
        known = merged.get(key)
        codes = (*known.codes, *claim.codes) if isinstance(known, Choice) else claim.codes
        merged[key] = replace(claim, codes=tuple(dict.fromkeys(codes)))
    return list(merged.values())


def _merge_rows(claims: list[Claim], holds: bool) -> list[Claim]:
    """Choices of the same codes in several rows of a grid become one."""
    merged: dict[object, Claim] = {}
    for claim in claims:
        row = _row_choice(claim)
        if row is None or row.holds is not holds:
            merged[claim] = claim
            continue
        key = (row.question, row.codes)
        known = merged.get(key)
        rows = (*known.rows, *row.rows) if isinstance(known, RowChoice) else row.rows
        merged[key] = replace(row, rows=rows)
    return [_without_lone_row(claim) for claim in merged.values()]


def _row_choice(claim: Claim) -> RowChoice | None:
    match claim:
        case Choice(Reference(str(question), (str(row),)), codes, holds, False):
            return None if row.startswith("@") else RowChoice(question, (row,), codes, holds)
        case _:
            return None


def _without_lone_row(claim: Claim) -> Claim:
    match claim:
        case RowChoice(question, (row,), codes, holds):
            return Choice(Reference(question, (row,)), codes, holds)
        case _:
            return claim


def _merge_ranges(claims: list[Claim]) -> list[Claim]:
    """``x >= 1`` followed by ``x <= 9`` becomes one."""
    merged: list[Claim] = []
    for claim in claims:
        match (merged[-1] if merged else None, claim):
            case (
                Compared(Operator.AT_LEAST, left, Number() as low),
                Compared(Operator.AT_MOST, same, Number() as high),
            ) if left == same:
                merged[-1] = Between(left, low, high)
            case _:
                merged.append(claim)
    return merged
