"""Evaluation: closures built once, run on each page view.

Truth has three values. None means that a comparison could not be made because a number is
missing; it stays None under not(), and counts as satisfied at the end.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import eq, ge, gt, le, lt, mul, ne
from typing import NoReturn, TypeAlias

from surveyapp.questionnaire.expression.error import ErrorCode, ExpressionError
from surveyapp.questionnaire.expression.function import FUNCTIONS, Kind
from surveyapp.questionnaire.expression.grid import (
    COUNTS,
    column_total,
    has_row_with,
    is_steady,
    row_total,
)
from surveyapp.questionnaire.expression.reading import (
    codes_of,
    here,
    is_number,
    is_reason,
    number_of,
    reader,
    text_of,
)
from surveyapp.questionnaire.expression.situation import Situation
from surveyapp.questionnaire.expression.tree import (
    And,
    Call,
    Code,
    Comparison,
    Current,
    Expression,
    Negative,
    Node,
    Not,
    Number,
    Numeric,
    Operator,
    Or,
    Product,
    Reference,
    Sum,
    written,
)

Verdict: TypeAlias = Callable[[Situation], bool | None]
Amount: TypeAlias = Callable[[Situation], Numeric | None]
Text: TypeAlias = Callable[[Situation], str]

_NUMERIC: Mapping[Operator, Callable[[Numeric, Numeric], bool]] = {
    Operator.EQUAL: eq,
    Operator.UNEQUAL: ne,
    Operator.LESS: lt,
    Operator.AT_MOST: le,
    Operator.MORE: gt,
    Operator.AT_LEAST: ge,
}
_TEXTUAL: Mapping[Operator, Callable[[str, str], bool]] = {
    Operator.EQUAL: eq,
    Operator.UNEQUAL: ne,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ready to be asked many times.

    verdict: True, False, or None when a number it needs is missing.
    """

    verdict: Verdict

    def holds(self, situation: Situation) -> bool:
        """Whether it holds; a comparison that cannot be made counts as satisfied."""
        return self.verdict(situation) is not False


def compile_condition(expression: Expression) -> Condition:
    """The condition of an expression. Raises ExpressionError when it is not one."""
    return Condition(_verdict(expression.root))


def compile_number(expression: Expression) -> Amount:
    """The number of an expression, None when a part is missing. Raises ExpressionError."""
    return _amount(expression.root)


def _verdict(node: Node) -> Verdict:
    match node:
        case And(parts):
            return _all(tuple(map(_verdict, parts)))
        case Or(parts):
            return _any(tuple(map(_verdict, parts)))
        case Not(part):
            return _opposite(_verdict(part))
        case Comparison():
            return _comparison(node)
        case Call(function, arguments) if FUNCTIONS[function].gives is Kind.BOOLEAN:
            return _CONDITIONS[function](arguments)
        case _:
            _refuse(ErrorCode.NOT_A_CONDITION, node)


def _refuse(code: ErrorCode, node: Node) -> NoReturn:
    raise ExpressionError(code, node.column, found=written(node))


def _all(parts: tuple[Verdict, ...]) -> Verdict:
    def verdict(situation: Situation) -> bool | None:
        result: bool | None = True
        for part in parts:
            one = part(situation)
            if one is False:
                return False
            result = result if one else None
        return result

    return verdict


def _any(parts: tuple[Verdict, ...]) -> Verdict:
    def verdict(situation: Situation) -> bool | None:
        result: bool | None = False
        for part in parts:
            one = part(situation)
            if one:
                return True
            result = None if one is None else result
        return result

    return verdict


def _opposite(part: Verdict) -> Verdict:
    def verdict(situation: Situation) -> bool | None:
        one = part(situation)
        return None if one is None else not one

    return verdict


def _comparison(node: Comparison) -> Verdict:
    sides = (node.left, node.right)
    if all(isinstance(side, Reference) for side in sides) and node.operator in _TEXTUAL:
        return _of_references(node)
    if any(isinstance(side, Code | Current) for side in sides):
        return _of_texts(node)
    return _of_numbers(node)


def _of_references(node: Comparison) -> Verdict:
    """Two answers: as numbers when both are, which only the questions can tell."""
    left, right = node.left, node.right
    assert isinstance(left, Reference) and isinstance(right, Reference)
    as_numbers, as_texts = _of_numbers(node), _of_texts(node)

    def verdict(situation: Situation) -> bool | None:
        are_numbers = is_number(left, situation) and is_number(right, situation)
        return as_numbers(situation) if are_numbers else as_texts(situation)

    return verdict


