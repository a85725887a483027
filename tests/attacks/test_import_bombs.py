"""T27: a file that was made to harm is refused, and costs no memory to speak of."""

import random
import struct
import subprocess
import sys
import zlib

import pytest

from surveyapp.formats.sheet.sheet import SheetRefused
from surveyapp.formats.sheet.sheet_reading import read_sheet
from tests.formats.sheet.workbooks import MAIN, cells, package, zipped

MOST_GROWTH = 100 * 1024
"""KiB."""
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{at}"><v>1</v></c></row>'
LAUGHS = (
    "<!DOCTYPE worksheet ["
    '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
FILE = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
ONE = '<row r="1"><c r="A1" t="str"><v>{}</v></c></row>'
WORDS = "".join(random.Random(1).choices("abcdefghijklmnop", k=30_000))
SHARED = f'<sst xmlns="{MAIN}"><si><t>{WORDS}</t></si></sst>'
MANY_SHARED = "".join(
    f'<row r="{r}">'
    + "".join(f'<c r="{chr(65 + c)}{r}" t="s"><v>0</v></c>' for c in range(20))
    + "</row>"
    for r in range(1, 2001)
)
MEASURE = """
import resource, sys
from surveyapp.formats.sheet.sheet import SheetRefused
from surveyapp.formats.sheet.sheet_reading import read_sheet
from tests.formats.sheet.workbooks import workbook
read_sheet(workbook([[1]]), "warm.xlsx")
content = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_sheet(content, sys.argv[1])
    code = "read"
except SheetRefused as refused:
    code = refused.code
print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def zeros(size):
    """A part that unpacks to many spaces."""
    return package(cells(" " * size))


def lying():
    """A part that is a thousand times larger than the file says."""
    honest = cells(" " * 15_000_000)
    content = bytearray(package(honest))
    real, said = struct.pack("<I", len(honest)), struct.pack("<I", 1000)
    checksum = struct.pack("<I", zlib.crc32(honest.encode()))
    cut = struct.pack("<I", zlib.crc32(honest.encode()[:1000]))
    return bytes(content).replace(real, said).replace(checksum, cut)


BOMBS = {
    "zip bomb": (zeros(200_000_000), "a.xlsx", "too-much-unpacked"),
    "close ratio": (zeros(15_000_000), "a.xlsx", "too-much-unpacked"),
    "size that lies": (lying(), "a.xlsx", "not-a-workbook"),
    "million columns": (b"a," * 520_000, "a.csv", "too-many-columns"),
    "far row": (package(cells(FAR.format(row=1048576, at="A1048576"))), "a.xlsx", "too-many-rows"),
    "far column": (package(cells(FAR.format(row=2, at="XFD2"))), "a.xlsx", "too-many-columns"),
    "far corner": (
        package(cells(FAR.format(row=1048576, at="XFD1048576"))),
        "a.xlsx",
        "too-many-rows",
    ),
    "external entity": (package(cells(ONE.format("&x;"), FILE)), "a.xlsx", "document-type"),
    "billion laughs": (package(cells(ONE.format("&a11;"), LAUGHS)), "a.xlsx", "document-type"),
    "laughs among shared texts": (
        package(cells(""), {"xl/sharedStrings.xml": f"{LAUGHS}<sst/>"}),
        "a.xlsx",
        "document-type",
    ),
    "one text in many cells": (
        package(cells(MANY_SHARED), {"xl/sharedStrings.xml": SHARED}),
        "a.xlsx",
        "too-much-text",
    ),
    "deep": (package(cells("".join(f"<a{n}>" for n in range(20_000)))), "a.xlsx", "not-a-workbook"),
    "path": (package(cells(""), {"../../evil.xml": "<a/>"}), "a.xlsx", "unsafe-name"),
    "absolute path": (package(cells(""), {"/etc/passwd": "<a/>"}), "a.xlsx", "unsafe-name"),
    "drive": (package(cells(""), {"C:/evil.xml": "<a/>"}), "a.xlsx", "unsafe-name"),
    "nested file": (package(cells(""), {"inner": zipped({"a": "b"})}), "a.xlsx", "nested-file"),
    "many parts": (
        package(cells(""), {f"p{n}": "" for n in range(200)}),
        "a.xlsx",
        "too-many-parts",
    ),
    "long line": (b"x" * 50_000_000, "a.csv", "too-large"),
    "long cell": (b"x" * 1_000_000, "a.csv", "unreadable-line"),
}


def measured(content, file_name):
    """(what the reader said, KiB by which its process grew)."""
    run = [sys.executable, "-c", MEASURE, file_name]
    code, grown = subprocess.run(run, input=content, capture_output=True, check=True).stdout.split()
    return code.decode(), int(grown)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name):
    content, file_name, code = BOMBS[name]
    with pytest.raises(SheetRefused) as refused:
        read_sheet(content, file_name)
    assert refused.value.code == code


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little_memory(name):
    content, file_name, code = BOMBS[name]
    said, grown = measured(content, file_name)
    assert said == code
    assert grown < MOST_GROWTH


def test_the_largest_workbook_that_is_read_costs_little_memory():
    drawn = random.Random(2)
    row = "<row>" + "".join("<c><v>{}</v></c>" for _ in range(200)) + "</row>"
    inner = "".join(row.format(*(drawn.randrange(10) for _ in range(200))) for _ in range(5000))
    said, grown = measured(package(cells(inner)), "a.xlsx")
    assert said == "read"
    assert grown < MOST_GROWTH
