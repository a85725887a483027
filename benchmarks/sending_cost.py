"""What a submission costs: through real pages, and the call that stores it alone.

Both ways to send are measured in turn, round after round, so that what else the machine does meets
both alike. Only processor time is told: waiting for the disk is not in it.
"""

import multiprocessing
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client import Visitor
from benchmarks.clock import Clock, Part, watched
from benchmarks.flagship import invite, make_open, sender_to, submissions
from benchmarks.former import WAYS, send_so
from benchmarks.site import Running, free_port, make_project, serve_made, wait_for_page
from benchmarks.walk import START, fill, send
from surveyapp.instance import Instance, load_instance
from surveyapp.storage import pool, sending
from surveyapp.storage.database import connected
from surveyapp.storage.responses import Submission

WARMING = 2
Pair = dict[str, float]
"""Way to send -> seconds of processor time for one submission."""

PARTS: tuple[Part, ...] = (
    ("finding that it may be sent, from these versions", sending, "open_for_writing"),
    ("sealing and writing index and copy", sending, "seal_section"),
    ("sealing and writing the flag", sending, "put_flag"),
    ("sealing and writing the response", sending, "put_in_pool"),
    ("of which as text", pool, "_text"),
    ("of which compressing and sealing", pool, "seal_box"),
)


@dataclass(frozen=True, slots=True)
class PageCosts:
    """Rounds of whole submissions, and in them of Send and its receipt; peak of each server."""

    visits: list[Pair]
    sends: list[Pair]
    megabytes: Pair


@dataclass(frozen=True, slots=True)
class Served:
    """A server that sends in one way. codes: of invitations that nobody opened yet."""

    running: Running
    codes: Iterator[str]

    def submit(self) -> tuple[float, float]:
        """Processor seconds of one whole submission, and of Send and its receipt in it."""
        began, code = self.running.cpu_seconds(), next(self.codes)
        visitor = Visitor(self.running.port)
        with closing(visitor):
            visitor.get(f"/i/{code}")
            visitor.post("/i/open", {"code": code})
            fill(visitor)
            before = self.running.cpu_seconds()
            send(visitor)
        ended = self.running.cpu_seconds()
        return ended - began, ended - before


def page_costs(folder: Path, rounds: int, n: int) -> PageCosts:
    """Submissions by invitation, n of each way in a round, one after another and in turn."""
    with ExitStack() as stack:
        n_codes = WARMING + rounds * n
        servers = {way: stack.enter_context(_served(folder, way, n_codes)) for way in WAYS}
        _submitted(servers, WARMING)
        found = [_submitted(servers, n) for _turn in range(rounds)]
        peaks = {way: each.running.peak_megabytes() for way, each in servers.items()}
    return PageCosts([visits for visits, _ in found], [sends for _, sends in found], peaks)


def call_costs(folder: Path, rounds: int, n: int) -> list[Pair]:
    """The storage call alone, n answers to the flagship in a round; in this process."""
    instances = {way: _filled(folder, way, n) for way in WAYS}
    made = submissions(n)
    return [
        {way: _call_cost(instances[way], way, made) for way in in_turn(turn)}
        for turn in range(rounds)
    ]


def call_parts(folder: Path, n: int) -> Pair:
    """What one call of the product spends, part by part and in all, in seconds of processor time.

    What is left of all of them is the transaction: its begin, its commit, its turn.
    """
    clock, way = Clock(), next(iter(WAYS))
    whole = _call_cost(_filled(folder, way, n), way, submissions(n), clock)
    return {part: cpu / n for part, (_wall, cpu) in clock.parts.items()} | {"all": whole}


def in_turn(turn: int) -> list[str]:
    """Both ways; who is first changes from round to round."""
    return list(WAYS)[:: -1 if turn % 2 else 1]


def _submitted(servers: Mapping[str, Served], n: int) -> tuple[Pair, Pair]:
    """Seconds for one submission, and for Send and its receipt in it."""
    wholes, sends = dict.fromkeys(servers, 0.0), dict.fromkeys(servers, 0.0)
    for turn in range(n):
        for way in in_turn(turn):
            whole, sending_alone = servers[way].submit()
            wholes[way] += whole / n
            sends[way] += sending_alone / n
    return wholes, sends


def _call_cost(
    instance: Instance, way: str, made: list[Submission], clock: Clock | None = None
) -> float:
    """Processor seconds of one call."""
    with connected(instance):
        sender = sender_to(instance, WAYS[way])
        sender.all(made[:1])  # opens the connection
        with watched(clock, PARTS) if clock else nullcontext():
            began = time.process_time()
            sender.all(made)
            return (time.process_time() - began) / len(made)


def _filled(folder: Path, way: str, n: int) -> Instance:
    place = folder / way.replace(" ", "-")
    make_open(place, n)
    return load_instance(place)


@contextmanager
def _served(folder: Path, way: str, n_codes: int) -> Iterator[Served]:
    home = folder / f"home-{way.replace(' ', '-')}"
    home.mkdir()
    make_project(home)
    serve, port = serve_made if way == "sealed" else _serve_at_once, free_port()
    process = multiprocessing.Process(target=serve, args=(str(home), port))
    began = time.perf_counter()
    process.start()
    try:
        wait_for_page(port, START)
        seconds = time.perf_counter() - began
        instance = load_instance(home / "instance")
        with connected(instance):
            codes = invite(instance, n_codes)
        yield Served(Running(int(process.pid or 0), port, seconds), iter(codes))
    finally:
        process.terminate()
        process.join()


def _serve_at_once(home: str, port: int) -> None:
    send_so(WAYS["stored at once"])
    serve_made(home, port)
