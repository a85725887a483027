"""Words on the terminal for a workbook or a text that is not read."""

from collections.abc import Mapping

from surveyapp.formats.sheet.sheet import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    SheetRefused,
)

_WORDS: Mapping[str, str] = {
    "not-a-workbook": "this is no workbook, or it is damaged. Save it again as .xlsx",
    "too-many-parts": "it has more parts than a list. Save only its sheet, as .xlsx",
    "too-much-unpacked": "unpacked it is far too large",
    "unsafe-name": "a part of it has a name that no workbook has",
    "nested-file": "another file is packed into it. Save only the sheet, as .xlsx or .csv",
    "locked": "it is locked with a password. Take the password off first",
    "too-large": f"it is larger than {LARGEST_FILE // 1024} KiB",
    "empty": "nothing stands in it below the names of the columns",
    "old-workbook": "it is a workbook of before 2007. Save it again as .xlsx",
    "not-as-named": "its ending says what it is not",
    "unknown-ending": "only .xlsx and .csv are read",
    "too-many-rows": f"it has more than {MOST_ROWS} rows",
    "too-many-columns": f"it has more than {MOST_COLUMNS} columns",
    "error-value": "a formula gives an error here",
    "formula-without-value": "a formula that was never computed stands here. Save it once more",
    "too-much-text": "there is more text than in any list",
    "document-type": "it declares a document type, as no workbook does",
    "unreadable-line": "this line cannot be read. Look at its quotation marks",
    "unknown-encoding": "its letters cannot be read. Save it as CSV in UTF-8",
}


def sheet_words(refused: SheetRefused) -> str:
    """Why a file is not read, and where."""
    words = _WORDS[refused.code]
    return f"{refused.place}: {words}." if refused.place else f"{words}."
