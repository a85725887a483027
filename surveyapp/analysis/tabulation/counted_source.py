"""Counted source: the answers from which each part of a plan is counted.

Columns with the same base are counted from the answers of that base; indices and pooled rows from
a table that the engine makes of them first; themes of texts that lie apart from these texts.
Everything else is counted from the snapshot as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from surveyapp.analysis.derivation import Base
from surveyapp.analysis.microdata.snapshot import REASON_MARK, Snapshot
from surveyapp.analysis.tabulation.index_column import index_table
from surveyapp.analysis.tabulation.pool_column import pool_table
from surveyapp.analysis.tabulation_plan import TabulationPlan, is_number
from surveyapp.questions.column import Column

MOST_IN_MEMORY = 20_000
"""Responses; of a thousand questions they take some forty megabytes."""

FEWEST_FOR_THREADS = 2_000
"""Responses; fewer are read sooner by one thread, a thousand columns in half the time."""


def sources(
    snapshot: Snapshot, plan: TabulationPlan, connection: duckdb.DuckDBPyConnection
) -> Iterator[tuple[Snapshot, TabulationPlan]]:
    """Answers, and the part of the plan that is counted from them.

    connection: to the engine that makes the indices.
    Raises KeyError when the snapshot lacks a column of a base, an index or a pool, OSError.
    """
    indices = {index.name for index in plan.indices}
    pooled = {pool.column.name for pool in plan.pools}
    coded = snapshot.theme_fields() - snapshot.answer_fields()
    for base in dict.fromkeys((None, *plan.bases.values())):
        columns = [c for c in plan.compared if plan.bases.get(c.name) == base]
        parts = (
            (_as_it_is, [c for c in columns if c.name not in indices | pooled | coded]),
            (partial(_with_indices, connection), [c for c in columns if c.name in indices]),
            (_with_pools, [c for c in columns if c.name in pooled]),
            (_from_texts, [c for c in columns if c.name in coded and base is None]),
        )
        for make, part in parts:
            if part:
                yield make(snapshot, plan, base, part), replace(plan, columns=tuple(part))


def in_memory(snapshot: Snapshot) -> Snapshot:
    """The same with all its columns in memory, where it is small: a file is opened once, not often.

    Raises OSError.
    """
    if not isinstance(snapshot.source, Path) or snapshot.n_responses > MOST_IN_MEMORY:
        return snapshot
    names = sorted(snapshot.answer_fields())
    return replace(snapshot, source=read_columns(snapshot.source, names))


def read_columns(source: pa.Table | Path, names: Sequence[str]) -> pa.Table:
    """These columns of a snapshot's source. Raises KeyError, OSError."""
    if isinstance(source, Path):
        with pq.ParquetFile(source) as file:  # `pq.read_table` loads pandas where it is installed
            use_threads = file.metadata.num_rows >= FEWEST_FOR_THREADS
            return file.read(columns=list(names), use_threads=use_threads).select(list(names))
    return source.select(list(names))


def _keys(plan: TabulationPlan) -> list[str]:
    return [plan.by] if plan.split is None else [plan.by, plan.split]


def _fields(columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        yield column.name
        if is_number(column):
            yield column.name + REASON_MARK


def _of_base(snapshot: Snapshot, base: Base | None, names: Sequence[str]) -> Snapshot:
    if base is None:
        return snapshot
    table = read_columns(snapshot.source, list(dict.fromkeys([*names, base.question])))
    answer = table[base.question].cast(pa.string())
    is_left_out = pc.is_in(answer, value_set=pa.array(base.without, pa.string()))
    kept = table.filter(pc.invert(pc.fill_null(is_left_out, fill_value=False)))
    return replace(snapshot, n_responses=kept.num_rows, source=kept)


def _as_it_is(
    snapshot: Snapshot, plan: TabulationPlan, base: Base | None, columns: Sequence[Column]
) -> Snapshot:
    return _of_base(snapshot, base, [*_keys(plan), *_fields(columns)])


def _with_indices(
    connection: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    plan: TabulationPlan,
    base: Base | None,
    columns: Sequence[Column],
) -> Snapshot:
    names = {column.name for column in columns}
    indices = [index for index in plan.indices if index.name in names]
    needed = sorted(set[str]().union(*(index.needs() for index in indices)))
    answers = _answers(snapshot, base, [*_keys(plan), *needed])
    made = index_table(connection, answers, indices, plan.scores, _keys(plan))
    return replace(snapshot, n_responses=made.num_rows, source=made)


def _with_pools(
    snapshot: Snapshot, plan: TabulationPlan, base: Base | None, columns: Sequence[Column]
) -> Snapshot:
    names = {column.name for column in columns}
    pools = [pool for pool in plan.pools if pool.column.name in names]
    rows = [replace(pool.column, name=row) for pool in pools for row in pool.rows]
    answers = _answers(snapshot, base, [*_keys(plan), *_fields(rows)])
    made = pool_table(answers, pools, _keys(plan))
    return replace(snapshot, n_responses=made.num_rows, source=made)


def _from_texts(
    snapshot: Snapshot, _plan: TabulationPlan, _base: Base | None, _columns: Sequence[Column]
) -> Snapshot:
    """A row a text; of those that write, who has no other answers beside the words."""
    made = snapshot.texts
    return snapshot if made is None else replace(snapshot, n_responses=made.num_rows, source=made)


def _answers(snapshot: Snapshot, base: Base | None, names: Sequence[str]) -> pa.Table:
    return read_columns(_of_base(snapshot, base, names).source, list(dict.fromkeys(names)))
