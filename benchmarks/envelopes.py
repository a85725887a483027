"""Measures what sealing costs: sending beside a control that stores at once, and mixing.

``make bench-envelopes`` runs it; the figures go to docs/benchmarks.md and to the terminal.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures_on_page import written_between
from benchmarks.flagship import fill_waiting
from benchmarks.former import WAYS
from benchmarks.measured import Measured, measured
from benchmarks.mixing_cost import PARTS as MIXING_PARTS
from benchmarks.mixing_cost import Mixed, mixed
from benchmarks.sending_cost import PARTS, PageCosts, Pair, call_costs, call_parts, page_costs

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
START, END = "<!-- envelope figures -->", "<!-- envelope end -->"
SEALED, AT_ONCE = WAYS
LIMIT = 1.2


@dataclass(frozen=True, slots=True)
class Sizes:
    """rounds: of everything; visits, calls: of each way in a round; waiting: to be mixed."""

    rounds: int
    visits: int
    calls: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Bench:
    """One run. measure: in which process each call runs, `measured` or `measured_here`."""

    sizes: Sizes
    folder: Path
    measure: Callable[..., Measured[Any]] = measured

    def report(self) -> list[str]:
        """All lines that are written."""
        pages = page_costs(self.folder, self.sizes.rounds, self.sizes.visits)
        place, n_calls = self.folder / "calls", self.sizes.calls
        calls = self.measure(call_costs, place, self.sizes.rounds, n_calls).result
        parts = self.measure(call_parts, self.folder / "parts", n_calls).result
        return [
            *_head(self.sizes),
            *_sending_lines(pages, calls),
            "",
            *_part_lines(parts),
            "",
            *_mixing_lines(self.mixings()),
        ]

    def mixings(self) -> list[Measured[Mixed]]:
        """As many as rounds, each of a copy of the same instance, in a process of its own."""
        waiting = self.folder / "waiting"
        self.measure(fill_waiting, waiting, WAYS[SEALED], self.sizes.waiting)
        place = self.folder / "mixed"
        return [self.measure(mixed, waiting, place) for _each in range(self.sizes.rounds)]


def _head(sizes: Sizes) -> Iterator[str]:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    load = f"{os.getloadavg()[0]:.1f}"
    yield (
        f"{datetime.now(UTC).date()}, {machine}, load {load} at the end. {sizes.rounds} rounds of "
        f"{sizes.visits} submissions and {sizes.calls} calls of each way; milliseconds of "
        "processor time, user and system, median of the rounds."
    )
    yield ""


def _sending_lines(pages: PageCosts, calls: list[Pair]) -> Iterator[str]:
    ways = " | ".join(WAYS)
    yield f"| one submission | {ways} | ratio of each pair | median at most {LIMIT} |"
    yield "|---|---|---|---|---|"
    yield _sending_line("by invitation, ten pages, sent, over HTTP", pages.visits)
    yield _sending_line("of which Send and its receipt", pages.sends)
    yield _sending_line("the storage call alone, flagship", calls)
    peaks = " | ".join(f"{pages.megabytes[way]:,.0f} MB" for way in WAYS)
    yield f"| peak memory of the server | {peaks} | | |"


def _sending_line(what: str, pairs: list[Pair]) -> str:
    ratios = [pair[SEALED] / pair[AT_ONCE] for pair in pairs]
    told = ", ".join(f"{each:.2f}" for each in sorted(ratios))
    costs = " | ".join(
        f"{statistics.median(pair[way] for pair in pairs) * 1000:.1f} ms" for way in WAYS
    )
    is_met = statistics.median(ratios) <= LIMIT
    return f"| {what} | {costs} | {told} | {'yes' if is_met else '**no**'} |"


def _part_lines(parts: Pair) -> Iterator[str]:
    yield "| one storage call, sealed, under a clock | processor time |"
    yield "|---|---|"
    for part, _module, _name in PARTS:
        yield f"| {part} | {parts[part] * 1000:.2f} ms |"
    known = sum(cost for part, cost in parts.items() if not part.startswith(("all", "of which")))
    yield f"| the transaction itself | {(parts['all'] - known) * 1000:.2f} ms |"
    yield f"| all | {parts['all'] * 1000:.2f} ms |"


def _mixing_lines(runs: list[Measured[Mixed]]) -> Iterator[str]:
    first = runs[0].result
    whole = "" if first.is_rewritten else ", the file not written anew"
    yield (
        f"| mixing {first.n_mixed:,} of {first.n_mixed + first.n_waiting:,} that wait, a file of "
        f"{first.megabytes_of_file:,.0f} MB{whole} | wall | processor time |"
    )
    yield "|---|---|---|"
    for part in [*(name for name, _module, _call in MIXING_PARTS), "all"]:
        spent = [each.result.parts[part] for each in runs]
        wall, cpu = (statistics.median(times) for times in zip(*spent, strict=True))
        yield f"| {part} | {wall:.2f} s | {cpu:.2f} s |"
    before, peak = first.megabytes_before, max(each.megabytes for each in runs)
    yield f"| peak memory | {peak:,.0f} MB | of which before {before:,.0f} MB |"


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="each a pair of both ways")
    parser.add_argument("--visits", type=int, default=10, help="submissions over HTTP in a round")
    parser.add_argument("--calls", type=int, default=200, help="storage calls in a round")
    parser.add_argument("--waiting", type=int, default=1000, help="answers that are mixed")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args()


def main() -> None:
    """Prints the tables; ``--write`` puts them into docs/benchmarks.md as well."""
    chosen = _chosen()
    sizes = Sizes(chosen.rounds, chosen.visits, chosen.calls, chosen.waiting)
    with tempfile.TemporaryDirectory() as folder:
        lines = Bench(sizes, Path(folder)).report()
    sys.stdout.write("\n".join(lines) + "\n")
    if chosen.write:
        page = written_between(PAGE.read_text(encoding="utf-8"), lines, START, END)
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
