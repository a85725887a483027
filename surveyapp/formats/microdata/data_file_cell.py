"""Data cell: what the texts of a data file's columns say about one cell of the answers."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from operator import itemgetter

from surveyapp.questions.cell import (
    LARGEST,
    NOT_ASKED,
    RESERVED_CODES,
    Cell,
    Missing,
    MissingReason,
)
from surveyapp.questions.column import NOT_TICKED, TICKED, Column, Level, Role

MOST_BEFORE, MOST_BEHIND = 13, 10
"""Digits of a number, before the point and behind it."""
NUMBER = re.compile(rf"-?[0-9]{{1,{MOST_BEFORE}}}(\.[0-9]{{1,{MOST_BEHIND}}})?")
PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
LEFT_OUT = "0"
EMPTY = ""
"""What was read of a cell of which all columns are empty."""
REMEMBERED = 256
"""Ways to fill one cell: most files say the same few things again and again."""

Fields = Sequence[str]
"""All fields of a line."""


class CellProblem(ValueError):
    """A text that cannot be taken. code: stable; mend: how to put it right, "" if unknown."""

    def __init__(self, column: Column, code: str, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.column, self.code, self.message, self.mend = column, code, message, mend


def cell_of(columns: Sequence[Column], texts: Sequence[str]) -> Cell | None:
    """One filled cell; None when it was not asked. Raises CellProblem.

    texts: what stands in the columns of this cell, at least one of them not empty.
    """
    first, text = columns[0], texts[0]
    if texts.count(text) == len(texts):
        if text == NOT_ASKED:
            return None
        if text in RESERVED_CODES:
            return Missing(MissingReason(text))
    match first.role:
        case Role.OPTION:
            return _ticked(columns, texts)
        case Role.RANK:
            return _ranked(columns, texts)
        case _:
            is_number = first.level in (Level.RATIO, Level.INTERVAL)
            read = _number if is_number else _code
            return read(first, text)


def reader_of(columns: Sequence[Column], places: Sequence[int]) -> Callable[[Fields], Cell | None]:
    """Reads one cell of a line, as `cell_of`, or EMPTY. places: of its columns, from 0."""
    pick: Callable[[Fields], str | tuple[str, ...]] = itemgetter(*places)

    @lru_cache(REMEMBERED)
    def read(picked: str | tuple[str, ...]) -> Cell | None:
        texts = (picked,) if isinstance(picked, str) else picked
        return cell_of(columns, texts) if any(texts) else EMPTY

    return lambda fields: read(pick(fields))


def _code(column: Column, text: str) -> Cell:
    if text not in column.codes:
        raise _unknown(column, text, column.codes)
    return text


def _unknown(column: Column, text: str, codes: Sequence[str]) -> CellProblem:
    known = (*codes, *sorted(RESERVED_CODES), NOT_ASKED)
    near = get_close_matches(text, known, n=1)
    mend = f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(known)}"
    return CellProblem(column, "unknown-code", f"{column.name} has no code {text[:40]!r}", mend)


def _number(column: Column, text: str) -> Cell:
    if not NUMBER.fullmatch(text):
        raise _no_number(column, text)
    number = Decimal(text)
    if abs(number) > LARGEST:
        raise _too_large(column, text)
    if not column.is_integer:
        return number
    if number != number.to_integral_value():
        raise CellProblem(column, "not-whole", f"{column.name}: {text} is not a whole number")
    return int(number)


def _no_number(column: Column, text: str) -> CellProblem:
    """Why a text is none that is taken: of digits alone there may be too many."""
    if not PLAIN.fullmatch(text):
        words = f"{column.name}: {text[:40]!r} is not a number"
        return CellProblem(column, "not-a-number", words, "write digits and a point: 1041.5")
    if abs(Decimal(text)) > LARGEST:
        return _too_large(column, text)
    words = f"{column.name}: {text[:40]} has too many digits"
    mend = f"write at most {MOST_BEFORE} before the point and {MOST_BEHIND} behind it"
    return CellProblem(column, "too-many-digits", words, mend)


def _too_large(column: Column, text: str) -> CellProblem:
    return CellProblem(column, "too-large", f"{column.name}: {text[:40]} is larger than 10^12")


def _ticked(columns: Sequence[Column], texts: Sequence[str]) -> Cell:
    for column, text in zip(columns, texts, strict=True):
        if text not in (TICKED, NOT_TICKED):
            raise _not_whole_row(column, text, (TICKED, NOT_TICKED))
    ticked = (c.option for c, text in zip(columns, texts, strict=True) if text == TICKED)
    return tuple(option for option in ticked if option is not None)


def _not_whole_row(column: Column, text: str, codes: Sequence[str]) -> CellProblem:
    """Some columns of a question are answered and this one is not, or not by a code."""
    if text and text != NOT_ASKED and text not in RESERVED_CODES:
        return _unknown(column, text, codes)
    words = f"{column.name} is {text or 'empty'!r}, but the question is answered in other columns"
    return CellProblem(column, "partly-answered", words, f"write {NOT_TICKED} if it was not chosen")


def _ranked(columns: Sequence[Column], texts: Sequence[str]) -> Cell:
    option_by_place: dict[int, str] = {}
    for column, text in zip(columns, texts, strict=True):
        if text not in column.codes:
            raise _not_whole_row(column, text, column.codes)
        if text == LEFT_OUT:
            continue
        if int(text) in option_by_place:
            raise CellProblem(column, "ranked-twice", f"{column.name}: place {text} is taken")
        option_by_place[int(text)] = column.option or ""
    return _without_gaps(columns[-1], option_by_place)


def _without_gaps(column: Column, option_by_place: Mapping[int, str]) -> Cell:
    places = sorted(option_by_place)
    if places != list(range(1, len(places) + 1)):
        words = f"{column.question}: the places are {', '.join(map(str, places))}"
        mend = "places begin at 1 without a gap; the file needs all columns of the question"
        raise CellProblem(column, "rank-gap", words, mend)
    return tuple(option_by_place[place] for place in places)
