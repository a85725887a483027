"""The syntax tree of an expression. Columns are 1-based places in the text and never compared."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import TypeAlias

Numeric: TypeAlias = int | Decimal


class Place(StrEnum):
    """The row or column a check or row filter is looking at."""

    ROW = "@row"
    COLUMN = "@column"


class Operator(StrEnum):
    """How two values are compared."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


Segment: TypeAlias = str | Place


@dataclass(frozen=True, slots=True)
class Number:
    """A number written out."""

    value: Numeric
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class CodeLiteral:
    """A quoted code, a reason, or ``''`` for no answer."""

    text: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Current:
    """The code of the current row or column."""

    place: Place
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """An answer, a grid, or a grid's row or cell; `question` None is ``.``, the answer checked."""

    question: str | None
    path: tuple[Segment, ...] = ()
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """Two values compared; `column` is that of the operator."""

    operator: Operator
    left: "Node"
    right: "Node"
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """Two or more conditions that all hold."""

    parts: tuple["Node", ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """Two or more conditions of which one holds."""

    parts: tuple["Node", ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    part: "Node"
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Addition:
    """Two or more numbers added; a subtracted one is `Negative`."""

    parts: tuple["Node", ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Product:
    """Two or more numbers multiplied."""

    parts: tuple["Node", ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign turned."""

    part: "Node"
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the closed list with arguments of the right form (`parse` sees to it)."""

    function: str
    arguments: tuple["Node", ...]
    column: int = field(default=0, compare=False)


Node: TypeAlias = (
    Number
    | CodeLiteral
    | Current
    | Reference
    | Relation
    | And
    | Or
    | Not
    | Addition
    | Product
    | Negative
    | Call
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression: its text as written and its tree."""

    text: str
    root: Node


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node:
        case And(parts) | Or(parts) | Addition(parts) | Product(parts):
            return parts
        case Not(part) | Negative(part):
            return (part,)
        case Relation(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, from left to right."""
    return chain((node,), *(walk(child) for child in children(node)))


def names_in(expression: Expression) -> frozenset[str]:
    """The questions an expression reads; ``.`` is not among them."""
    references = (node for node in walk(expression.root) if isinstance(node, Reference))
    return frozenset(one.question for one in references if one.question is not None)


def addresses_in(expression: Expression) -> frozenset[str]:
    """The rows and cells of grids that an expression names outright, as ``question.row``."""
    references = (node for node in walk(expression.root) if isinstance(node, Reference))
    return frozenset(
        ".".join((one.question, *one.path))
        for one in references
        if one.question and one.path and not any(isinstance(step, Place) for step in one.path)
    )


def places_in(expression: Expression) -> frozenset[Place]:
    """``@row`` and ``@column``, as far as an expression reads them."""
    found: set[Place] = set()
    for node in walk(expression.root):
        if isinstance(node, Current):
            found.add(node.place)
        elif isinstance(node, Reference):
            found.update(step for step in node.path if isinstance(step, Place))
    return frozenset(found)


def reads_this(expression: Expression) -> bool:
    """Whether an expression reads ``.``, the answer checked."""
    return any(isinstance(one, Reference) and not one.question for one in walk(expression.root))


def segment_of(node: Node) -> Segment:
    """What an argument names of a grid: a row's or column's code, or ``@row``; "" for no name."""
    if isinstance(node, CodeLiteral):
        return node.text
    return node.place if isinstance(node, Current) else ""


def written(node: Node) -> str:
    """A leaf or call as it is written, shortened; for messages."""
    match node:
        case Reference(str(question), path):
            return "${" + ".".join((question, *path)) + "}"
        case Call(function, _):
            return f"{function}()"
        case _:
            return _leaf(node)


def _leaf(node: Node) -> str:
    match node:
        case Reference():
            return "."
        case CodeLiteral(text):
            return f"'{text}'"
        case Number(value):
            return str(value)
        case Current(place):
            return place.value
        case _:
            return "this part"
