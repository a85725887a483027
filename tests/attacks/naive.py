"""Gates that hide too little, for the attack to break. Used by tests alone."""

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


def nothing_hidden(table):
    """Every row is open and every cell is shown."""
    return HiddenCells((False,) * len(table.rows), tuple((False,) * len(r) for r in table.rows))
