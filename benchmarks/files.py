"""Files: inventing a whole study and importing it, each a command in a process of its own.

Run as `python -m benchmarks.files`; `--write` puts the table into docs/benchmarks.md.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from benchmarks.figures_on_page import written_between
from benchmarks.flagship import make_open
from surveyapp.cli.demo import QUESTIONNAIRE

PAGE = Path("docs/benchmarks.md")
START, END = "<!-- files figures -->", "<!-- files end -->"
SIZES = (500, 5_000)
LAYOUTS = ("csv", "jsonl")
AIM = 10.0
"""Seconds of wall clock for the largest size, on two free cores."""

MEASURED = """\
import resource, sys
from benchmarks.measured import peak_megabytes
from surveyapp.command import main
try:
    main(sys.argv[1:])
finally:
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    print(max(peak_megabytes(), largest), file=sys.stderr)
"""
"""The command, and in the last line of standard error the peak megabytes of its processes."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of wall clock and of the processor, all processes; peak megabytes of the largest."""

    wall: float
    cpu: float
    megabytes: float


def main() -> None:
    """Prints the table, or writes it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="answers")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--write", action="store_true", help=f"into {PAGE}")
    options = asked.parse_args()
    with TemporaryDirectory() as folder:
        lines = list(table(Path(folder), options.sizes, options.rounds))
    print("\n".join(lines))
    if options.write:
        PAGE.write_text(written_between(PAGE.read_text("utf-8"), lines, START, END), "utf-8")


def table(folder: Path, sizes: Sequence[int], rounds: int) -> Iterator[str]:
    """The lines of the page: what was measured, and the best of the rounds."""
    yield (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} at the start. "
        f"Best of {rounds} rounds."
    )
    yield ""
    yield f"| what | answers | wall | processor time | peak memory | at most {AIM:.0f} s |"
    yield "|---|---|---|---|---|---|"
    for number in sizes:
        for layout in LAYOUTS:
            for what, spent in _both(folder, number, layout, rounds).items():
                met = "yes" if spent.wall <= AIM else "**no**"
                yield (
                    f"| `{what}`, {layout} | {number:,} | {spent.wall:.1f} s | {spent.cpu:.1f} s "
                    f"| {spent.megabytes:.0f} MB | {met} |"
                )


def _both(folder: Path, number: int, layout: str, rounds: int) -> dict[str, Spent]:
    file, instance = folder / f"answers.{layout}", folder / "instance"
    invent = ("simulate", QUESTIONNAIRE, "-n", str(number), "--format", layout, "-o", str(file))
    found: dict[str, list[Spent]] = {"simulate": [], "import": []}
    for _ in range(rounds):
        found["simulate"].append(_spent(invent, instance))
        make_open(instance, 1)
        found["import"].append(_spent(("import", QUESTIONNAIRE, str(file)), instance))
        rmtree(instance)
    return {what: min(spent, key=lambda each: each.wall) for what, spent in found.items()}


def _spent(arguments: Sequence[str], instance: Path) -> Spent:
    """What a command costs, with its start. Raises CalledProcessError when it does not succeed."""
    env = {**os.environ, "SURVEYAPP_INSTANCE": str(instance)}
    began, before = time.perf_counter(), os.times()
    command = [sys.executable, "-c", MEASURED, *arguments]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    wall, after = time.perf_counter() - began, os.times()
    user = after.children_user - before.children_user
    system = after.children_system - before.children_system
    return Spent(wall, user + system, float(done.stderr.splitlines()[-1]))


if __name__ == "__main__":
    main()
