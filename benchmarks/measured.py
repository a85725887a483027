"""Measured: what a call costs in a process of its own, which holds nothing but this call."""

import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Measured(Generic[Result]):
    """Wall and processor seconds of the quickest round, all threads; peak megabytes; the result."""

    seconds: float
    cpu_seconds: float
    megabytes: float
    result: Result


def measured(call: Callable[..., Result], *arguments: object, rounds: int = 1) -> Measured[Result]:
    """Runs `call(*arguments)` some times in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured_here, call, *arguments, rounds=rounds).result()


def measured_here(
    call: Callable[..., Result], *arguments: object, rounds: int = 1
) -> Measured[Result]:
    """The same in this process, whose memory holds other things as well."""
    times: list[tuple[float, float]] = []
    for _ in range(rounds):
        began, cpu_began = time.perf_counter(), time.process_time()
        result = call(*arguments)
        times.append((time.perf_counter() - began, time.process_time() - cpu_began))
    seconds, cpu_seconds = min(times)
    return Measured(seconds, cpu_seconds, peak_megabytes(), result)


def peak_megabytes(pid: int | None = None) -> float:
    """Of a program alone, this one if None; where there is no /proc, its parent's may be in it."""
    status = Path(f"/proc/{pid or 'self'}/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def cpu_seconds_of(pid: int) -> float:
    """User and system time of a running process until now, all its threads; on Linux.

    Its clock has the number that the C library's ``clock_getcpuclockid`` makes of its id.
    """
    return time.clock_gettime(~pid << 3 | 2)
