"""Frequencies: exact counts of every value and reason in every group. Private to this package.

DuckDB counts. Up to LONG_ROWS responses all columns are laid end to end as one long table and
counted in one statement (926 columns of 48 responses: 0.1 s, against 0.4 s by sets), those of
bases, indices and pools among them; above that by grouping sets of SET_SIZE columns over the
columnar file, which statistics.md, section 7, found to be the fastest and to need the least memory.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa

from surveyapp.analysis.microdata.snapshot import REASON_MARK, Snapshot
from surveyapp.analysis.result import Group
from surveyapp.analysis.tabulation.counted_source import read_columns, sources
from surveyapp.analysis.tabulation.index_column import quoted
from surveyapp.analysis.tabulation_plan import UNKNOWN, TabulationPlan, is_number
from surveyapp.questions.column import Column

LONG_ROWS = 20_000
LONG_CELLS = 2_000_000
SET_SIZE = 20
Each = TypeVar("Each")
Value = str | float
"""A code, a reason for no answer, or a number."""

Counts = Mapping[Value, int]
Counted = tuple[str, str | None, str | None, Value, int]
"""Column, value of the comparing question, value of the split, value, institutions."""

Field = tuple[str, str, bool]
"""Field of the snapshot, name of its column, whether it holds numbers."""

LaidField = tuple[pa.Array, pa.Array, pa.Array]
"""Of one field: answers to the comparing question, to the split, and the values; all as text."""


class TablesDiffer(ValueError):
    """Frequency tables of different plans cannot be put together."""


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """column name -> finest group -> value -> institutions (exact; zero counts are left out).

    Groups that nobody belongs to are absent, and so are answers without the comparing question.
    """

    plan: TabulationPlan
    counts: Mapping[str, Mapping[Group, Counts]]

    def of(self, column: Column, group: Group) -> Counts:
        """Value -> institutions of one column in one group; empty when nobody was asked."""
        return self.counts.get(column.name, {}).get(group, {})

    def merge(self, other: "FrequencyTable") -> "FrequencyTable":
        """Both together, as if they had been counted at once. Raises TablesDiffer."""
        if self.plan != other.plan:
            raise TablesDiffer("frequency tables of different plans")
        return FrequencyTable(self.plan, _added(chain(_cells(self), _cells(other))))


def count(snapshot: Snapshot, plan: TabulationPlan) -> FrequencyTable:
    """Counts all compared columns of the plan by its finest groups.

    Raises duckdb.Error when the snapshot lacks a column.
    """
    with duckdb.connect() as connection:
        cells = (
            (name, group_of(plan, code, part), plan.recodes.get(name, {}).get(str(value), value), n)
            for name, code, part, value, n in _counted(snapshot, plan, connection)
            if code in plan.codes
        )
        return FrequencyTable(plan, _added(cells))


def _counted(
    snapshot: Snapshot, plan: TabulationPlan, connection: duckdb.DuckDBPyConnection
) -> Iterator[Counted]:
    parts = sources(snapshot, plan, connection)
    if snapshot.n_responses <= LONG_ROWS:
        return _counted_long(parts, plan, connection)
    return chain.from_iterable(_counted_by_sets(*part, connection) for part in parts)


def group_of(plan: TabulationPlan, code: str | None, part: str | None) -> Group:
    """The finest group of answers to the comparing question and the split."""
    whole = ((plan.by, code or UNKNOWN),)
    if plan.split is None:
        return whole
    return (*whole, (plan.split, plan.part_of(part)))


def _added(
    cells: Iterator[tuple[str, Group, Value, int]],
) -> dict[str, dict[Group, Counter[Value]]]:
    counts: dict[str, dict[Group, Counter[Value]]] = {}
    for name, group, value, n in cells:
        counts.setdefault(name, {}).setdefault(group, Counter())[value] += n
    return counts


def _cells(table: FrequencyTable) -> Iterator[tuple[str, Group, Value, int]]:
    for name, groups in table.counts.items():
        for group, values in groups.items():
            for value, n in values.items():
                yield name, group, value, n


def _fields(plan: TabulationPlan) -> list[Field]:
    fields = []
    for column in plan.compared:
        fields.append((column.name, column.name, is_number(column)))
        if is_number(column):
            fields.append((column.name + REASON_MARK, column.name, False))
    return fields


def _counted_long(
    parts: Iterable[tuple[Snapshot, TabulationPlan]],
    plan: TabulationPlan,
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[Counted]:
    laid = [(field, rows) for part in parts for field, rows in _laid(*part)]
    for chunk in _of_size(laid, LONG_CELLS):
        long = connection.from_arrow(_long([rows for _, rows in chunk]))
        counted = long.filter("value IS NOT NULL").aggregate(
            "place, code, part, value, count(*)", "place, code, part, value"
        )
        for place, code, part, value, n in counted.fetchall():
            _, name, holds_numbers = chunk[place][0]
            yield name, code, part, float(value) if holds_numbers else value, n


def _laid(snapshot: Snapshot, plan: TabulationPlan) -> Iterator[tuple[Field, LaidField]]:
    """Every field of a part of the plan, as text beside the groups."""
    fields = _fields(plan)
    wanted = {plan.by, plan.split, *(field for field, _, _ in fields)} - {None}
    table = read_columns(snapshot.source, sorted(name for name in wanted if name))
    code = _as_text(table[plan.by])
    part = _as_text(table[plan.split]) if plan.split else pa.nulls(table.num_rows, pa.string())
    for field in fields:
        yield field, (code, part, _as_text(table[field[0]]))


def _of_size(
    laid: Sequence[tuple[Field, LaidField]], n_cells: int
) -> Iterator[Sequence[tuple[Field, LaidField]]]:
    """Fields together, of no more rows than that unless one alone has them."""
    n_rows = max((len(rows[0]) for _, rows in laid), default=0)
    return _chunks(laid, max(1, n_cells // max(1, n_rows)))


def _long(laid: Sequence[LaidField]) -> pa.Table:
    """One row per response and field: place of the field, groups, and the value as text."""
    codes, parts, values = zip(*laid, strict=True)
    places = [pa.repeat(place, len(code)) for place, code in enumerate(codes)]
    columns = {"place": places, "code": codes, "part": parts, "value": values}
    return pa.table({name: pa.concat_arrays(each) for name, each in columns.items()})


def _as_text(column: pa.ChunkedArray) -> pa.Array:
    return column.cast(pa.string()).combine_chunks()


def _counted_by_sets(
    snapshot: Snapshot, plan: TabulationPlan, connection: duckdb.DuckDBPyConnection
) -> Iterator[Counted]:
    connection.execute("SET parquet_metadata_cache = true")
    answers = _answers(connection, snapshot.source)
    for chunk in _chunks(_fields(plan), SET_SIZE):
        yield from _counted_set(answers, plan, chunk)


def _answers(
    connection: duckdb.DuckDBPyConnection, source: pa.Table | Path
) -> duckdb.DuckDBPyRelation:
    if isinstance(source, Path):
        return connection.from_parquet(str(source))
    return connection.from_arrow(source)


def _counted_set(
    answers: duckdb.DuckDBPyRelation, plan: TabulationPlan, chunk: Sequence[Field]
) -> Iterator[Counted]:
    n_fields = len(chunk)
    names = [f"field_{place}" for place in range(n_fields)]
    keys = {"code": plan.by} | ({"part": plan.split} if plan.split else {})
    chosen = [f"{quoted(field)}::VARCHAR AS {key}" for key, field in keys.items()] + [
        f"{quoted(field)} AS {name}" for (field, _, _), name in zip(chunk, names, strict=True)
    ]
    listed, by = ", ".join(names), ", ".join(keys)
    sets = ", ".join(f"({by}, {name})" for name in names)
    part = "part" if plan.split else "NULL"
    found = answers.project(", ".join(chosen)).aggregate(
        f"grouping({listed}), code, {part}, count(*), {listed}", f"GROUPING SETS ({sets})"
    )
    # grouping() sets the bit of every column that is not in the set; the first is the highest.
    everything = 2**n_fields - 1
    place_by_bits = {everything - 2 ** (n_fields - 1 - p): p for p in range(n_fields)}
    for bits, code, part, n, *values in found.fetchall():
        place = place_by_bits[bits]
        if values[place] is not None:
            yield chunk[place][1], code, part, values[place], n


def _chunks(fields: Sequence[Each], size: int) -> Iterator[Sequence[Each]]:
    for start in range(0, len(fields), size):
        yield fields[start : start + size]
