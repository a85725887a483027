"""Answer rows: JSON texts of flat answers as strictly typed rows, one field per compared cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import GenericAlias
from typing import Annotated, Any, Literal

import msgspec

from surveyapp.analysis.tabulation_plan import is_compared, is_number
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.column import Column, Role

BATCH = 10_000


class Reason(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A cell without an answer, as it stands in the JSON; strictly read, unlike `Missing`."""

    missing: MissingReason


class AnswersRefused(ValueError):
    """A stored response does not fit its columns. row: from 1, in the order they came."""

    def __init__(self, row: int, why: str) -> None:
        super().__init__(f"response {row}: {why}")
        self.row, self.why = row, why


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows whose field `fields[cell]` holds that cell: code(s), number, Reason or UNSET."""

    fields: dict[str, str]
    decoder: msgspec.json.Decoder[Any]

    def batches(self, texts: Iterable[bytes]) -> Iterator[list[Any]]:
        """Typed rows, BATCH at a time. Raises AnswersRefused at the first that does not fit."""
        remaining = iter(texts)
        start = 0
        while batch := list(islice(remaining, BATCH)):
            yield self._decoded(batch, start)
            start += len(batch)

    def _decoded(self, batch: list[bytes], start: int) -> list[Any]:
        rows: list[Any] = []
        try:
            rows.extend(map(self.decoder.decode, batch))
        except msgspec.DecodeError as problem:
            raise AnswersRefused(start + len(rows) + 1, str(problem)) from problem
        return rows


def row_reader(columns: Sequence[Column]) -> RowReader:
    """A reader for the cells of these columns; every other cell is passed over.

    Fields stand in the order of the sorted addresses, as the keys of stored answers do: msgspec
    then finds each key at once.
    """
    columns_by_cell: dict[str, list[Column]] = {}
    for column in columns:
        if is_compared(column):
            columns_by_cell.setdefault(column.cell, []).append(column)
    fields = {cell: f"cell_{place}" for place, cell in enumerate(sorted(columns_by_cell))}
    row = msgspec.defstruct(
        "AnswerRow",
        [
            (field, _cell_type(columns_by_cell[cell]) | msgspec.UnsetType, msgspec.UNSET)
            for cell, field in fields.items()
        ],
        rename={field: cell for cell, field in fields.items()},
        gc=False,
    )
    return RowReader(fields, msgspec.json.Decoder(row))


def _cell_type(columns: Sequence[Column]) -> Any:
    first = columns[0]
    if first.role in {Role.OPTION, Role.RANK}:
        option = _one_of(tuple(column.option for column in columns))
        at_most = len(first.codes) - 1 if first.role is Role.RANK else None
        chosen: Any = Annotated[GenericAlias(list, (option,)), msgspec.Meta(max_length=at_most)]
        return chosen | Reason
    if is_number(first):
        return (int if first.is_integer else float) | Reason
    return _one_of(first.codes) | Reason


def _one_of(codes: tuple[str | None, ...]) -> Any:
    closed: Any = Literal
    return closed[codes]
