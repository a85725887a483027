"""Scope: what an expression may speak of at its place, and what its references mean there."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.questionnaire.expression.syntax.error import ErrorCode, ExpressionError, nearest
from surveyapp.questionnaire.expression.syntax.function import GRIDS
from surveyapp.questionnaire.expression.syntax.tree import (
    Current,
    Place,
    Reference,
    Segment,
    written,
)
from surveyapp.questions.domain import Domain, Shape

_CELL_OF = {
    Shape.GRID_CODE: Shape.CODE,
    Shape.GRID_CODES: Shape.CODES,
    Shape.GRID_NUMBER: Shape.NUMBER,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may speak of at its place.

    domains: every question that there is; later: those of them asked after this place;
    this: the question that ``.`` means, None when there is none;
    has_row, has_column: whether ``@row``, ``@column`` are bound. ``.`` of a grid is one cell
        when its row (and, in a grid of numbers, its column) is bound.
    """

    domains: Mapping[str, Domain]
    this: str | None = None
    has_row: bool = False
    has_column: bool = False
    later: frozenset[str] = frozenset()


def domain_of(reference: Reference, scope: Scope) -> Domain:
    """The domain of the question, with the path proved. Raises ExpressionError."""
    name = reference.question or scope.this
    if name is None:
        raise ExpressionError(ErrorCode.NO_CURRENT_ANSWER, reference.column)
    if name not in scope.domains:
        suggestion = nearest(name, scope.domains)
        raise ExpressionError(ErrorCode.UNKNOWN_NAME, reference.column, suggestion, name=name)
    if name in scope.later:
        raise ExpressionError(ErrorCode.LATER_QUESTION, reference.column, name=name)
    domain = scope.domains[name]
    _prove_path(reference, domain, scope)
    return domain


def _prove_path(reference: Reference, domain: Domain, scope: Scope) -> None:
    if len(reference.path) > 0:
        prove_row(reference, reference.path[0], domain, scope)
    if len(reference.path) > 1:
        prove_column(reference, reference.path[1], domain, scope)


def prove_row(reference: Reference, row: Segment, domain: Domain, scope: Scope) -> None:
    """Raises ExpressionError when the grid lacks the row, or one the check will come to."""
    for code in _codes_of(row, reference.column, scope):
        if code not in domain.rows:
            suggestion = nearest(code, domain.rows)
            question = written_question(reference, scope)
            raise ExpressionError(
                ErrorCode.UNKNOWN_ROW, reference.column, suggestion, question=question, row=code
            )


def prove_column(reference: Reference, column: Segment, domain: Domain, scope: Scope) -> None:
    """Raises ExpressionError when the grid lacks the column, or one the check will come to."""
    for code in _codes_of(column, reference.column, scope):
        if code not in domain.columns:
            suggestion = nearest(code, domain.columns)
            question = written_question(reference, scope)
            raise ExpressionError(
                ErrorCode.UNKNOWN_COLUMN,
                reference.column,
                suggestion,
                question=question,
                column=code,
            )


def _codes_of(segment: Segment, column: int, scope: Scope) -> tuple[str, ...]:
    """The codes a segment stands for: itself, or all rows or columns of the question checked."""
    if isinstance(segment, Place):
        return current_codes(Current(segment, column), scope)
    return (segment,)


def current_codes(current: Current, scope: Scope) -> tuple[str, ...]:
    """What ``@row`` or ``@column`` runs through. Raises ExpressionError when it is not bound."""
    is_row = current.place is Place.ROW
    if is_row and not scope.has_row:
        raise ExpressionError(ErrorCode.NO_CURRENT_ROW, current.column)
    if not is_row and not scope.has_column:
        raise ExpressionError(ErrorCode.NO_CURRENT_COLUMN, current.column)
    domain = scope.domains.get(scope.this or "")
    if domain is None:
        return ()
    return domain.rows if is_row else domain.columns


def cell_shape(reference: Reference, scope: Scope) -> Shape:
    """The shape of the one answer or cell a reference means. Raises ExpressionError."""
    domain = domain_of(reference, scope)
    if domain.shape not in GRIDS and domain.shape is not Shape.NOTHING:
        return domain.shape
    if domain.shape in GRIDS and _is_cell(reference, domain, scope):
        return _CELL_OF[domain.shape]
    raise ExpressionError(
        ErrorCode.NEEDS_A_CELL,
        reference.column,
        question=written(reference),
        expected=_cell_in_words(reference, domain, scope),
    )


def _is_cell(reference: Reference, domain: Domain, scope: Scope) -> bool:
    n_segments = 2 if domain.shape is Shape.GRID_NUMBER else 1
    if reference.question is None:
        return scope.has_row and (scope.has_column or n_segments == 1)
    return len(reference.path) == n_segments


def _cell_in_words(reference: Reference, domain: Domain, scope: Scope) -> str:
    if domain.shape is Shape.NOTHING:
        return "a question with an answer"
    name = written_question(reference, scope)
    path = ".row.column" if domain.shape is Shape.GRID_NUMBER else ".row"
    return "${" + name + path + "}"


def written_question(reference: Reference, scope: Scope) -> str:
    """The name of the question a reference speaks of."""
    return reference.question or scope.this or "."
