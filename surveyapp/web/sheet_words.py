"""Sheet words: why a file that somebody sent was not read, and what to do."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from surveyapp.formats.sheet.sheet import MOST_COLUMNS, MOST_ROWS, SheetRefused

_REFUSALS: Mapping[str, Callable[[], str]] = {
    "too-large": lambda: _("The file is larger than 1 MB."),
    "no-file": lambda: _("Please choose a file."),
    "no-file-no-block": lambda: _("Please choose a file, or paste a block."),
    "empty": lambda: _("There is nothing in the file."),
    "unknown-ending": lambda: _(
        "Please choose a file whose name ends in .xlsx or .csv. “Save as” in the spreadsheet makes"
        " one."
    ),
    "not-as-named": lambda: _(
        "The file is not what its name says. Please save it once more as XLSX or CSV."
    ),
    "old-workbook": lambda: _(
        "This is a workbook of an old kind. Please save it as XLSX, and choose that file."
    ),
    "locked": lambda: _(
        "The file is locked with a password. Please save it without one, and choose that file."
    ),
    "document-type": lambda: _("The file holds something that no spreadsheet writes."),
    "formula-without-value": lambda: _(
        "%(place)s holds a formula whose result is not in the file. Please open it in the"
        " spreadsheet, save it, and choose it again."
    ),
    "error-value": lambda: _("%(place)s holds an error of a formula. Please mend it first."),
    "too-many-rows": lambda: _("The file has more than %(rows)s rows."),
    "too-many-columns": lambda: _("The file has more than %(columns)s columns."),
    "unknown-encoding": lambda: _(
        "It is not clear how the letters of this file are written. Please save it as XLSX, or as"
        " CSV in UTF-8."
    ),
    "unreadable-line": lambda: _("Line %(place)s cannot be read: a quotation mark is not closed."),
    "no-codes": lambda: _(
        "This is not the file of this table. Please download the table, fill it in and choose it,"
        " or paste the numbers below."
    ),
    "another-table": lambda: _("This is the file of another table. Nothing was read from it."),
    "code-twice": lambda: _(
        "The row or column of %(place)s is there twice. Please keep one of the two."
    ),
    "too-wide": lambda: _(
        "The block is larger than the table from there on. Please choose another first cell, or"
        " paste less."
    ),
}


def sheet_refused_words(refused: SheetRefused) -> str:
    """What is wrong with a file and how to mend it; the same for all that no program would make."""
    made: Callable[[], str] | None = _REFUSALS.get(refused.code)
    words = made() if made else _("The file cannot be read. Please save it once more as XLSX.")
    place = {"place": refused.place or ""}
    return words % defaultdict(str, place, rows=str(MOST_ROWS), columns=str(MOST_COLUMNS))
