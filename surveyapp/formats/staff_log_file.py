"""The log of staff as a file: one line an action, with its hash and the one before it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, fields

from surveyapp.formats.comparison_file import guarded
from surveyapp.storage.staff_log import LogLine

HEADER = tuple(field.name for field in fields(LogLine))


def staff_log_csv(lines: Iterable[LogLine]) -> str:
    """The file as text; no cell is one that a spreadsheet would run."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([guarded(cell) for cell in astuple(line)] for line in lines)
    return stream.getvalue()
