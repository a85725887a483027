"""What a mixing costs: opening, detaching texts, storing, telling who has answered, rewriting."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import Clock, Part, watched
from benchmarks.flagship import WAVE
from benchmarks.measured import peak_megabytes
from surveyapp.instance import load_instance
from surveyapp.storage import responses
from surveyapp.storage.database import connected
from surveyapp.study import mixing

PARTS: tuple[Part, ...] = (
    ("opening", mixing, "waiting_of"),
    ("making responses of them", mixing, "reveal"),
    ("of which detaching texts", responses, "detached"),
    ("keeping who has answered", mixing, "raise_flags"),
    ("writing the file anew", mixing, "rewrite"),
)


@dataclass(frozen=True, slots=True)
class Mixed:
    """What came of a mixing. parts: name -> (wall, processor seconds); megabytes: of the file."""

    n_mixed: int
    n_waiting: int
    is_rewritten: bool
    parts: dict[str, tuple[float, float]]
    megabytes_before: float
    megabytes_of_file: float


def mixed(waiting: Path, place: Path) -> Mixed:
    """Mixes a copy of an instance in which answers wait; the copy is gone afterwards."""
    shutil.copytree(waiting, place)
    instance, clock, before = load_instance(place), Clock(), peak_megabytes()
    size = (place / "answers.db").stat().st_size / 1_000_000
    with connected(instance), watched(clock, PARTS):
        found = clock.timed("all", mixing.mix)(instance, WAVE)
    shutil.rmtree(place)
    counts = found.n_mixed, found.n_waiting, found.is_rewritten
    return Mixed(*counts, clock.parts, before, size)
