"""Series: the rows or columns of a grid that `steady` compares, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveyapp.questionnaire.expression.syntax.tree import CodeLiteral, Current, Node, Place
from surveyapp.questions.domain import Domain


@dataclass(frozen=True, slots=True)
class Series:
    """What is compared, neighbour by neighbour.

    lines: names of columns in every row, or of rows in every column; within: the one row (of
    columns) or column (of rows) to which it is limited, None for all.
    """

    lines: tuple[Node, ...]
    are_columns: bool
    within: Current | None


def series_of(arguments: Sequence[Node], grid: Domain) -> Series:
    """What stands behind the grid in a call, on the axis of the first name that the grid has."""
    named = (node.text for node in arguments if isinstance(node, CodeLiteral))
    first = next((name for name in named if name in grid.columns or name in grid.rows), "")
    are_columns = first not in grid.rows
    other = Place.ROW if are_columns else Place.COLUMN
    places = (node for node in arguments if isinstance(node, Current) and node.place is other)
    within = next(places, None)
    return Series(tuple(node for node in arguments if node is not within), are_columns, within)
