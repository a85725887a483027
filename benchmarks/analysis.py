"""Measures counting, refreshing, chapter pages and exports, each beside a plain alternative.

``make bench-analysis`` runs it; the figures go to docs/benchmarks.md and to the terminal.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from benchmarks import counting
from benchmarks.chapter_pages import chapter_milliseconds
from benchmarks.coded import Size, write_coded_snapshot
from benchmarks.figures_on_page import written_between
from benchmarks.measured import Measured, measured
from benchmarks.publishing import (
    ReportCost,
    audit_seconds,
    first_page_milliseconds,
    publishing_seconds,
    report_cost,
)
from benchmarks.refreshing import fill_instance, plainly_decoded, refreshed, same_columns
from benchmarks.spss import sav_seconds
from surveyapp.study.report_files import REPORT_WRITERS

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
START, END = "<!-- analysis figures -->", "<!-- analysis end -->"
GROUPINGS: tuple[counting.Keys, ...] = (("country",), ("country", "sector"))
WAYS: dict[str, Callable[..., counting.Counts]] = {
    "surveyapp, counted": counting.surveyapp_counts,
    "surveyapp, through the gate": counting.surveyapp_comparison,
    "DuckDB, 200 small queries": counting.duckdb_by_column,
    "DuckDB, grouping sets of 20": counting.duckdb_by_sets,
    "polars, lazy": counting.polars_by_column,
}
OURS, GATED, *HAND_WRITTEN = list(WAYS)[:4]
N_STEPS = len(GROUPINGS) * len(WAYS) + 10 + len(REPORT_WRITERS)
Counted = dict[str, Measured[counting.Counts]]
"""Way of counting -> what it cost and found."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """counted, stored: of the answers that are counted, and that are refreshed and exported."""

    counted: Size
    stored: Size
    tableone_rows: int
    rounds: int
    requests: int


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure that must be at most, or at least, `limit`."""

    what: str
    figure: float
    limit: float
    unit: str
    is_least: bool = False

    def line(self) -> str:
        """Its row of the table."""
        is_met = self.figure >= self.limit if self.is_least else self.figure <= self.limit
        sign = "≥" if self.is_least else "≤"
        figure = f"{self.figure:,.0f}" if self.figure >= 10 else f"{self.figure:.2f}"
        met = "yes" if is_met else "**no**"
        return f"| {self.what} | {figure}{self.unit} | {sign} {self.limit:g}{self.unit} | {met} |"


@dataclass(slots=True)
class Watch:
    """Progress on a terminal, nothing in a pipe."""

    n_steps: int = 0

    def next(self, what: str) -> None:
        """Says what is measured now."""
        self.n_steps += 1
        if sys.stderr.isatty():
            click.echo(f"{self.n_steps}/{N_STEPS} {what}", err=True)


@dataclass(frozen=True, slots=True)
class Bench:
    """One run. measure: in which process each call runs, `measured` or `measured_here`."""

    sizes: Sizes
    folder: Path
    watch: Watch
    measure: Callable[..., Measured[Any]] = measured

    def best(self, call: Callable[..., Any], *arguments: object) -> Measured[Any]:
        """The quickest of all rounds."""
        return self.measure(call, *arguments, rounds=self.sizes.rounds)

    def report(self) -> list[str]:
        """All lines that are written."""
        self.watch.next("drawing answers")
        snapshot = self.folder / "counted.parquet"
        self.measure(write_coded_snapshot, self.sizes.counted, snapshot)
        counted = {keys: self.counted(keys, snapshot) for keys in GROUPINGS}
        tableone = self.tableone(snapshot)
        aims = [
            *_count_aims(counted, tableone),
            self.refresh_aim(),
            *self.page_aims(),
            *self.publishing_aims(),
            self.sav_aim(),
        ]
        return [*_head(self.sizes), *_count_lines(counted, tableone), "", *_aim_lines(aims)]

    def counted(self, keys: counting.Keys, snapshot: Path) -> Counted:
        """All ways to count; raises AssertionError when two do not give the same."""
        found: Counted = {}
        for name, way in WAYS.items():
            self.watch.next(f"{name}, by {' × '.join(keys)}")
            found[name] = self.best(way, snapshot, keys, self.sizes.counted.n_columns)
        first = found[OURS].result
        for name, each in found.items():
            # The gate hides small cells of small runs; what it shows is the same.
            same = {key: first.get(key) for key in each.result} if name == GATED else first
            assert each.result == same, f"{name} counts otherwise"
        return found

    def tableone(self, snapshot: Path) -> Measured[counting.Counts]:
        """tableone on its rows, its time scaled to all of them."""
        self.watch.next("tableone")
        rows = snapshot, self.sizes.tableone_rows, self.sizes.counted.n_columns
        made = self.measure(counting.tableone_counts, *rows)
        assert made.result == counting.first_rows(*rows), "tableone counts otherwise"
        scale = self.sizes.counted.n_responses / self.sizes.tableone_rows
        return replace(made, seconds=made.seconds * scale, cpu_seconds=made.cpu_seconds * scale)

    def refresh_aim(self) -> Aim:
        """Stored answers into a snapshot."""
        self.watch.next("storing answers")
        instance, n_columns = self.folder / "instance", self.sizes.stored.n_columns
        self.measure(fill_instance, instance, self.sizes.stored)
        self.watch.next("refreshing a snapshot")
        ours = self.best(refreshed, instance, n_columns)
        self.watch.next("decoding and writing plainly")
        plain = self.best(plainly_decoded, instance, n_columns)
        assert same_columns(ours.result, plain.result), "the snapshots differ"
        what = (
            f"refresh, {ours.seconds:.1f} s, of plain decoding and writing, {plain.seconds:.1f} s"
        )
        return Aim(what, ours.seconds / plain.seconds, 1.5, " ×")

    def page_aims(self) -> Iterator[Aim]:
        """The demo's pages."""
        self.watch.next("chapter pages of the demo")
        arguments = self.folder / "demo", self.sizes.requests
        pages = self.measure(chapter_milliseconds, *arguments).result
        for chapter, milliseconds in pages.items():
            yield Aim(f"chapter page `{chapter}` of the demo", milliseconds, 100, " ms")

    def publishing_aims(self) -> Iterator[Aim]:
        """The demo's publication, first page, audit and reports, each in a process of its own."""
        folder = self.folder / "demo"
        self.watch.next("publishing the demo")
        made = self.measure(publishing_seconds, folder).result
        what = f"publishing the demo, {made.seconds:.1f} s on the clock: work"
        yield Aim(what, made.cpu_seconds, 2, " s")
        self.watch.next("the first page after a start")
        page = self.measure(first_page_milliseconds, folder).result
        yield Aim("first page of the demo after a start", page, 300, " ms")
        self.watch.next("auditing the demo")
        yield Aim("audit of the demo", self.measure(audit_seconds, folder).result, 60, " s")
        for layout in REPORT_WRITERS:
            self.watch.next(f"the report of the demo as {layout.upper()}")
            yield from _report_aims(layout, report_cost(folder, layout))

    def sav_aim(self) -> Aim:
        """A file for SPSS."""
        self.watch.next("writing for SPSS")
        snapshot, size = self.folder / "stored.parquet", self.sizes.stored
        self.measure(write_coded_snapshot, size, snapshot)
        made = self.measure(sav_seconds, snapshot, size.n_columns, self.sizes.rounds)
        ours, bare = made.result
        what = f"`.sav` from a snapshot, {ours:.1f} s, of bare pyreadstat, {bare:.1f} s"
        return Aim(what, ours / bare, 1.5, " ×")


