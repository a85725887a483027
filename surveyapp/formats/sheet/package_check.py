"""Package check: the parts of a workbook, unpacked only as far as a workbook can be large.

A workbook is a ZIP file that anybody may have made. It is packed anew from the parts that were
checked, so that the reader behind this unpacks exactly what was looked at: a size, a name or a
second entry that only one of two programs believes leads nowhere.
"""

import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from surveyapp.formats.sheet.sheet import SheetRefused

MOST_PARTS = 200
MOST_UNPACKED = 20 * 1024 * 1024
MOST_RATIO = 100
ZIP_START = b"PK\x03\x04"
IS_LOCKED = 1
"""Bit of a part's flags."""
READ = (".xml", ".rels")
"""Endings of the parts that hold cells; pictures, macros and other programs' parts are left out."""
NEEDED = frozenset({"[content_types].xml", "_rels/.rels"})
_BROKEN = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


def parts_of(content: bytes) -> dict[str, bytes]:
    """Name -> bytes of the parts that hold cells.

    Raises SheetRefused: not-a-workbook, locked, and whatever a part may not be.
    """
    try:
        with ZipFile(io.BytesIO(content)) as package:
            _check(package.infolist())
            parts = dict(_read(package))
    except SheetRefused:
        raise
    except _BROKEN:
        raise SheetRefused("not-a-workbook") from None
    if not {name.lower() for name in parts} >= NEEDED:
        raise SheetRefused("not-a-workbook")
    return parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The same parts as a file."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def _check(listed: list[ZipInfo]) -> None:
    if len(listed) > MOST_PARTS:
        raise SheetRefused("too-many-parts")
    if sum(each.file_size for each in listed) > MOST_UNPACKED:
        raise SheetRefused("too-much-unpacked")
    for each in listed:
        _check_part(each)


def _check_part(part: ZipInfo) -> None:
    name = part.orig_filename.replace("\\", "/")
    if "\0" in name or name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise SheetRefused("unsafe-name")
    if part.flag_bits & IS_LOCKED:
        raise SheetRefused("locked")
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise SheetRefused("not-a-workbook")
    if part.file_size > MOST_RATIO * max(1, part.compress_size):
        raise SheetRefused("too-much-unpacked")


def _read(package: ZipFile) -> Iterator[tuple[str, bytes]]:
    for part in package.infolist():
        with package.open(part) as file:
            start = file.read(len(ZIP_START))
            if start == ZIP_START:
                raise SheetRefused("nested-file")
            if part.filename.lower().endswith(READ):
                yield part.filename, start + file.read(part.file_size)
