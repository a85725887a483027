"""Measures surveyapp beside two floors written by hand, in turn, and writes the figures.

``make bench`` runs it; the figures go to docs/benchmarks.md and to the terminal.
"""

import argparse
import gzip
import os
import platform
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.bare_storage import durable
from benchmarks.client import Load, Visitor, measure
from benchmarks.figures_on_page import written_between
from benchmarks.growth import growth
from benchmarks.measured import measured
from benchmarks.parts import spent_by_part
from benchmarks.site import ASKED, Running, made_instance, make_project, ours, running
from benchmarks.walk import START, Reads, Saves, Submissions, page_path, start

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures -->", "<!-- end -->"
VISITORS, WARMING = 8, 2
OURS, FLOOR, PLAIN = "surveyapp", "Flask and WTForms", "Flask alone"
ROW_BYTES, COMMIT_SECONDS = 1000, 2.0


def _bare(way: str, port: int) -> list[str]:
    return ["-m", "benchmarks.bare", way, ".", str(port)]


PROGRAMS: Mapping[str, Callable[[int], list[str]]] = {
    OURS: ours,
    FLOOR: partial(_bare, "wtforms"),
    PLAIN: partial(_bare, "plain"),
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """rounds: of everything; submissions, reads, drafts: of each of the visitors in a round."""

    rounds: int
    submissions: int
    reads: int
    drafts: int
    visitors: int = VISITORS


@dataclass(frozen=True, slots=True)
class Found:
    """One way in one round. saves_of_disk: saves a second by commits a second beside them."""

    submissions: Load
    reads: Load
    saves: Load
    saves_of_disk: float
    megabytes: float
    first_answer: float


Rounds = list[dict[str, Found]]


def rounds_of(sizes: Sizes, home: Path) -> Rounds:
    """All ways in every round, one server at a time; who is first changes from round to round."""
    return [
        {way: _found(way, sizes, home) for way in in_turn(turn)} for turn in range(sizes.rounds)
    ]


def in_turn(turn: int) -> list[str]:
    """All ways, in the order of a round."""
    ways = list(PROGRAMS)
    return [*ways[turn % len(ways) :], *ways[: turn % len(ways)]]


def _found(way: str, sizes: Sizes, home: Path) -> Found:
    with running(PROGRAMS[way], home, START) as server:
        loaded = partial(_loaded, server, sizes.visitors)
        loaded(Submissions, WARMING)
        submissions, reads = loaded(Submissions, sizes.submissions), loaded(Reads, sizes.reads)
        saves = loaded(Saves, sizes.drafts)
        of_disk = saves.per_second / commits_a_second(home)
        megabytes, seconds = server.pss_megabytes(), server.seconds
        return Found(submissions, reads, saves, of_disk, megabytes, seconds)


def _loaded(server: Running, visitors: int, job: type[Submissions | Reads | Saves], n: int) -> Load:
    return measure(job, server.port, visitors, n, server.cpu_seconds)


def commits_a_second(folder: Path, seconds: float = COMMIT_SECONDS) -> float:
    """Rows of a kilobyte, each in a transaction of its own that is on the disk, by one writer."""
    path = folder / "commits.db"
    connection = durable(path)
    connection.execute("CREATE TABLE IF NOT EXISTS row (content BLOB)")
    row, n, began = (os.urandom(ROW_BYTES),), 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds:
        connection.execute("INSERT INTO row VALUES (?)", row)
        n += 1
    connection.close()
    path.unlink()
    return n / spent


def first_page_bytes(visitor: Visitor) -> tuple[int, int]:
    """(requests, compressed bytes) of a first page with everything it loads."""
    start(visitor)
    html = visitor.get(page_path(0))
    loaded = re.findall(rb'(?:href|src)="(/static/[^"]+)"', html)
    bodies = [html, *(visitor.get(path.decode().replace("&amp;", "&")) for path in loaded)]
    return len(bodies), sum(len(gzip.compress(body)) for body in bodies)


def report(sizes: Sizes, home: Path) -> Iterator[str]:
    """All lines that are written."""
    make_project(home)
    measured(made_instance, str(home), [ASKED])
    for program in PROGRAMS.values():  # what Python compiles is kept from here on
        with running(program, home, START):
            pass
    rounds = rounds_of(sizes, home)
    yield from _head(sizes)
    yield from _tables(rounds)
    yield ""
    yield from _pages(home)
    yield ""
    yield from measured(spent_by_part, str(home)).result


def _head(sizes: Sizes) -> Iterator[str]:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    yield (
        f"{datetime.now(UTC).date()}, {machine}, SQLite {sqlite3.sqlite_version}, load "
        f"{os.getloadavg()[0]:.1f} at the end; {sizes.visitors} visitors on the same cores. "
        f"{sizes.rounds} rounds; of every visitor in each {sizes.submissions} submissions, "
        f"{sizes.reads} pages read, and {sizes.drafts} drafts of ten pages saved. Medians."
    )
    yield ""


ROWS: tuple[tuple[str, str, Callable[[Found], float]], ...] = (
    ("processor time of a submission", "{:.1f} ms", lambda each: each.submissions.spent * 1000),
    ("submissions a second", "{:.1f}", lambda each: each.submissions.per_second),
    ("p95 of a request", "{:.0f} ms", lambda each: each.submissions.p95_milliseconds),
    ("processor time of a page", "{:.1f} ms", lambda each: each.reads.spent * 1000),
    ("pages read a second", "{:.0f}", lambda each: each.reads.per_second),
    ("processor time of a save", "{:.1f} ms", lambda each: each.saves.spent * 1000),
    ("saves a second", "{:.0f}", lambda each: each.saves.per_second),
    ("of the synced commits a second", "{:.1%}", lambda each: each.saves_of_disk),
    ("memory of all processes (PSS)", "{:.0f} MB", lambda each: each.megabytes),
    ("start to first answer", "{:.2f} s", lambda each: each.first_answer),
)
AIMS: Mapping[str, tuple[str, float]] = {
    "processor time of a submission": ("≤", 1.7),
    "submissions a second": ("≥", 0.6),
    "pages read a second": ("≥", 0.75),
}
OWN_AIMS: Mapping[str, tuple[str, float]] = {
    "of the synced commits a second": ("≥", 0.1),
    "memory of all processes (PSS)": ("≤", 250),
    "start to first answer": ("≤", 1),
}
"""Of surveyapp alone, whatever the floor has."""


def _tables(rounds: Rounds) -> Iterator[str]:
    yield f"| what | {' | '.join(PROGRAMS)} | aim |"
    yield "|---|---|---|---|---|"
    for what, written, value in ROWS:
        middles = [statistics.median(value(each[way]) for each in rounds) for way in PROGRAMS]
        aimed = _aimed(OWN_AIMS, what, middles[0], written)
        yield f"| {what} | {' | '.join(map(written.format, middles))} | {aimed} |"
    yield ""
    yield f"| {OURS} by | {FLOOR}: each pair | median | aim | {PLAIN}: each pair | median |"
    yield "|---|---|---|---|---|---|"
    for what, _written, value in ROWS:
        floor, plain = (_ratios(rounds, value, way) for way in (FLOOR, PLAIN))
        aimed = _aimed(AIMS, what, statistics.median(floor), "{}")
        yield f"| {what} | {_told(floor)} | {aimed} | {_told(plain)} |"


def _ratios(rounds: Rounds, value: Callable[[Found], float], way: str) -> list[float]:
    return [value(each[OURS]) / value(each[way]) for each in rounds]


def _told(ratios: list[float]) -> str:
    pairs = ", ".join(f"{each:.2f}" for each in ratios)
    return f"{pairs} | {statistics.median(ratios):.2f}"


def _aimed(aims: Mapping[str, tuple[str, float]], what: str, found: float, written: str) -> str:
    if what not in aims:
        return ""
    sign, aim = aims[what]
    is_met = found <= aim if sign == "≤" else found >= aim
    return f"{sign} {written.format(aim)}: {'yes' if is_met else '**no**'}"


def _pages(home: Path) -> Iterator[str]:
    with running(ours, home, START) as server, closing(Visitor(server.port)) as visitor:
        requests, compressed = first_page_bytes(visitor)
    yield f"First page with all it loads: {requests} requests, {compressed / 1000:.1f} kB gzipped."


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="each measures every way")
    parser.add_argument("--submissions", type=int, default=6, help="per visitor and round")
    parser.add_argument("--reads", type=int, default=60, help="pages per visitor and round")
    parser.add_argument("--drafts", type=int, default=4, help="saved per visitor and round")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args()


def main() -> None:
    """Prints the tables; ``--write`` puts them into docs/benchmarks.md as well."""
    chosen = _chosen()
    sizes = Sizes(chosen.rounds, chosen.submissions, chosen.reads, chosen.drafts)
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as apart:
        lines = [*report(sizes, Path(home)), "", *growth(Path(apart))]
    sys.stdout.write("\n".join(lines) + "\n")
    if chosen.write:
        page = written_between(PAGE.read_text(encoding="utf-8"), lines, BEGIN, END)
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
