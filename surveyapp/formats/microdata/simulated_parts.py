"""Simulated parts: a large study invented by several processes, byte for byte as by one.

Every respondent begins at a seed of its own, so that it does not matter who invents it.
"""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread

from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.formats.microdata.simulated_file import LAYOUTS
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.formats.source.recipe_file import load_recipe
from surveyapp.questionnaire.simulation import SyntheticPopulation

A_PART = 100
"""Respondents that a process invents at a time."""
WORTH_A_PROCESS = 1000
"""Respondents; fewer are invented in about the time in which processes start."""
HOW_PROCESSES_BEGIN = "fork" if sys.platform == "linux" else "spawn"
"""A command has no other threads; elsewhere libraries of the system may have some."""


@dataclass(frozen=True, slots=True)
class SimulatedStudy:
    """What is invented. layout: one of `LAYOUTS`."""

    questionnaire: str
    edition: str
    number: int
    seed: int
    layout: str

    def lines(self) -> Iterator[str]:
        """All lines of the file. Raises CannotAnswer, and as `load_release`."""
        cores = os.cpu_count() or 1
        parts = [
            range(first, min(first + A_PART, self.number))
            for first in range(0, self.number, A_PART)
        ]
        lines = _lines_of(self)
        if self.number < WORTH_A_PROCESS or cores == 1:
            for places in parts:
                yield from lines.of(places)
            return
        begin = get_context(HOW_PROCESSES_BEGIN)
        pool = ProcessPoolExecutor(min(cores, len(parts)), begin, _end_with_parent)
        try:
            for part in pool.map(partial(_part, self), parts):
                yield from part
        finally:
            pool.shutdown(cancel_futures=True)


class SimulatedLines:
    """The lines of a study. Its files are read once; raises as `load_release`."""

    def __init__(self, study: SimulatedStudy) -> None:
        form = load_release(study.questionnaire).in_edition(study.edition)
        recipe = load_recipe(study.questionnaire)
        layout = LAYOUTS[study.layout]
        self._head, self._write = layout.head(form), layout.writer(form)
        self._population = SyntheticPopulation(form, study.number, study.seed, recipe)

    def of(self, places: range) -> list[str]:
        """Of some respondents; what stands before all of them with the first."""
        head = [self._head] if places.start == 0 and self._head else []
        with collection_pause():
            return head + [self._write(answers) for answers in self._population.answers(places)]


@lru_cache(1)
def _lines_of(study: SimulatedStudy) -> SimulatedLines:
    """A process lives for one study; one that is forked has what was read before."""
    return SimulatedLines(study)


def _part(study: SimulatedStudy, places: range) -> list[str]:
    return _lines_of(study).of(places)


def _end_with_parent() -> None:
    """Nobody would tell the process to end once the command was killed."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
