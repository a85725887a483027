"""Counting: the same frequencies by surveyapp, hand-written DuckDB, polars and tableone.

Every way gives column, group and value -> responses, so that the ways can be held together.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow.parquet as pq
from tableone import TableOne

from benchmarks.coded import questionnaire
from surveyapp.analysis.comparison.comparison import protected, view, view_split
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.microdata.snapshot import read_snapshot
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation_plan import TabulationPlan, plan_of

SET_SIZE = 20
Keys = tuple[str, ...]
"""What the responses are counted by: ("country",) or ("country", "sector")."""

Counts = dict[tuple[str, tuple[str, ...], str], int]


def surveyapp_counts(path: Path, keys: Keys, n_columns: int) -> Counts:
    """The real path without the gate."""
    table = count(read_snapshot(path), _plan(keys, n_columns))
    return {
        (name, tuple(code for _, code in group), str(value)): n
        for name, groups in table.counts.items()
        for group, values in groups.items()
        for value, n in values.items()
    }


def surveyapp_comparison(path: Path, keys: Keys, n_columns: int) -> Counts:
    """The real path through the gate to what is shown, finest groups."""
    snapshot = read_snapshot(path)
    table = protected(snapshot, _plan(keys, n_columns), DisclosureRules())
    view(table, snapshot)
    return {
        (shown.column.name, tuple(code for _, code in group.group), value): n
        for shown in view_split(table, snapshot).columns
        for group in shown.groups
        for value, n in {**{v.code: v.count for v in group.values}, **group.missing}.items()
        if n
    }


def duckdb_by_column(path: Path, keys: Keys, n_columns: int) -> Counts:
    """One small query a column, as one would write it by hand."""
    listed = ", ".join(keys)
    counts: Counts = {}
    with duckdb.connect() as connection:
        connection.execute("SET parquet_metadata_cache = true")
        answers = connection.from_parquet(str(path))
        for name in _names(n_columns):
            rows = answers.aggregate(f"{listed}, {name}, count(*)", f"{listed}, {name}")
            counts.update(_named(name, rows.filter(f"{name} IS NOT NULL").fetchall()))
    return counts


def duckdb_by_sets(path: Path, keys: Keys, n_columns: int) -> Counts:
    """Grouping sets of twenty columns, as one would write them by hand."""
    listed = ", ".join(keys)
    counts: Counts = {}
    names = _names(n_columns)
    with duckdb.connect() as connection:
        connection.execute("SET parquet_metadata_cache = true")
        answers = connection.from_parquet(str(path))
        for start in range(0, len(names), SET_SIZE):
            chosen = names[start : start + SET_SIZE]
            sets = ", ".join(f"({listed}, {name})" for name in chosen)
            which = ", ".join(f"grouping({name})" for name in chosen)
            rows = answers.aggregate(
                f"[{which}], {listed}, {', '.join(chosen)}, count(*)", f"GROUPING SETS ({sets})"
            )
            for bits, *cells, n in rows.fetchall():
                place = bits.index(0)
                group, value = cells[: len(keys)], cells[len(keys) + place]
                if value is not None:
                    counts[chosen[place], tuple(group), value] = n
    return counts


def polars_by_column(path: Path, keys: Keys, n_columns: int) -> Counts:
    """polars, lazy, one small query a column."""
    answers = pl.scan_parquet(path)
    counts: Counts = {}
    for name in _names(n_columns):
        by_value = answers.select(*keys, name).drop_nulls(name).group_by(*keys, name)
        counts.update(_named(name, by_value.len().collect().rows()))
    return counts


def tableone_counts(path: Path, n_rows: int, n_columns: int) -> Counts:
    """tableone by country over the first rows; its texts are read back as counts."""
    names = _names(n_columns)
    frame = pq.read_table(path, columns=["country", *names]).slice(0, n_rows).to_pandas()
    frame = frame.astype("object")
    made = TableOne(frame, columns=names, categorical=names, groupby="country", pval=False)
    return dict(_read_back(made))


def first_rows(path: Path, n_rows: int, n_columns: int) -> Counts:
    """What tableone should find."""
    answers = pl.scan_parquet(path).head(n_rows)
    counts: Counts = {}
    for name in _names(n_columns):
        by_value = answers.select("country", name).drop_nulls(name).group_by("country", name)
        counts.update(_named(name, by_value.len().collect().rows()))
    return counts


def _read_back(made: TableOne) -> Iterator[tuple[tuple[str, tuple[str, ...], str], int]]:
    shown = made.tableone.droplevel(0, axis="columns")
    for (head, value), row in shown.iterrows():
        name = head.partition(",")[0]
        for country in ("RO", "NO"):
            n = str(row[country]).partition(" ")[0]
            if name != "n" and value != "None" and int(n):
                yield (name, (country,), value), int(n)


def _names(n_columns: int) -> list[str]:
    return [column.name for column in _plan(("country",), n_columns).columns]


def _named(name: str, rows: list[tuple[Any, ...]]) -> Counts:
    return {(name, tuple(map(str, group)), str(value)): int(n) for *group, value, n in rows}


def _plan(keys: Keys, n_columns: int) -> TabulationPlan:
    plan = plan_of(questionnaire(n_columns))
    plan = replace(plan, columns=tuple(c for c in plan.columns if c.name.startswith("q")))
    return plan if len(keys) == 2 else replace(plan, split=None, split_codes=())
