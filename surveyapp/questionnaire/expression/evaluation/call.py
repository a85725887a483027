"""The functions as closures; their numbers and truths, by name."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from surveyapp.questionnaire.expression.evaluation.grid import (
    column_total,
    has_row_with,
    is_steady,
    n_answered,
    n_shown,
    row_total,
)
from surveyapp.questionnaire.expression.evaluation.logic import Verdict
from surveyapp.questionnaire.expression.evaluation.reading import (
    codes_of,
    here,
    is_reason,
    reader,
    text_of,
)
from surveyapp.questionnaire.expression.evaluation.situation import Situation
from surveyapp.questionnaire.expression.syntax.error import ErrorCode, ExpressionError
from surveyapp.questionnaire.expression.syntax.tree import (
    CodeLiteral,
    Current,
    Node,
    Numeric,
    Reference,
    written,
)

Amount: TypeAlias = Callable[[Situation], Numeric | None]
Text: TypeAlias = Callable[[Situation], str]


def text_in(node: Node) -> Text:
    """The code a leaf gives. Raises ExpressionError for a computed value."""
    match node:
        case CodeLiteral(text):
            return lambda _: text
        case Current(place):
            return lambda situation: here(place, situation)
        case Reference():
            read = reader(node)
            return lambda situation: text_of(read(situation))
        case _:
            raise ExpressionError(
                ErrorCode.NEEDS_A_CELL, node.column, question=written(node), expected="an answer"
            )


def _reference(node: Node) -> Reference:
    if not isinstance(node, Reference):
        raise TypeError(f"parse lets nothing but a reference through: {node}")
    return node


def _codes(nodes: tuple[Node, ...]) -> Callable[[Situation], frozenset[str]]:
    texts = tuple(map(text_in, nodes))
    if any(isinstance(node, Current) for node in nodes):
        return lambda situation: frozenset(text(situation) for text in texts)
    fixed = frozenset(node.text for node in nodes if isinstance(node, CodeLiteral))
    return lambda _: fixed


def _has_code(arguments: tuple[Node, ...]) -> Verdict:
    read, codes = reader(_reference(arguments[0])), _codes(arguments[1:])

    def verdict(situation: Situation) -> bool:
        cell = read(situation)
        if isinstance(cell, str):
            return cell in codes(situation)
        return not codes(situation).isdisjoint(codes_of(cell))

    return verdict


def _has_row(arguments: tuple[Node, ...]) -> Verdict:
    grid, codes = _reference(arguments[0]), _codes(arguments[1:])
    return lambda situation: has_row_with(grid, codes(situation), situation)


def _has_no_pii(arguments: tuple[Node, ...]) -> Verdict:
    read = reader(_reference(arguments[0]))

    def verdict(situation: Situation) -> bool:
        cell = read(situation)
        return not (isinstance(cell, str) and situation.has_pii(cell))

    return verdict


def _steady(arguments: tuple[Node, ...]) -> Verdict:
    grid, lines = _reference(arguments[0]), arguments[1:]
    return lambda situation: is_steady(grid, lines, situation)


def _n_selected(arguments: tuple[Node, ...]) -> Amount:
    read = reader(_reference(arguments[0]))

    def amount(situation: Situation) -> int:
        cell = read(situation)
        return 0 if is_reason(cell) else sum(code != "" for code in codes_of(cell))

    return amount


def _length(arguments: tuple[Node, ...]) -> Amount:
    read = reader(_reference(arguments[0]))

    def amount(situation: Situation) -> int:
        cell = read(situation)
        return len(cell) if isinstance(cell, str) else 0

    return amount


def _n_answered(arguments: tuple[Node, ...]) -> Amount:
    grid = _reference(arguments[0])
    return lambda situation: n_answered(grid, situation)


def _n_shown(arguments: tuple[Node, ...]) -> Amount:
    grid = _reference(arguments[0])
    return lambda situation: n_shown(grid, situation)


def _column_sum(arguments: tuple[Node, ...]) -> Amount:
    grid, line = _reference(arguments[0]), text_in(arguments[1])
    return lambda situation: column_total(grid, line(situation), situation)


def _row_sum(arguments: tuple[Node, ...]) -> Amount:
    grid, line = _reference(arguments[0]), text_in(arguments[1])
    return lambda situation: row_total(grid, line(situation), situation)


CONDITIONS: Mapping[str, Callable[[tuple[Node, ...]], Verdict]] = {
    "selected": _has_code,
    "any-of": _has_code,
    "any-row": _has_row,
    "no-pii": _has_no_pii,
    "steady": _steady,
}
AMOUNTS: Mapping[str, Callable[[tuple[Node, ...]], Amount]] = {
    "count-selected": _n_selected,
    "count-answered": _n_answered,
    "count-shown": _n_shown,
    "sum-col": _column_sum,
    "sum-row": _row_sum,
    "string-length": _length,
}
