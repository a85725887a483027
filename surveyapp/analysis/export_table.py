"""Export table: the columns that may be handed out, row by row, in an order of their own.

The one way from single answers to a file. It holds no column but those it was given, and its rows
stand in a fresh random order, so that neither storage nor another file leads to a row.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from surveyapp.analysis.number_sheet import NumberSheet, Objects, SheetColumn, filled, is_given
from surveyapp.analysis.plan import is_number
from surveyapp.analysis.snapshot import REASON_MARK, Snapshot
from surveyapp.questions.code_number import (
    REASON_LETTERS,
    code_numbers,
    has_own_numbers,
    reason_numbers,
)
from surveyapp.questions.column import IS_SYNTHETIC, Column

_LETTERS = {reason.value: letter for reason, letter in REASON_LETTERS.items()}
Value = str | int | float | None
"""A code, a number, the word of a reason; None: not asked."""


class NumberCollides(ValueError):
    """A column holds a number that stands for a reason."""

    def __init__(self, column: str) -> None:
        super().__init__(
            f"{column} holds a number from -6 to -1, which stands for a reason there; say"
            " `level: interval` if the question takes negative numbers, or use csv or parquet"
        )
        self.column = column


@dataclass(frozen=True, slots=True)
class ExportTable:
    """Answers of one wave that may be handed out. sha256: of the snapshot they come from.

    rows: typed as in a snapshot, a code and the reasons in one column, numbers in two.
    """

    columns: tuple[Column, ...]
    questionnaire: str
    version: str
    is_synthetic: bool
    sha256: str
    rows: pa.Table

    @property
    def n_rows(self) -> int:
        """How many responses."""
        return int(self.rows.num_rows)

    def values(self, column: Column) -> list[Value]:
        """One column as a person reads it; ticks, places and whole numbers as whole numbers."""
        words: list[Value] = self.rows[_words_of(column)].to_pylist()
        if not is_number(column):
            numbers = code_numbers(column) if has_own_numbers(column) else {}
            return [numbers.get(word, word) if isinstance(word, str) else word for word in words]
        read = int if column.is_integer else float
        numbers_given = self.rows[column.name].to_pylist()
        return [
            word if number is None else read(number)
            for number, word in zip(numbers_given, words, strict=True)
        ]


def export_table(snapshot: Snapshot, columns: Sequence[Column], rng: Random) -> ExportTable:
    """The rows of a snapshot in a fresh order, with these columns only. Raises OSError.

    columns: those that may be handed out (`questionnaire.handed_out`), none of words; those that
    the snapshot lacks are left out. rng: must not be predictable (SystemRandom) outside of tests.
    """
    known = snapshot.fields()
    kept = tuple(column for column in columns if column.name in known)
    names = [name for column in kept for name in _fields(column)]
    source = snapshot.source
    rows = pq.read_table(source, columns=names) if isinstance(source, Path) else source
    order = list(range(snapshot.n_responses))
    rng.shuffle(order)
    return ExportTable(
        columns=kept,
        questionnaire=snapshot.origin.questionnaire,
        version=snapshot.origin.version,
        is_synthetic=snapshot.origin.synthetic,
        sha256=snapshot.sha256,
        rows=rows.select(names).replace_schema_metadata(None).take(pa.array(order, pa.int64())),
    )


def write_parquet(table: ExportTable, about: Mapping[str, object], path: Path) -> None:
    """The rows as Parquet; `about` stands in the metadata of the schema. Raises OSError.

    Codes are dictionaries with the reasons among them; a column of numbers is followed by
    `<name>#`, the reason where there is no number. Null in both: not asked.
    """
    mark = pa.repeat(table.is_synthetic, table.n_rows)
    rows = table.rows.add_column(0, IS_SYNTHETIC, mark)
    noted = rows.replace_schema_metadata({b"surveyapp": json.dumps(about).encode()})
    pq.write_table(noted, path, compression="zstd")


def numbered_sheet(table: ExportTable, names: Mapping[str, str]) -> NumberSheet:
    """A sheet for SPSS: codes and reasons as whole numbers, None where not asked.

    names: column -> its name in the file. Raises NumberCollides.
    """
    columns = [_synthetic(table)]
    columns += [SheetColumn(names[c.name], _numbered(table, c)) for c in table.columns]
    return NumberSheet(tuple(columns))


def lettered_sheet(
    table: ExportTable, names: Mapping[str, str]
) -> tuple[NumberSheet, dict[str, list[str]]]:
    """A sheet for Stata, and the reasons' letters that each column of it holds."""
    columns = [_synthetic(table)]
    letters: dict[str, list[str]] = {}
    for column in table.columns:
        name = names[column.name]
        reasons = _looked_up(table, column, _LETTERS)
        found = sorted(set(reasons[is_given(reasons)]))
        if found:
            letters[name] = found
        columns.append(SheetColumn(name, filled(_numbers(table, column), reasons), bool(found)))
    return NumberSheet(tuple(columns)), letters


def _synthetic(table: ExportTable) -> SheetColumn:
    return SheetColumn(IS_SYNTHETIC, np.full(table.n_rows, float(table.is_synthetic), object))


def _fields(column: Column) -> tuple[str, ...]:
    """Its columns in a snapshot."""
    return (column.name, column.name + REASON_MARK) if is_number(column) else (column.name,)


def _words_of(column: Column) -> str:
    return _fields(column)[-1]


def _numbered(table: ExportTable, column: Column) -> Objects:
    """Numbers for answers and reasons; None where not asked."""
    reasons = {reason.value: float(n) for reason, n in reason_numbers(column).items()}
    if not is_number(column):
        return _looked_up(table, column, _floats(column) | reasons)
    taken = pa.array(list(reasons.values()))
    if pc.any(pc.is_in(table.rows[column.name], value_set=taken)).as_py():
        raise NumberCollides(column.name)
    return filled(_numbers(table, column), _looked_up(table, column, reasons))


def _numbers(table: ExportTable, column: Column) -> Objects:
    """Numbers for answers; None for a reason and where not asked."""
    if is_number(column):
        return np.array([*table.rows[column.name].to_pylist(), None], object)[:-1]
    return _looked_up(table, column, _floats(column))


def _floats(column: Column) -> dict[str, float]:
    return {code: float(number) for code, number in code_numbers(column).items()}


def _looked_up(table: ExportTable, column: Column, by_word: Mapping[str, object]) -> Objects:
    """What stands for each word of the column; None where there is none.

    A dictionary that was read from a file has the words in the order in which they occurred.
    """
    found = [np.empty(0, object)]
    for part in table.rows[_words_of(column)].chunks:
        known = [by_word.get(word) for word in part.dictionary.to_pylist()]
        places = part.indices.cast(pa.int64()).fill_null(len(known)).to_numpy()
        found.append(np.array([*known, None], object)[places])
    return np.concatenate(found)
