"""A naive gate: it hides small cells and closes small rows, and nothing else. Never used."""

from surveyapp.analysis.disclosure.cells import HiddenCells
from tests.attacks.tables import shown


def naively_hidden(table):
    """Small cells and small rows alone."""
    closed = tuple(sum(row) < table.k for row in table.rows)
    cells = tuple(
        tuple(shut or table.is_small(n) for n in row)
        for row, shut in zip(table.rows, closed, strict=True)
    )
    return HiddenCells(closed, cells), shown(table.rows, cells, closed)
