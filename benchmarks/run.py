"""Measures surveyapp and the bare alternative in one run and writes the figures.

``make bench`` runs it; the figures go to docs/benchmarks.md and to the terminal.
"""

import argparse
import gzip
import multiprocessing
import os
import platform
import re
import socket
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bare import create_app as create_bare
from benchmarks.client import Load, Visitor, measure
from benchmarks.made_up import OPTIONS, ROWS, SCALE, write_questionnaire
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave
from surveyapp.web import create_app
from surveyapp.web.headers import said_always
from surveyapp.web.server import Server

ROOT = Path(__file__).parent.parent
PAGES, VISITORS = 10, 8
SMALL, LARGE = 5, 250


def answers(n: int) -> dict[str, object]:
    """What a visitor answers on page n."""
    return {
        f"one{n}": SCALE[n % 4],
        f"many{n}": OPTIONS[:2],
        f"number{n}": "12",
        **{f"grid{n}.{row}": SCALE[1] for row in ROWS},
    }


def start(visitor: Visitor, questionnaire: str) -> None:
    """From the start page to the section list."""
    visitor.get(f"/respond/{questionnaire}/")
    visitor.post(f"/respond/{questionnaire}/begin", {})


def visit_surveyapp(port: int, n: int) -> tuple[int, list[float]]:
    """Whole visits: start, ten pages read and saved, review, send."""
    times: list[float] = []
    for _ in range(n):
        visitor = Visitor(port)
        start(visitor, "bench")
        fill(visitor)
        send(visitor)
        times += visitor.seconds
    return n, times


def fill(visitor: Visitor) -> None:
    """Reads and saves ten pages, and looks them over."""
    for number in range(PAGES):
        path = f"/answer/page/page{number}"
        visitor.get(path)
        visitor.post(path, answers(number))
    visitor.get("/answer/review")


def send(visitor: Visitor) -> None:
    """Sends what was looked over. Raises RuntimeError where no receipt comes."""
    if b'id="receipt' not in visitor.post("/answer/send", {}):
        raise RuntimeError("no receipt")


def visit_bare(port: int, n: int) -> tuple[int, list[float]]:
    """The same ten pages, read and saved."""
    times: list[float] = []
    for _ in range(n):
        visitor = Visitor(port)
        for number in range(PAGES):
            path = f"/page/{number}"
            visitor.get(path)
            given = {name.replace(".", "_"): value for name, value in answers(number).items()}
            visitor.post(path, given)
        times += visitor.seconds
    return n, times


def read_surveyapp(port: int, n: int) -> tuple[int, list[float]]:
    """One page read again and again."""
    visitor = Visitor(port)
    start(visitor, "bench")
    visitor.seconds.clear()
    for _ in range(n):
        visitor.get("/answer/page/page0")
    return n, visitor.seconds


def read_bare(port: int, n: int) -> tuple[int, list[float]]:
    """The same page of the bare application."""
    visitor = Visitor(port)
    for _ in range(n):
        visitor.get("/page/0")
    return n, visitor.seconds


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_surveyapp(home: str, port: int) -> None:
    """A demo instance with the made-up questionnaires, through gunicorn."""
    os.chdir(home)
    instance = create_instance(Path(home) / "instance", is_demo=True)
    upgrade(instance)
    with connected(instance):
        for name in ("bench", "small", "large"):
            release = load_release(name)
            new_wave(
                Wave(
                    name,
                    name,
                    "1",
                    release.version_hash,
                    "full",
                    {},
                    None,
                    None,
                    WaveState.DRAFT,
                    is_synthetic=True,
                )
            )
            move_wave(name, WaveState.OPEN)
    serve(create_app(instance), port)


def serve_bare(home: str, port: int) -> None:
    """The bare application through the same gunicorn."""
    serve(create_bare(Path(home), PAGES), port)


def serve(app: object, port: int) -> None:
    """The server as `surveyapp serve` runs it."""
    Server(app, ("127.0.0.1", port), VISITORS, said_always(is_https=False)).run()


