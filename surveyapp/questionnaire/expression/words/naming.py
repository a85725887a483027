"""Noun phrases of a sentence: questions, rows, codes, numbers and sums by their labels."""

from dataclasses import dataclass
from typing import Protocol

from babel.dates import format_date

from surveyapp.questionnaire.expression.evaluation.reading import day_of
from surveyapp.questionnaire.expression.syntax.error import ErrorCode, ExpressionError
from surveyapp.questionnaire.expression.syntax.series import Series, series_of
from surveyapp.questionnaire.expression.syntax.tree import (
    Addition,
    Call,
    CodeLiteral,
    Current,
    Negative,
    Node,
    Number,
    Numeric,
    Place,
    Product,
    Reference,
    Segment,
    written,
)
from surveyapp.questionnaire.expression.words.phrasing import Phrases
from surveyapp.questions.domain import Domain, Shape
from surveyapp.questions.number_text import show_number


class Names(Protocol):
    """The words of a questionnaire, in the language of the sentence."""

    def question(self, name: str) -> str:
        """How a question is called: ``B2`` or ``B2 “What kind of institution are you?”``."""

    def code(self, question: str, code: str) -> str:
        """The label of a code, without quotes."""

    def row(self, question: str, row: str) -> str:
        """The label of a grid's row, without quotes."""

    def column(self, question: str, column: str) -> str:
        """The label of a grid's column, without quotes."""

    def domain(self, question: str) -> Domain | None:
        """What the answer of a question can be; None where there is no such question."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Says the parts of an expression; `this` is the question that ``.`` means, if known."""

    names: Names
    phrases: Phrases
    this: str | None

    def subject(self, node: Node) -> str:
        """An answer, as what a sentence speaks of."""
        match node:
            case Reference(None, ()):
                return self.phrases.the_answer
            case Current(place):
                return self.phrases.places[place]
            case Reference():
                return self.question(node)
            case _:
                return self.amount(node)

    def question(self, reference: Node) -> str:
        """A question or a place in its grid; ``.`` is `this` question."""
        match reference:
            case Reference(None, ()) if self.this is None:
                return self.phrases.this_question
            case Reference(question, path):
                name = question or self.this or ""
                return self._in_grid(name, path) if path else self.names.question(name)
            case _:
                return self.amount(reference)

    def _in_grid(self, question: str, path: tuple[Segment, ...]) -> str:
        line = self.row(question, path[0])
        if len(path) > 1:
            line = self.phrases.cell.format(row=line, column=self.column(question, path[1]))
        return self.phrases.in_grid.format(line=line, question=self.names.question(question))

    def quoted(self, text: str) -> str:
        """A label in the quotes of the language."""
        return self.phrases.quoted.format(words=text)

    def row(self, question: str, row: Segment) -> str:
        """A row by its label."""
        if isinstance(row, Place):
            return self.phrases.places[row]
        return self.quoted(self.names.row(question, row))

    def column(self, question: str, column: Segment) -> str:
        """A column by its label."""
        if isinstance(column, Place):
            return self.phrases.places[column]
        return self.quoted(self.names.column(question, column))

    def codes(self, subject: Node, codes: tuple[Node, ...]) -> tuple[str, ...]:
        """Codes by their labels."""
        return tuple(self._code(subject, code) for code in codes)

    def _code(self, subject: Node, code: Node) -> str:
        if not isinstance(code, CodeLiteral):
            return self.subject(code)
        if not code.text:
            return self.phrases.no_answer
        return self.quoted(self._label(subject, code.text))

    def _label(self, subject: Node, code: str) -> str:
        match subject:
            case _ if code in self.phrases.reasons:
                return self.phrases.reasons[code]
            case Reference(question, _) if question or self.this:
                return self.names.code(question or self.this or "", code)
            case Current(Place.ROW) if self.this:
                return self.names.row(self.this, code)
            case Current(Place.COLUMN) if self.this:
                return self.names.column(self.this, code)
            case _:
                return code

    def amount(self, node: Node) -> str:
        """A number, or how it is computed."""
        match node:
            case Number(value):
                return self.number(value)
            case Addition(parts):
                return self._sum(parts)
            case Product((first, *rest)):
                return self._product(first, rest)
            case Negative(part):
                return self.phrases.minus.format(left="", right=self.amount(part)).strip()
            case Call():
                return self._count(node)
            case CodeLiteral():
                return self._code(node, node)
            case Reference() | Current():
                return self.subject(node)
            case _:
                raise ExpressionError(ErrorCode.NOT_A_NUMBER, node.column, found=written(node))

    def number(self, value: Numeric) -> str:
        """A number as the language writes it."""
        return show_number(value, self.phrases.language)

    def are_days(self, left: Node, right: Node) -> bool:
        """Whether two days are compared: answers or written ones."""
        return any(self._domain(side, Shape.DATE) for side in (left, right)) or (
            isinstance(right, CodeLiteral) and day_of(right.text) is not None
        )

    def day(self, node: Node) -> str:
        """A day as the language writes it, or the question that has one."""
        found = day_of(node.text) if isinstance(node, CodeLiteral) else None
        if found is None:
            return self.amount(node)
        return str(format_date(found, format="long", locale=self.phrases.language))

    def are_years(self, left: Node, right: Node) -> bool:
        """Whether a question about a year is compared."""
        found = (self._domain(side, Shape.NUMBER) for side in (left, right))
        return any(domain is not None and domain.is_year for domain in found)

    def year(self, node: Node) -> str:
        """A year, without marks between its digits; anything else as it is said."""
        return str(node.value) if isinstance(node, Number) else self.amount(node)

    def _domain(self, node: Node, shape: Shape) -> Domain | None:
        """The domain of the question that is meant, where it has this shape."""
        name = (node.question or self.this) if isinstance(node, Reference) else None
        found = self.names.domain(name) if name else None
        return found if found and found.shape is shape else None

    def _product(self, first: Node, rest: list[Node]) -> str:
        text = self.amount(first)
        for part in rest:
            text = self.phrases.product.format(left=text, right=self.amount(part))
        return text

    def _sum(self, parts: tuple[Node, ...]) -> str:
        added = tuple(part for part in parts if not isinstance(part, Negative))
        text = self._added(added) if added else ""
        for part in parts:
            if isinstance(part, Negative):
                text = self.phrases.minus.format(left=text, right=self.amount(part.part))
        return text.strip()

    def _added(self, parts: tuple[Node, ...]) -> str:
        in_line = self._added_in_line(parts)
        if in_line or len(parts) == 1:
            return in_line or self.amount(parts[0])
        items = tuple(map(self.amount, parts))
        if len(items) == 2:
            return self.phrases.plus.format(left=items[0], right=items[1])
        return self.phrases.sum.format(items=self.phrases.both(items))

    def _added_in_line(self, parts: tuple[Node, ...]) -> str | None:
        """The sum of cells of one row or one column; None when they lie apart."""
        cells = [one for one in parts if isinstance(one, Reference) and len(one.path) == 2]
        if len(cells) != len(parts) or len({cell.question for cell in cells}) != 1:
            return None
        rows = {cell.path[0]: self.row(cell.question or "", cell.path[0]) for cell in cells}
        columns = {cell.path[1]: self.column(cell.question or "", cell.path[1]) for cell in cells}
        if len(parts) == 1 or 1 not in (len(rows), len(columns)):
            return None
        line, items = (rows, columns) if len(rows) == 1 else (columns, rows)
        return self.phrases.sum_in_line.format(
            items=self.phrases.both(tuple(items.values())),
            line=next(iter(line.values())),
            question=self.names.question(cells[0].question or ""),
        )

    def _count(self, call: Call) -> str:
        subject, *rest = call.arguments
        return self.phrases.counts[call.function].format(
            question=self.question(subject),
            number=self.amount(subject),
            line=self.line(call, rest[0]) if rest else "",
        )

    def series(self, call: Call) -> Series:
        """The rows or columns that a function is given, and where it looks at them."""
        grid = call.arguments[0]
        name = (grid.question if isinstance(grid, Reference) else None) or self.this or ""
        return series_of(call.arguments[1:], self.names.domain(name) or Domain(Shape.GRID_NUMBER))

    def line(self, call: Call, node: Node) -> str:
        """A row or column named as an argument of a function."""
        grid = call.arguments[0]
        question = (grid.question if isinstance(grid, Reference) else None) or self.this
        if isinstance(node, Current):
            return self.phrases.places[node.place]
        code = node.text if isinstance(node, CodeLiteral) else ""
        if question is None:
            return self.quoted(code)
        is_steady = call.function == "steady"
        is_row = call.function == "sum-row" or (is_steady and not self.series(call).are_columns)
        return self.row(question, code) if is_row else self.column(question, code)
