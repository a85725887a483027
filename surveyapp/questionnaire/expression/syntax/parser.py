"""Reading an expression: text to tree, with the limits that keep evaluation cheap."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken, VisitError

from surveyapp.questionnaire.expression.syntax.error import ErrorCode, ExpressionError, nearest
from surveyapp.questionnaire.expression.syntax.function import FUNCTIONS, Argument, Function
from surveyapp.questionnaire.expression.syntax.grammar import GRAMMAR
from surveyapp.questionnaire.expression.syntax.habit import habit_at, mend_of_function
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
    Operator,
    Or,
    Place,
    Product,
    Reference,
    Relation,
    Segment,
    walk,
)

MAX_CHARACTERS: Final = 4000
MAX_DEPTH: Final = 20
MAX_PARTS: Final = 400
MAX_NUMBER: Final = 10**12
KEPT: Final = 4096


@lru_cache(maxsize=KEPT)
def parse(text: str) -> Expression:
    """The expression in a text, made once for equal texts.

    Raises ExpressionError at the first thing that cannot be read.
    """
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(ErrorCode.TOO_LONG, MAX_CHARACTERS + 1, limit=str(MAX_CHARACTERS))
    _refuse_deep(text)
    root = _tree(text)
    parts = sum(1 for _ in walk(root))
    if parts > MAX_PARTS:
        raise ExpressionError(ErrorCode.TOO_MANY_PARTS, 1, limit=str(MAX_PARTS))
    return Expression(text, root)


def _refuse_deep(text: str) -> None:
    depth = 0
    for column, bracket in _brackets(text):
        depth += 1 if bracket == "(" else -1
        if depth > MAX_DEPTH:
            raise ExpressionError(ErrorCode.TOO_DEEP, column, limit=str(MAX_DEPTH))


def _brackets(text: str) -> Iterator[tuple[int, str]]:
    """Brackets outside quotes, with their columns."""
    is_quoted = False
    for column, character in enumerate(text, start=1):
        if character == "'":
            is_quoted = not is_quoted
        elif character in "()" and not is_quoted:
            yield column, character


def _tree(text: str) -> Node:
    try:
        return _BUILDER.transform(_GRAMMAR.parse(text))
    except UnexpectedInput as error:
        raise _syntax_error(text, error) from None
    except VisitError as error:
        if isinstance(error.orig_exc, ExpressionError):
            raise error.orig_exc from None
        raise


def _syntax_error(text: str, error: UnexpectedInput) -> ExpressionError:
    match error:
        case UnexpectedCharacters():
            column = _column_in_text(text, error.line, error.column)
        case UnexpectedToken() if error.token.type != "$END":
            column = _column(error.token)
        case _:
            column = len(text.rstrip()) + 1
    habit = habit_at(text, column)
    column, mend = (habit.column, habit.mend) if habit else (column, "")
    found = text[column - 1 :][:20].strip(" \t\r\n") or "it ends too early"
    return ExpressionError(ErrorCode.SYNTAX, column, None, mend, found=found)


def _column_in_text(text: str, line: int, column: int) -> int:
    """1-based place in the whole text, from a 1-based line and a column in it."""
    return sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column


def _column(token: Token) -> int:
    return (token.start_pos or 0) + 1


def _refuse_wrong_form(function: Function, arguments: tuple[Node, ...], column: int) -> None:
    """Number and form of arguments; whether codes and rows exist is for `check_types`."""
    least = len(function.takes)
    is_count_right = len(arguments) >= least if function.repeats else len(arguments) == least
    forms = (_fits(node, function.argument(at)) for at, node in enumerate(arguments))
    if not is_count_right or not all(forms):
        raise ExpressionError(
            ErrorCode.WRONG_ARGUMENTS,
            column,
            function=function.name,
            expected=function.in_words(),
        )


def _fits(node: Node, wanted: Argument) -> bool:
    match wanted:
        case Argument.GRID:
            return isinstance(node, Reference) and not node.path
        case Argument.CELL:
            return isinstance(node, Reference)
        case Argument.NUMBER:
            return not isinstance(node, CodeLiteral | Current)
        case _:
            return isinstance(node, CodeLiteral | Current)


class _Builder(Transformer[Token, Node]):
    """Turns lark's tree into ours; methods are called by the names of the grammar."""

    def disjunction(self, parts: list[Node]) -> Node:
        return Or(tuple(parts), parts[0].column)

    def conjunction(self, parts: list[Node]) -> Node:
        return And(tuple(parts), parts[0].column)

    def comparison(self, parts: tuple[Node, Token, Node]) -> Node:
        left, operator, right = parts
        return Relation(Operator(operator), left, right, _column(operator))

    def sum(self, parts: list[Node]) -> Node:
        return Addition(tuple(parts), parts[0].column)

    def added(self, parts: list[Node]) -> Node:
        return parts[0]

    def subtracted(self, parts: list[Node]) -> Node:
        return Negative(parts[0], parts[0].column)

    def negative(self, parts: list[Node]) -> Node:
        return Negative(parts[0], parts[0].column)

    def product(self, parts: list[Node]) -> Node:
        return Product(tuple(parts), parts[0].column)

    def number(self, tokens: list[Token]) -> Node:
        value = Decimal(str(tokens[0]))
        if value > MAX_NUMBER:
            raise ExpressionError(
                ErrorCode.NUMBER_TOO_LARGE, _column(tokens[0]), number=str(tokens[0])
            )
        return Number(value if "." in tokens[0] else int(value), _column(tokens[0]))

    def code(self, tokens: list[Token]) -> Node:
        return CodeLiteral(str(tokens[0])[1:-1], _column(tokens[0]))

    def current(self, tokens: list[Token]) -> Node:
        return Current(Place(str(tokens[0])), _column(tokens[0]))

    def this(self, tokens: list[Token]) -> Node:
        return Reference(None, (), _column(tokens[0]))

    def reference(self, tokens: list[Token]) -> Node:
        question, *path = str(tokens[0])[2:-1].split(".")
        return Reference(question, tuple(_segment(one) for one in path), _column(tokens[0]))

    def call(self, parts: tuple[Token, *tuple[Node, ...]]) -> Node:
        name, *arguments = parts
        return _call(name, tuple(arguments))


def _segment(text: str) -> Segment:
    return Place(text) if text.startswith("@") else text


def _call(name: Token, arguments: tuple[Node, ...]) -> Node:
    column = _column(name)
    if name == "not":
        return _negation(arguments, column)
    if name not in FUNCTIONS:
        suggestion = nearest(name, [*FUNCTIONS, "not"])
        mend = mend_of_function(str(name))
        raise ExpressionError(
            ErrorCode.UNKNOWN_FUNCTION, column, None if mend else suggestion, mend, name=str(name)
        )
    _refuse_wrong_form(FUNCTIONS[name], arguments, column)
    return Call(str(name), arguments, column)


def _negation(arguments: tuple[Node, ...], column: int) -> Node:
    if len(arguments) != 1:
        raise ExpressionError(
            ErrorCode.WRONG_ARGUMENTS, column, function="not", expected="one condition"
        )
    return Not(arguments[0], column)


_GRAMMAR: Final = Lark(GRAMMAR, parser="lalr")
_BUILDER: Final = _Builder()
