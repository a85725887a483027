"""Evaluation: closures built once, run on each page view.

Truth has three values. None means that a comparison could not be made because a number is
missing; it stays None under not(), and counts as satisfied at the end.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import eq, ge, gt, le, lt, mul, ne

from surveyapp.questionnaire.expression.evaluation.call import AMOUNTS, CONDITIONS, Amount, text_in
from surveyapp.questionnaire.expression.evaluation.cell_alone import reads_cell_alone, remembered
from surveyapp.questionnaire.expression.evaluation.logic import Verdict, all_of, any_of, opposite
from surveyapp.questionnaire.expression.evaluation.reading import (
    Reader,
    day_of,
    is_ordered,
    order_of,
    reader,
)
from surveyapp.questionnaire.expression.evaluation.situation import Situation
from surveyapp.questionnaire.expression.syntax.error import ErrorCode, ExpressionError
from surveyapp.questionnaire.expression.syntax.function import FUNCTIONS, ResultKind
from surveyapp.questionnaire.expression.syntax.tree import (
    Addition,
    And,
    Call,
    CodeLiteral,
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
    Relation,
    children,
    written,
)

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
    verdict = _verdict(expression.root)
    return Condition(remembered(verdict) if reads_cell_alone(expression.root) else verdict)


def compile_number(expression: Expression) -> Amount:
    """The number of an expression, None when a part is missing. Raises ExpressionError."""
    return _amount(expression.root)


def _verdict(node: Node) -> Verdict:
    match node:
        case And(parts):
            return all_of(tuple(map(_verdict, parts)))
        case Or(parts):
            return any_of(tuple(map(_verdict, parts)))
        case Not(part):
            return opposite(_verdict(part))
        case Relation():
            return _comparison(node)
        case Call(function, arguments) if FUNCTIONS[function].gives is ResultKind.BOOLEAN:
            return CONDITIONS[function](arguments)
        case _:
            raise ExpressionError(ErrorCode.NOT_A_CONDITION, node.column, found=written(node))


def _comparison(node: Relation) -> Verdict:
    left, right = sides = (node.left, node.right)
    is_equality = node.operator in _TEXTUAL
    if is_equality and isinstance(left, Reference) and isinstance(right, Reference):
        return _of_references(node, left, right)
    if not is_equality and any(map(_is_day, sides)):
        return _of_numbers(node)
    if any(isinstance(side, CodeLiteral | Current) for side in sides):
        return _of_texts(node)
    return _of_numbers(node)


def _is_day(node: Node) -> bool:
    return isinstance(node, CodeLiteral) and day_of(node.text) is not None


def _of_references(node: Relation, left: Reference, right: Reference) -> Verdict:
    """Two answers: as numbers when both are, which only the questions can tell."""
    as_numbers, as_texts = _of_numbers(node), _of_texts(node)

    def verdict(situation: Situation) -> bool | None:
        are_numbers = is_ordered(left, situation) and is_ordered(right, situation)
        return as_numbers(situation) if are_numbers else as_texts(situation)

    return verdict


def _of_numbers(node: Relation) -> Verdict:
    compare = _NUMERIC[node.operator]
    left, right = _amount(node.left), _amount(node.right)
    if isinstance(node.right, Number):
        return _with_number(compare, left, node.right.value)

    def verdict(situation: Situation) -> bool | None:
        one = left(situation)
        if one is None:
            return None
        other = right(situation)
        return None if other is None else compare(one, other)

    return verdict


def _with_number(
    compare: Callable[[Numeric, Numeric], bool], left: Amount, number: Numeric
) -> Verdict:
    """What most checks of every cell are: a comparison with the same number everywhere."""

    def verdict(situation: Situation) -> bool | None:
        one = left(situation)
        return None if one is None else compare(one, number)

    return verdict


def _of_texts(node: Relation) -> Verdict:
    if node.operator not in _TEXTUAL:
        raise ExpressionError(ErrorCode.NO_ORDER, node.column, operator=node.operator.value)
    compare = _TEXTUAL[node.operator]
    left, right = text_in(node.left), text_in(node.right)
    return lambda situation: compare(left(situation), right(situation))


def _amount(node: Node) -> Amount:
    match node:
        case Number(value):
            return lambda _: value
        case Reference():
            return _order(reader(node))
        case CodeLiteral(text) if _is_day(node):
            return lambda _: order_of(text)
        case Addition() | Product() | Negative() | Call("int"):
            return _folded(_FOLDS[type(node)], children(node))
        case Call(function, arguments) if FUNCTIONS[function].gives is ResultKind.NUMBER:
            return AMOUNTS[function](arguments)
        case _:
            raise ExpressionError(ErrorCode.NOT_A_NUMBER, node.column, found=written(node))


def _order(read: Reader) -> Amount:
    def amount(situation: Situation) -> Numeric | None:
        cell = read(situation)
        return cell if isinstance(cell, int) else order_of(cell)

    return amount


def _product(numbers: list[Numeric]) -> Numeric:
    return reduce(mul, numbers)


def _negated(numbers: list[Numeric]) -> Numeric:
    return -numbers[0]


def _truncated(numbers: list[Numeric]) -> Numeric:
    return int(numbers[0])


_FOLDS: Mapping[type[Node], Callable[[list[Numeric]], Numeric]] = {
    Addition: sum,
    Product: _product,
    Negative: _negated,
    Call: _truncated,  # int() is the only call of numbers
}


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
