"""Simulated parts: a large study invented by several processes, byte for byte as by one.

Every respondent begins at a seed of its own, so that it does not matter who invents it.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

from surveyapp.formats.microdata.simulated_file import WRITERS
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.formats.source.recipe_file import load_recipe
from surveyapp.questionnaire.simulation import simulate

A_PART = 100
"""Respondents that a process invents at a time."""
WORTH_A_PROCESS = 1000
"""Respondents; fewer are invented in about the time in which processes start."""


@dataclass(frozen=True, slots=True)
class SimulatedStudy:
    """What is invented. layout: one of `WRITERS`."""

    questionnaire: str
    edition: str
    number: int
    seed: int
    layout: str

    def lines(self) -> Iterator[str]:
        """All lines of the file. Raises CannotAnswer, and as `load_release`."""
        cores = os.cpu_count() or 1
        if self.number < WORTH_A_PROCESS or cores == 1:
            yield from _part(self, range(self.number))
            return
        parts = [
            range(first, min(first + A_PART, self.number))
            for first in range(0, self.number, A_PART)
        ]
        pool = ProcessPoolExecutor(min(cores, len(parts)), get_context("spawn"))
        try:
            for part in pool.map(partial(_part, self), parts):
                yield from part
        finally:
            pool.shutdown(cancel_futures=True)


def _part(study: SimulatedStudy, places: range) -> list[str]:
    """The lines of some respondents; those that stand before all of them with the first."""
    form = load_release(study.questionnaire).in_edition(study.edition)
    recipe = load_recipe(study.questionnaire)
    respondents = simulate(form, study.number, study.seed, recipe, places)
    lines = list(WRITERS[study.layout](form, respondents))
    return lines if places.start == 0 else lines[len(lines) - len(places) :]
