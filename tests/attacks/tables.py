"""Two-way tables: random ones, protected ones, and what is shown of them."""

from hypothesis import strategies as st

from surveyapp.analysis.disclosure.cells import closed_rows, hidden_cells
from surveyapp.analysis.disclosure.published import PublishedTable
from surveyapp.analysis.disclosure.two_way import TwoWayTable

K, SECONDS = 5, 10.0
COUNT = st.one_of(st.just(0), st.integers(1, 4), st.integers(0, 25))


@st.composite
def parts(draw, most_parts=3, most_codes=6):
    """Counts of the parts of one country by code; somebody is in each."""
    n_parts, n_codes = draw(st.integers(1, most_parts)), draw(st.integers(2, most_codes))
    row = st.lists(COUNT, min_size=n_codes, max_size=n_codes).filter(any)
    return draw(st.lists(row, min_size=n_parts, max_size=n_parts))


def rows_of(parts):
    """The whole and its parts; the whole alone where there is one part."""
    whole = tuple(map(sum, zip(*parts, strict=True)))
    return (whole,) if len(parts) == 1 else (whole, *map(tuple, parts))


def exact(rows, *, hides_zero=False, k=K):
    """The table as the gate takes it up: small rows are closed."""
    sums = [sum(row) for row in rows]
    closed = tuple(closed_rows(sums, sums, k))
    return TwoWayTable(tuple(rows), closed, closed, k, hides_zero)


def protected(table):
    """(what the gate hides, what is shown of the table)."""
    found = hidden_cells(table, SECONDS)
    return found, shown(table.rows, found.cells, table.small)


def shown(rows, hidden, small):
    """What a reader sees. The n of a row may be known from elsewhere unless the row is small."""
    return PublishedTable(
        tuple(
            tuple(None if mask else n for n, mask in zip(row, masks, strict=True))
            for row, masks in zip(rows, hidden, strict=True)
        ),
        tuple(None if is_small else sum(row) for row, is_small in zip(rows, small, strict=True)),
    )


def known_zeros(table, found):
    """Cells of closed rows that are nought, which may be known."""
    return {
        (row, code)
        for row, shut in enumerate(found.closed)
        for code, n in enumerate(table.rows[row])
        if shut and not n and not table.hides_zero
    }
