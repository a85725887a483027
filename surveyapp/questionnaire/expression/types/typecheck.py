"""Types of an expression: every problem it has against the questions there are."""

from enum import StrEnum

from surveyapp.questionnaire.expression.evaluation.reading import day_of
from surveyapp.questionnaire.expression.syntax.error import ErrorCode, ExpressionError, nearest
from surveyapp.questionnaire.expression.syntax.function import (
    FUNCTIONS,
    Argument,
    Function,
    ResultKind,
)
from surveyapp.questionnaire.expression.syntax.series import series_of
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
    Product,
    Reference,
    Relation,
    children,
    segment_of,
    written,
)
from surveyapp.questionnaire.expression.types.scope import (
    Scope,
    cell_shape,
    current_codes,
    domain_of,
    prove_column,
    prove_row,
    written_question,
)
from surveyapp.questionnaire.expression.types.sort import SORT_OF, Sort
from surveyapp.questions.domain import Domain


class Expects(StrEnum):
    """What the place of an expression needs."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    ANY = "any"


FEWEST_LINES = 2
_EQUALITY = (Operator.EQUAL, Operator.UNEQUAL)


def check_types(
    expression: Expression, scope: Scope, expects: Expects = Expects.BOOLEAN
) -> tuple[ExpressionError, ...]:
    """All problems of the expression at this place, from left to right; empty when it is sound."""
    check = _Check(scope)
    match expects:
        case Expects.BOOLEAN:
            check.condition(expression.root)
        case Expects.NUMBER:
            check.number(expression.root)
        case Expects.ANY:
            check.sort(expression.root)
    return tuple(sorted(check.problems, key=lambda problem: problem.column))


class _Check:
    """One walk over a tree that collects problems; a part with a problem has no sort (None)."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.problems: list[ExpressionError] = []

    def condition(self, node: Node) -> None:
        """Asks that a part is true or false."""
        if self.sort(node) not in (Sort.CONDITION, None):
            self._report(ErrorCode.NOT_A_CONDITION, node, found=written(node))

    def number(self, node: Node) -> None:
        """Asks that a part is a number."""
        if self.sort(node) not in (Sort.NUMBER, None):
            self._report(ErrorCode.NOT_A_NUMBER, node, found=written(node))

    def sort(self, node: Node) -> Sort | None:
        """What a part gives, after its own parts were checked."""
        match node:
            case And() | Or() | Not():
                return self._of_conditions(children(node))
            case Addition() | Product() | Negative():
                return self._of_numbers(children(node))
            case Relation():
                return self._comparison(node)
            case Call():
                return self._call(node)
            case _:
                return self._leaf(node)

    def _report(self, code: ErrorCode, node: Node, **details: str) -> None:
        self.problems.append(ExpressionError(code, node.column, **details))

    def _of_conditions(self, parts: tuple[Node, ...]) -> Sort:
        for part in parts:
            self.condition(part)
        return Sort.CONDITION

    def _of_numbers(self, parts: tuple[Node, ...]) -> Sort:
        for part in parts:
            self.number(part)
        return Sort.NUMBER

    def _leaf(self, node: Node) -> Sort | None:
        try:
            match node:
                case Reference():
                    return SORT_OF[cell_shape(node, self.scope)]
                case Current():
                    current_codes(node, self.scope)
                    return Sort.CODE
                case Number():
                    return Sort.NUMBER
                case _:
                    return Sort.QUOTED
        except ExpressionError as problem:
            self.problems.append(problem)
            return None

    def _comparison(self, node: Relation) -> Sort:
        left, right = self.sort(node.left), self.sort(node.right)
        if left is None or right is None:
            return Sort.CONDITION
        if Sort.QUOTED in (left, right):
            self._with_quoted(node, left, right)
        elif Sort.NUMBER in (left, right):
            self._number_beside(node.left, left)
            self._number_beside(node.right, right)
        elif Sort.DAY in (left, right):
            self._day_beside(node.left, left)
            self._day_beside(node.right, right)
        else:
            self._same_sort(node, left, right)
        return Sort.CONDITION

    def _number_beside(self, node: Node, sort: Sort) -> None:
        """Asks that one side is a number because the other one is."""
        if sort is not Sort.NUMBER:
            self._report(ErrorCode.NOT_A_NUMBER, node, found=written(node))

    def _day_beside(self, node: Node, sort: Sort) -> None:
        """Asks that one side is a day because the other one is."""
        if sort is not Sort.DAY:
            self._report(ErrorCode.NOT_A_DAY, node, found=written(node))

    def _same_sort(self, node: Relation, left: Sort, right: Sort) -> None:
        if Sort.CONDITION in (left, right):
            self._report(ErrorCode.NEEDS_A_CELL, node, question="a condition", expected="an answer")
        elif node.operator not in _EQUALITY:
            self._report(ErrorCode.NO_ORDER, node, operator=node.operator.value)
        elif Sort.CODES in (left, right):
            several = node.left if left is Sort.CODES else node.right
            self._report(ErrorCode.SEVERAL_CODES, several, question=written(several))

    def _with_quoted(self, node: Relation, left: Sort, right: Sort) -> None:
        value, sort = (node.right, right) if left is Sort.QUOTED else (node.left, left)
        quoted = node.left if left is Sort.QUOTED else node.right
        if sort is Sort.CONDITION:
            self._report(
                ErrorCode.NEEDS_A_CELL, value, question="a condition", expected="an answer"
            )
        elif sort is Sort.DAY and isinstance(quoted, CodeLiteral) and isinstance(value, Reference):
            self._day_quoted(node, quoted, value)
        elif node.operator not in _EQUALITY:
            self._no_order(node, quoted, sort)
        elif isinstance(quoted, CodeLiteral):
            self._quoted_beside(quoted, value, sort)

    def _day_quoted(self, node: Relation, quoted: CodeLiteral, value: Reference) -> None:
        """A quoted day against an answer; no answer and a reason are no days, but may be asked."""
        is_equality = node.operator in _EQUALITY
        if is_equality and quoted.text in ("", *domain_of(value, self.scope).reasons):
            return
        if day_of(quoted.text) is None:
            self._report(ErrorCode.NOT_A_DAY, quoted, found=written(quoted))

    def _no_order(self, node: Relation, quoted: Node, sort: Sort) -> None:
        if sort is Sort.NUMBER:
            self._report(ErrorCode.NOT_A_NUMBER, quoted, found=written(quoted))
        else:
            self._report(ErrorCode.NO_ORDER, node, operator=node.operator.value)

    def _quoted_beside(self, quoted: CodeLiteral, value: Node, sort: Sort) -> None:
        """A quoted code against an answer: no answer, a reason it offers, or one of its codes."""
        if sort in (Sort.TEXT, Sort.QUOTED):
            return
        if isinstance(value, Current):
            self._one_of(quoted, "this grid", current_codes(value, self.scope))
        elif not isinstance(value, Reference):
            self._report(ErrorCode.NOT_A_NUMBER, quoted, found=written(quoted))
        else:
            self._quoted_beside_answer(quoted, value, sort)

    def _quoted_beside_answer(self, quoted: CodeLiteral, value: Reference, sort: Sort) -> None:
        domain = domain_of(value, self.scope)
        if quoted.text in ("", *domain.reasons):
            return
        if sort is Sort.NUMBER:
            self._report(ErrorCode.NOT_A_NUMBER, quoted, found=written(quoted))
        elif sort is Sort.CODES and quoted.text in domain.codes:
            self._report(ErrorCode.SEVERAL_CODES, value, question=written(value))
        else:
            self._one_of(quoted, written_question(value, self.scope), domain.codes, domain.reasons)

    def _one_of(self, code: CodeLiteral, question: str, *known: tuple[str, ...]) -> None:
        all_known = [one for codes in known for one in codes]
        if code.text not in all_known:
            suggestion = nearest(code.text, all_known)
            self.problems.append(
                ExpressionError(
                    ErrorCode.UNKNOWN_CODE,
                    code.column,
                    suggestion,
                    question=question,
                    code=code.text,
                )
            )

    def _call(self, node: Call) -> Sort:
        function, subject = FUNCTIONS[node.function], node.arguments[0]
        if isinstance(subject, Reference) and function.shapes:
            self._function_of(function, subject, node)
        else:
            self.number(subject)
        return Sort.CONDITION if function.gives is ResultKind.BOOLEAN else Sort.NUMBER

    def _function_of(self, function: Function, subject: Reference, call: Call) -> None:
        try:
            domain = domain_of(subject, self.scope)
            is_grid = function.takes[0] is Argument.GRID
            shape = domain.shape if is_grid else cell_shape(subject, self.scope)
        except ExpressionError as problem:
            self.problems.append(problem)
            return
        if shape not in function.shapes:
            shapes = " or ".join(sorted(shape.value for shape in function.shapes))
            words = f"an answer of the form {shapes}, not {written(subject)}"
            self._wrong(function, subject, words)
        elif Argument.LINE in function.takes:
            self._lines(call, subject, domain)
        else:
            for position, node in enumerate(call.arguments[1:], start=1):
                self._argument(function.argument(position), node, subject, domain)

    def _wrong(self, function: Function, node: Node, expected: str) -> None:
        words = {"function": function.name, "expected": expected}
        self._report(ErrorCode.WRONG_ARGUMENTS, node, **words)

    def _argument(self, wanted: Argument, node: Node, subject: Reference, domain: Domain) -> None:
        try:
            if wanted is Argument.CODE:
                self._code_argument(node, subject, domain)
            elif wanted is Argument.ROW:
                prove_row(_at(subject, node), segment_of(node), domain, self.scope)
            else:
                prove_column(_at(subject, node), segment_of(node), domain, self.scope)
        except ExpressionError as problem:
            self.problems.append(problem)

    def _code_argument(self, node: Node, subject: Reference, domain: Domain) -> None:
        question = written_question(subject, self.scope)
        if isinstance(node, CodeLiteral):
            self._one_of(node, question, domain.codes, domain.reasons, ("",))
        elif isinstance(node, Current):
            lacking = set(current_codes(node, self.scope)) - {*domain.codes, *domain.reasons}
            if lacking:
                self._one_of(CodeLiteral(min(lacking), node.column), question, domain.codes)

    def _lines(self, call: Call, subject: Reference, domain: Domain) -> None:
        """All on one axis, and perhaps a place on the other one."""
        series = series_of(call.arguments[1:], domain)
        if len(series.lines) < FEWEST_LINES:
            self._wrong(FUNCTIONS[call.function], subject, "two rows or columns, or more")
        for node in call.arguments[1:]:
            is_column = series.are_columns != (node is series.within)
            self._argument(Argument.COLUMN if is_column else Argument.ROW, node, subject, domain)


def _at(subject: Reference, node: Node) -> Reference:
    """The same question, at the place of an argument, so that a problem points there."""
    return Reference(subject.question, (), node.column)
