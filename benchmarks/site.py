"""Site: an instance that asks made-up questionnaires, and programs that serve pages of them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.bare import LOCAL, PROCESSES, THREADS
from benchmarks.made_up import PAGES, write_questionnaire
from benchmarks.measured import cpu_seconds_of, peak_megabytes
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import Instance, create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave
from surveyapp.web.headers import said_always
from surveyapp.web.server import Server, ServerLayout
from surveyapp.web.site import Site

ROOT = Path(__file__).parent.parent
ASKED = "bench"
PATIENCE = 60


def make_project(home: Path) -> None:
    """The made-up questionnaire in a directory of its own."""
    write_questionnaire(home, ASKED, PAGES)


def make_instance(home: str, names: Sequence[str] = (ASKED,)) -> Instance:
    """A demo instance in a project, an open wave of each questionnaire; stands in the project."""
    os.chdir(home)
    instance = create_instance(Path(home) / "instance", is_demo=True)
    upgrade(instance)
    with connected(instance):
        for name in names:
            new_wave(_wave(name, load_release(name).version_hash))
            move_wave(name, WaveState.OPEN)
    return instance


def made_instance(home: str, names: Sequence[str]) -> None:
    """The same for a process that ends afterwards."""
    make_instance(home, names)


def ours(port: int) -> list[str]:
    """Arguments of the product's own server."""
    return ["-m", "surveyapp", "serve", "--port", str(port)]


def _wave(name: str, version_hash: str) -> Wave:
    state, is_synthetic = WaveState.DRAFT, True
    return Wave(name, name, "1", version_hash, "full", {}, None, None, state, is_synthetic)


def serve_made(home: str, port: int) -> None:
    """Makes the instance and serves it in this process."""
    site, layout = Site(make_instance(home)), ServerLayout(PROCESSES, THREADS)
    Server(site, (LOCAL, port), layout, said_always(is_https=False)).run()


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Running:
    """A server with all its processes. seconds: from its start to its first page."""

    pid: int
    port: int
    seconds: float

    def pids(self) -> tuple[int, ...]:
        """Of the program, and of what it started."""
        return tuple(family(self.pid))

    def cpu_seconds(self) -> float:
        """Of all processes until now."""
        return sum(map(cpu_seconds_of, self.pids()))

    def peak_megabytes(self) -> float:
        """Of the largest process."""
        return max(map(peak_megabytes, self.pids()))

    def pss_megabytes(self) -> float:
        """Of all processes together; what some share is counted once."""
        return sum(map(_pss_megabytes, self.pids()))


def family(pid: int) -> Iterator[int]:
    """A process and all below it; on Linux."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            yield from family(int(child))


def _pss_megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        name, _colon, value = line.partition(":")
        if name == "Pss":
            return int(value.split()[0]) / 1000
    raise LookupError(pid)


@contextmanager
def running(program: Callable[[int], Sequence[str]], home: Path, path: str) -> Iterator[Running]:
    """A program that serves, in a project, until the end. path: the page that is asked first.

    program: its arguments after Python's own, by the port.
    """
    port, began = free_port(), time.perf_counter()
    around = {
        "SURVEYAPP_INSTANCE": str(home / "instance"),
        "PYTHONPATH": str(ROOT),
        # Compiled once and kept, as an installation does, also where the environment forbids it.
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    with subprocess.Popen(
        [sys.executable, *program(port)],
        cwd=home,
        env=os.environ | around,
        stdout=subprocess.DEVNULL,
    ) as started:
        try:
            wait_for_page(port, path)
            yield Running(started.pid, port, time.perf_counter() - began)
        finally:
            started.send_signal(signal.SIGTERM)


def wait_for_page(port: int, path: str) -> None:
    """Until it is there. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with closing(HTTPConnection(LOCAL, port, timeout=PATIENCE)) as asked:
                asked.request("GET", path)
                if asked.getresponse().status == 200:
                    return
        except (OSError, HTTPException):
            time.sleep(0.01)
    raise TimeoutError(path)
