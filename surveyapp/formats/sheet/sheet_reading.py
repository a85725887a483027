"""Sheet reading: the cells of an XLSX or CSV file that somebody sent.

Nothing in it is run: of a formula the value is read that its program stored.
"""

import io
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from math import isfinite
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from surveyapp.formats.sheet.delimited_text import read_delimited
from surveyapp.formats.sheet.package_check import ZIP_START, packed, parts_of
from surveyapp.formats.sheet.sheet import LARGEST_FILE, Sheet, SheetRefused, Value
from surveyapp.formats.sheet.workbook_check import check_workbook

OLD_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Of workbooks before 2007, and of any that a password locks."""
LOCK = "EncryptedPackage".encode("utf-16-le")
WHOLE_UP_TO = 10**15


def read_sheet(content: bytes, file_name: str, letters: Collection[str] = ()) -> Sheet:
    """The first sheet that is not hidden, or the rows of a text.

    file_name: as the sender called it; its ending says what it is, and the bytes must agree.
    letters: of the languages that may stand in it, small ones, see `read_delimited`. Raises
    SheetRefused.
    """
    ending = PurePath(file_name.replace("\\", "/")).suffix.lower()
    if len(content) > LARGEST_FILE:
        raise SheetRefused("too-large")
    if not content.strip():
        raise SheetRefused("empty")
    if content.startswith(OLD_START):
        raise SheetRefused("locked" if LOCK in content else "old-workbook")
    is_package = content.startswith(ZIP_START)
    if ending == ".xlsx" and is_package:
        return _read_workbook(content)
    if ending in {".csv", ".txt", ".tsv"} and not is_package:
        return read_delimited(content, letters)
    raise SheetRefused("not-as-named" if ending in {".xlsx", ".csv"} else "unknown-ending")


def _read_workbook(content: bytes) -> Sheet:
    parts = parts_of(content)
    check_workbook(parts)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(packed(parts))) as book:
            sheet = book.get_sheet_by_name(_first_seen(book))
            rows = [_row(cells) for cells in sheet.to_python(skip_empty_area=False)]
    except CalamineError:
        raise SheetRefused("not-a-workbook") from None
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise SheetRefused("empty")
    return Sheet(rows)


def _first_seen(book: CalamineWorkbook) -> str:
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
            return sheet.name
    raise SheetRefused("empty")


def _row(cells: Iterable[object]) -> tuple[Value, ...]:
    kept = [_value(cell) for cell in cells]
    while kept and kept[-1] == "":
        kept.pop()
    return tuple(kept)


def _value(cell: object) -> Value:
    match cell:
        case bool():
            return str(cell).upper()
        case int():
            return cell
        case float():
            return _number(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell).strip()


def _number(number: float) -> Value:
    if not isfinite(number):
        return str(number)
    is_whole = number.is_integer() and abs(number) < WHOLE_UP_TO
    return int(number) if is_whole else Decimal(repr(number))
