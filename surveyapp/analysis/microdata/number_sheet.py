"""Number sheet: columns of numbers and of reasons' letters, in the shape that pyreadstat reads.

pyreadstat reads a frame through narwhals, whose protocol for frames of any library is kept here as
far as pyreadstat asks for it. It takes frames of pandas or polars; of polars it expects that a
missing value is None, and that is how a sheet holds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import narwhals.stable.v2 as nw
import numpy as np

ROWS_AT_ONCE = 10_000
Objects = np.ndarray[tuple[Any, ...], np.dtype[np.object_]]
"""Numbers and letters; None: neither."""


def is_given(values: Objects) -> np.ndarray:
    """Which of them are not None."""
    return np.array([value is not None for value in values.tolist()], bool)


def filled(values: Objects, others: Objects) -> Objects:
    """The values, and in the place of each None the other."""
    return np.where(is_given(values), values, others)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """name, and for each row a number, the letter of a reason, or None: an array of objects."""

    name: str
    values: Objects
    has_letters: bool = False
    _version: object = None

    def __narwhals_series__(self) -> "SheetColumn":
        return self

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values.tolist())

    @property
    def dtype(self) -> nw.dtypes.DType:
        """Numbers, or numbers and letters."""
        return nw.Object() if self.has_letters else nw.Float64()

    def null_count(self) -> int:
        """How many rows have neither number nor letter."""
        return len(self) - int(is_given(self.values).sum())

    def drop_nulls(self) -> "SheetColumn":
        """The other rows."""
        return replace(self, values=self.values[is_given(self.values)])


@dataclass(frozen=True, slots=True)
class NumberSheet:
    """Columns of the same length, at least one."""

    sheet_columns: tuple[SheetColumn, ...]
    _version: object = None

    _implementation: ClassVar[nw.Implementation] = nw.Implementation.POLARS

    def __narwhals_dataframe__(self) -> "NumberSheet":
        return self

    def _with_version(self, version: object) -> "NumberSheet":
        columns = tuple(replace(column, _version=version) for column in self.sheet_columns)
        return NumberSheet(columns, version)

    def __native_namespace__(self) -> Any:
        return np

    def __len__(self) -> int:
        return len(self.sheet_columns[0])

    @property
    def columns(self) -> list[str]:
        """Their names."""
        return [column.name for column in self.sheet_columns]

    def iter_columns(self) -> Iterator[SheetColumn]:
        """One after the other."""
        return iter(self.sheet_columns)

    def iter_rows(self, **_layout: object) -> Iterator[tuple[Any, ...]]:
        """One after the other, made a few thousand at a time."""
        columns = [column.values for column in self.sheet_columns]
        for start in range(0, len(self), ROWS_AT_ONCE):
            parts = [values[start : start + ROWS_AT_ONCE].tolist() for values in columns]
            yield from zip(*parts, strict=True)
