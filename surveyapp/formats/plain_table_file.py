"""A plain table as CSV: a header and rows, none of whose cells a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Sequence

from surveyapp.formats.comparison_file import CsvCell, guarded


def plain_table_csv(header: Sequence[str], rows: Iterable[Sequence[CsvCell]]) -> str:
    """The file as text."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return stream.getvalue()