def _of_numbers(node: Comparison) -> Verdict:
    compare = _NUMERIC[node.operator]
    left, right = _amount(node.left), _amount(node.right)

    def verdict(situation: Situation) -> bool | None:
        one = left(situation)
        if one is None:
            return None
        other = right(situation)
        return None if other is None else compare(one, other)

    return verdict


def _of_texts(node: Comparison) -> Verdict:
    if node.operator not in _TEXTUAL:
        raise ExpressionError(ErrorCode.NO_ORDER, node.column, operator=node.operator.value)
    compare = _TEXTUAL[node.operator]
    left, right = _text(node.left), _text(node.right)
    return lambda situation: compare(left(situation), right(situation))


def _text(node: Node) -> Text:
    match node:
        case Code(text):
            return lambda situation: text
        case Current(place):
            return lambda situation: here(place, situation)
        case Reference():
            read = reader(node)
            return lambda situation: text_of(read(situation))
        case _:
            _refuse_as_code(node)


def _refuse_as_code(node: Node) -> NoReturn:
    """A computed number or a condition stands against a code."""
    raise ExpressionError(
        ErrorCode.NEEDS_A_CELL, node.column, question=written(node), expected="an answer"
    )


def _amount(node: Node) -> Amount:
    match node:
        case Number(value):
            return lambda situation: value
        case Reference():
            read = reader(node)
            return lambda situation: number_of(read(situation))
        case Sum(parts):
            return _folded(sum, parts)
        case Product(parts):
            return _folded(_product, parts)
        case Negative(part):
            return _folded(_negated, (part,))
        case Call(function, arguments) if FUNCTIONS[function].gives is Kind.NUMBER:
            return _AMOUNTS[function](arguments)
        case _:
            _refuse(ErrorCode.NOT_A_NUMBER, node)


def _product(numbers: list[Numeric]) -> Numeric:
    return reduce(mul, numbers)


def _negated(numbers: list[Numeric]) -> Numeric:
    return -numbers[0]


def _truncated(numbers: list[Numeric]) -> Numeric:
    return int(numbers[0])


def _folded(fold: Callable[[list[Numeric]], Numeric], nodes: tuple[Node, ...]) -> Amount:
    """All numbers into one; None as soon as one is missing."""
    parts = tuple(map(_amount, nodes))

    def amount(situation: Situation) -> Numeric | None:
        numbers: list[Numeric] = []
        for part in parts:
            number = part(situation)
            if number is None:
                return None
            numbers.append(number)
        return fold(numbers)

    return amount


def _reference(node: Node) -> Reference:
    assert isinstance(node, Reference), "parse lets nothing else through"
    return node


def _codes(nodes: tuple[Node, ...]) -> Callable[[Situation], frozenset[str]]:
    texts = tuple(map(_text, nodes))
    if any(isinstance(node, Current) for node in nodes):
        return lambda situation: frozenset(text(situation) for text in texts)
    fixed = frozenset(node.text for node in nodes if isinstance(node, Code))
    return lambda situation: fixed


def _has_code(arguments: tuple[Node, ...]) -> Verdict:
    read, codes = reader(_reference(arguments[0])), _codes(arguments[1:])
    return lambda situation: not codes(situation).isdisjoint(codes_of(read(situation)))


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
    grid, lines = _reference(arguments[0]), tuple(map(_text, arguments[1:]))
    return lambda situation: is_steady(grid, [line(situation) for line in lines], situation)


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


def _grid_count(function: str) -> Callable[[tuple[Node, ...]], Amount]:
    def build(arguments: tuple[Node, ...]) -> Amount:
        grid, count = _reference(arguments[0]), COUNTS[function]
        return lambda situation: count(grid, situation)

    return build


def _column_sum(arguments: tuple[Node, ...]) -> Amount:
    grid, line = _reference(arguments[0]), _text(arguments[1])
    return lambda situation: column_total(grid, line(situation), situation)


def _row_sum(arguments: tuple[Node, ...]) -> Amount:
    grid, line = _reference(arguments[0]), _text(arguments[1])
    return lambda situation: row_total(grid, line(situation), situation)


_CONDITIONS: Mapping[str, Callable[[tuple[Node, ...]], Verdict]] = {
    "selected": _has_code,
    "any-of": _has_code,
    "any-row": _has_row,
    "no-pii": _has_no_pii,
    "steady": _steady,
}
_AMOUNTS: Mapping[str, Callable[[tuple[Node, ...]], Amount]] = {
    "count-selected": _n_selected,
    "count-answered": _grid_count("count-answered"),
    "count-shown": _grid_count("count-shown"),
    "sum-col": _column_sum,
    "sum-row": _row_sum,
    "string-length": _length,
    "int": lambda arguments: _folded(_truncated, arguments),
}
