"""The functions that look at whole grids; hidden rows are left out."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from surveyapp.questionnaire.expression.evaluation.reading import (
    codes_of,
    domain_of,
    here,
    is_answered,
    number_of,
    question_of,
    rows_of,
    total,
)
from surveyapp.questionnaire.expression.evaluation.situation import Situation
from surveyapp.questionnaire.expression.syntax.series import series_of
from surveyapp.questionnaire.expression.syntax.tree import (
    CodeLiteral,
    Current,
    Node,
    Numeric,
    Reference,
)
from surveyapp.questions.cell import Cell

STEADY_FACTOR: Final = 5
STEADY_LEAST: Final = 10


def _cell(grid: Reference, situation: Situation, *path: str) -> Cell | None:
    return situation.answers.get(".".join((question_of(grid, situation) or "", *path)))


def _columns(grid: Reference, situation: Situation) -> tuple[str, ...]:
    domain = domain_of(grid, situation)
    return () if domain is None else domain.columns


def has_row_with(grid: Reference, codes: frozenset[str], situation: Situation) -> bool:
    """Whether some row shown holds one of the codes."""
    rows = rows_of(grid, situation)
    return any(not codes.isdisjoint(codes_of(_cell(grid, situation, row))) for row in rows)


def n_answered(grid: Reference, situation: Situation) -> int:
    """Rows shown with an answer or a reason in at least one cell."""
    return sum(_is_row_answered(grid, row, situation) for row in rows_of(grid, situation))


def _is_row_answered(grid: Reference, row: str, situation: Situation) -> bool:
    columns = _columns(grid, situation)
    cells = (_cell(grid, situation, row, column) for column in columns)
    return any(map(is_answered, cells)) if columns else is_answered(_cell(grid, situation, row))


def n_shown(grid: Reference, situation: Situation) -> int:
    """Rows shown."""
    return len(rows_of(grid, situation))


def column_total(grid: Reference, column: str, situation: Situation) -> Numeric | None:
    """The sum of a column over the rows shown; None as in `total`."""
    return total(_cell(grid, situation, row, column) for row in rows_of(grid, situation))


def row_total(grid: Reference, row: str, situation: Situation) -> Numeric | None:
    """The sum of a row over all columns; None as in `total`."""
    return total(_cell(grid, situation, row, one) for one in _columns(grid, situation))


def is_steady(grid: Reference, arguments: Sequence[Node], situation: Situation) -> bool:
    """Whether no two neighbours differ too much, on whichever axis they are.

    arguments: what stands behind the grid, see `Series`.
    """
    domain = domain_of(grid, situation)
    if domain is None:
        return True
    series = series_of(arguments, domain)
    lines = [_line(node, situation) for node in series.lines]
    across = rows_of(grid, situation) if series.are_columns else domain.columns
    if series.within is not None:
        across = tuple(one for one in across if one == here(series.within.place, situation))
    for one in across:
        places = ((one, line) if series.are_columns else (line, one) for line in lines)
        cells = [_cell(grid, situation, *place) for place in places]
        if any(_is_leap(before, after) for before, after in pairwise(cells)):
            return False
    return True


def _line(node: Node, situation: Situation) -> str:
    if isinstance(node, Current):
        return here(node.place, situation)
    return node.text if isinstance(node, CodeLiteral) else ""


def _is_leap(before: Cell | None, after: Cell | None) -> bool:
    first, second = number_of(before), number_of(after)
    if first is None or second is None:
        return False
    low, high = sorted((first, second))
    return low >= STEADY_LEAST and high > STEADY_FACTOR * low
