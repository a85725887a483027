"""The day of a workbook: its properties say when it was made by the day, and nothing else."""

from datetime import UTC, datetime, time

import xlsxwriter


def keep_to_day(book: xlsxwriter.Workbook) -> None:
    """Without it the library writes the second in which somebody asked for the file."""
    book.set_properties({"created": datetime.combine(datetime.now(UTC).date(), time())})
