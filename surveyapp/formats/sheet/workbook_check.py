"""Workbook check: how far the cells of a workbook reach, before a reader makes room for them.

A reader keeps a place for every cell of the rectangle that is used, and every cell its own copy
of a text that many may share: two cells far apart, or one long text, could ask for any memory.
"""

import re
from array import array
from collections.abc import Mapping
from xml.parsers import expat

from surveyapp.formats.sheet.sheet import (
    LARGEST_TEXT,
    LONGEST_CELL,
    SheetRefused,
    checked,
    place,
)

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
CELLS, CELL, ROW, FORMULA, SHARED_TEXT = "sheetData", "c", "row", "f", "si"
VALUE, TEXTS = "v", frozenset({"v", "t"})
SHARED, ERROR, FORMULA_TEXT = "s", "e", "str"
DEEPEST = 64
"""Elements within each other; those of workbooks are a dozen."""


def check_workbook(parts: Mapping[str, bytes]) -> None:
    """Reads the XML of all parts once.

    Raises SheetRefused: document-type (no workbook has one; entities are declared there),
    too-many-rows, too-many-columns, too-much-text, not-a-workbook; formula-without-value and
    error-value, which a reader would take for an empty cell.
    """
    reach = _Reach()
    for content in parts.values():
        reach.read(content)
    reach.check_texts()


class _Reach:
    """How far the cells reach, and how many signs are in them."""

    def __init__(self) -> None:
        self._shared, self._used = array("L"), array("L")  # lengths; which of them cells name
        self._signs = 0
        self._open: list[str] = []
        self._row = self._column = -1
        self._words: list[str] = []
        self._is_shared = self._is_text = self._is_formula = self._has_value = False

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate("utf-8")  # whatever it declares: the reader reads it so
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._open.clear()
        try:
            parser.Parse(content, True)
        except expat.ExpatError:
            raise SheetRefused("not-a-workbook") from None

    def check_texts(self) -> None:
        """Counts what every cell holds, also of a text that many share."""
        for used in self._used:
            if used < len(self._shared):
                self._count(self._shared[used])

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(":")[2]
        self._open.append(tag)
        if len(self._open) > DEEPEST:
            raise SheetRefused("not-a-workbook")
        if tag == CELLS:
            self._row = self._column = -1
        elif tag == SHARED_TEXT:
            self._words.clear()
        elif CELLS not in self._open:
            return
        elif tag == ROW:
            self._row = _number(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif tag == CELL:
            self._start_cell(attributes)
        elif tag == FORMULA:
            self._is_formula = True

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        at = attributes.get("r")
        self._row, self._column = _read_place(at) if at else (self._row, self._column + 1)
        checked(self._row, self._column)
        self._words.clear()
        self._is_shared = attributes.get("t") == SHARED
        self._is_text = attributes.get("t") == FORMULA_TEXT
        self._is_formula = self._has_value = False
        if attributes.get("t") == ERROR:
            raise SheetRefused("error-value", place(self._row, self._column))

    def _text(self, words: str) -> None:
        if self._open[-1] in TEXTS:
            self._words.append(words)

    def _end(self, name: str) -> None:
        tag = self._open.pop()
        if tag == VALUE:
            self._has_value = self._is_text or any(self._words)  # a number is never ""
        elif tag == SHARED_TEXT:
            self._shared.append(sum(map(len, self._words)))
        elif tag == CELL and CELLS in self._open:
            self._end_cell()

    def _end_cell(self) -> None:
        words = "".join(self._words)
        if self._is_formula and not self._has_value:
            raise SheetRefused("formula-without-value", place(self._row, self._column))
        if not self._is_shared:
            self._count(len(words))
        elif words:
            self._used.append(_number(words.strip()))

    def _count(self, signs: int) -> None:
        self._signs += signs
        if signs > LONGEST_CELL or self._signs > LARGEST_TEXT:
            raise SheetRefused("too-much-text")


def _refuse_document_type(*_declared: object) -> None:
    raise SheetRefused("document-type")


def _read_place(text: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(text)
    if found is None:
        raise SheetRefused("not-a-workbook")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise SheetRefused("not-a-workbook")
    return int(text)