def _count_aims(
    counted: dict[counting.Keys, Counted], tableone: Measured[counting.Counts]
) -> Iterator[Aim]:
    for keys, found in counted.items():
        by = " × ".join(keys)
        best = min(found[name].seconds for name in HAND_WRITTEN)
        yield Aim(f"counts by {by}, of hand-written DuckDB", found[OURS].seconds / best, 1.25, " ×")
        yield Aim(f"peak memory by {by}, with the gate", found[GATED].megabytes, 1000, " MB")
    faster = tableone.seconds / counted["country",][OURS].seconds
    yield Aim("counts by country, quicker than tableone", faster, 200, " ×", is_least=True)


def _report_aims(layout: str, made: ReportCost) -> Iterator[Aim]:
    what = f"report of the demo as {layout.upper()}, whole process"
    yield Aim(f"{what}, {made.seconds:.1f} s on the clock: work", made.cpu_seconds, 3, " s")
    yield Aim(f"{what}: peak memory", made.megabytes, 400, " MB")


def _head(sizes: Sizes) -> list[str]:
    counted, stored = sizes.counted, sizes.stored
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    line = (
        f"{datetime.now(UTC).date()}, {machine}. Counted: {counted.n_responses:,} × "
        f"{counted.n_columns}; stored and exported: {stored.n_responses:,} × "
        f"{stored.n_columns}; tableone: {sizes.tableone_rows:,} rows. Best of {sizes.rounds} "
        f"rounds; tableone once; pages the median of {sizes.requests} requests."
    )
    return [line, ""]


def _count_lines(
    counted: dict[counting.Keys, Counted], tableone: Measured[counting.Counts]
) -> Iterator[str]:
    yield "| all columns | by country: wall / CPU s | peak MB | by country × sector | peak MB |"
    yield "|---|---|---|---|---|"
    for name in WAYS:
        cells = (_cost(counted[keys][name]) for keys in GROUPINGS)
        yield f"| {name} | {' | '.join(cells)} |"
    yield f"| tableone, scaled linearly | {_cost(tableone)} | | |"


def _cost(each: Measured[counting.Counts]) -> str:
    return f"{each.seconds:.2f} / {each.cpu_seconds:.2f} | {each.megabytes:,.0f}"


def _aim_lines(aims: list[Aim]) -> Iterator[str]:
    yield "| what | figure | aim | met |"
    yield "|---|---|---|---|"
    yield from (aim.line() for aim in aims)


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counted", type=int, default=1_000_000, help="responses counted")
    parser.add_argument("--stored", type=int, default=100_000, help="refreshed and exported")
    parser.add_argument("--columns", type=int, default=200, help="questions")
    parser.add_argument("--tableone", type=int, default=50_000, help="rows that tableone gets")
    parser.add_argument("--rounds", type=int, default=3, help="the best one counts")
    parser.add_argument("--requests", type=int, default=20, help="requests for each page")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args()


def main() -> None:
    """Prints the tables; ``--write`` puts them into docs/benchmarks.md as well."""
    chosen = _chosen()
    sizes = Sizes(
        Size(chosen.counted, chosen.columns),
        Size(chosen.stored, chosen.columns),
        min(chosen.tableone, chosen.counted),
        chosen.rounds,
        chosen.requests,
    )
    with tempfile.TemporaryDirectory() as folder:
        lines = Bench(sizes, Path(folder), Watch()).report()
    sys.stdout.write("\n".join(lines) + "\n")
    if chosen.write:
        page = written_between(PAGE.read_text(encoding="utf-8"), lines, START, END)
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