def started(target: object, home: str) -> tuple[multiprocessing.Process, int]:
    """A server in a process of its own that answers."""
    port = free_port()
    process = multiprocessing.Process(target=target, args=(home, port))  # type: ignore[arg-type]  # Process wants Callable, object is what we say
    process.start()
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    return process, port


def page_cost(port: int, questionnaire: str, pages: int) -> float:
    """Milliseconds to read and save a page in the middle of a questionnaire; best of 5 rounds."""
    visitor = Visitor(port)
    start(visitor, questionnaire)
    number = pages // 2
    path = f"/answer/page/page{number}"
    rounds = []
    for turn in range(5):
        began = time.perf_counter()
        for each in range(20):
            visitor.get(path)
            # Another number each time: a page on which nothing changed is not written again.
            visitor.post(path, {**answers(number), f"number{number}": str(20 * turn + each)})
        rounds.append((time.perf_counter() - began) / 20 * 1000)
    return min(rounds)


def first_page_bytes(port: int) -> tuple[int, int]:
    """(requests, compressed bytes) of a first page with everything it loads."""
    visitor = Visitor(port)
    start(visitor, "bench")
    html = visitor.get("/answer/page/page0")
    loaded = re.findall(rb'(?:href|src)="(/static/[^"]+)"', html)
    bodies = [html, *(Visitor(port).get(path.decode().replace("&amp;", "&")) for path in loaded)]
    return len(bodies), sum(len(gzip.compress(body)) for body in bodies)


def make_project(home: Path) -> None:
    """The made-up questionnaires in a directory of their own."""
    for name, pages in (("bench", PAGES), ("small", SMALL), ("large", LARGE)):
        write_questionnaire(home, name, pages)
    for folder in ("migrations", "translations"):
        (home / folder).symlink_to(ROOT / folder)


def figures(n_visits: int, n_reads: int) -> list[str]:
    """Runs everything; returns the lines of the table."""
    with tempfile.TemporaryDirectory() as home:
        make_project(Path(home))
        ours, port = started(serve_surveyapp, home)
        bare, bare_port = started(serve_bare, home)
        try:
            reads = [
                measure(read_surveyapp, port, VISITORS, n_reads),
                measure(read_bare, bare_port, VISITORS, n_reads),
            ]
            visits = [
                measure(visit_surveyapp, port, VISITORS, n_visits),
                measure(visit_bare, bare_port, VISITORS, n_visits),
            ]
            small, large = page_cost(port, "small", SMALL), page_cost(port, "large", LARGE)
            requests, compressed = first_page_bytes(port)
        finally:
            ours.terminate(), bare.terminate()
    return [
        *_row("pages read a second", reads),
        *_row("submissions of ten pages a second", visits),
        f"| read and save a page, 20 questions | {small:.1f} ms | |",
        f"| read and save a page, 1,000 questions | {large:.1f} ms | |",
        f"| first page, all it loads | {requests} requests, {compressed / 1000:.1f} kB gzipped | |",
    ]


def _row(name: str, loads: list[Load]) -> list[str]:
    ours, bare = loads
    ratio = ours.per_second / bare.per_second
    return [
        f"| {name} | {ours.per_second:.1f} ({ratio:.2f} of bare) | {bare.per_second:.1f} |",
        f"| {name}: p95 | {ours.p95_milliseconds:.0f} ms | {bare.p95_milliseconds:.0f} ms |",
    ]


def main() -> None:
    """Prints the table; ``--write`` puts it into docs/benchmarks.md as well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=6, help="submissions per visitor")
    parser.add_argument("--reads", type=int, default=60, help="pages read per visitor")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    lines = [
        f"{datetime.now(UTC).date()}, {machine}, concurrency {VISITORS}, client on the same cores.",
        "",
        "| what | surveyapp | bare Flask and WTForms |",
        "|---|---|---|",
        *figures(chosen.visits, chosen.reads),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    if chosen.write:
        page = ROOT / "docs" / "benchmarks.md"
        text = page.read_text(encoding="utf-8")
        head, tail = text.split("<!-- figures -->")[0], text.split("<!-- end -->")[1]
        page.write_text(f"{head}<!-- figures -->\n" + "\n".join(lines) + f"\n<!-- end -->{tail}")


if __name__ == "__main__":
    main()
