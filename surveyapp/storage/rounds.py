"""Rounds: one is not published beside another that has nearly the same answers.

A reader who believes that the others answered as before could subtract the two rounds, and know
what the one to k - 1 institutions answered that are in one of them only.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from surveyapp.analysis.tabulation_plan import TabulationPlan, is_compared, plan_of
from surveyapp.instance import Instance
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.answers_tables import response
from surveyapp.storage.answers_tables import wave_confirmation as table
from surveyapp.storage.database import ANSWERS, insert_once, reading, writing
from surveyapp.storage.records import record_path
from surveyapp.storage.waves import Wave, WaveState, list_waves, place_in_time

MUCH_ALIKE = 0.8
"""Part of the smaller round's rows that are also rows of the other: four fifths."""

Stratum = tuple[str, str | None]
"""Country, and class of the split; None: all classes."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two rounds with nearly the same answers in a stratum.

    n, n_beside: institutions in each. equal: part of the smaller one's rows that the other has, 0
    to 1.
    """

    wave: str
    beside: str
    stratum: Stratum
    n: int
    n_beside: int
    equal: float


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That two rounds may be published although they are alike, and why."""

    wave: str
    beside: str
    day: date
    reason: str


class RoundTooAlike(ValueError):
    """A round would be published beside one with nearly the same answers."""

    def __init__(self, likeness: Likeness) -> None:
        super().__init__(f"{likeness.wave} is like {likeness.beside}")
        self.likeness = likeness


def check_rounds(instance: Instance, wave: Wave, form: Questionnaire, k: int) -> None:
    """Refuses a first publication beside a round that is too alike, unless confirmed.

    k: smallest group of which anything is shown. Raises RoundTooAlike.
    """
    confirmed = {each.beside for each in confirmations_of(wave.name)}
    for likeness in likenesses(instance, wave, form, k):
        if likeness.beside not in confirmed:
            raise RoundTooAlike(likeness)


def likenesses(instance: Instance, wave: Wave, form: Questionnaire, k: int) -> Iterator[Likeness]:
    """Rounds of the same questionnaire that are too alike, each with one stratum.

    Those that were published, and those before this one that are frozen.
    """
    if form.compare_by is None:
        return
    plan = plan_of(form)
    for other in list_waves(wave.questionnaire):
        is_frozen = other.state is WaveState.FROZEN and other.is_synthetic is wave.is_synthetic
        if is_frozen and _is_told(instance, other, wave):
            found = _likeness(wave.name, other.name, plan, k)
            if found is not None:
                yield found


def _is_told(instance: Instance, other: Wave, wave: Wave) -> bool:
    is_before = place_in_time(other) < place_in_time(wave)
    is_published = other.name != wave.name and record_path(instance, other.name).exists()
    return is_before or is_published


def confirm_rounds(
    wave: Wave, alike: Iterable[Likeness], day: date, reason: str
) -> tuple[Confirmation, ...]:
    """Keeps why a round may be published beside those that are alike; the new confirmations."""
    wanted = [Confirmation(wave.name, each.beside, day, reason) for each in alike]
    with writing(ANSWERS) as connection:
        return tuple(each for each in wanted if insert_once(connection, table, asdict(each)))


def confirmations_of(wave_name: str) -> tuple[Confirmation, ...]:
    """All confirmations of a wave, by the name of the other round."""
    query = select(table).where(table.c.wave == wave_name).order_by(table.c.beside)
    with reading(ANSWERS) as connection:
        return tuple(Confirmation(**row._asdict()) for row in connection.execute(query))


def _likeness(wave: str, beside: str, plan: TabulationPlan, k: int) -> Likeness | None:
    rows, others = _rows(wave, plan), _rows(beside, plan)
    for stratum, here in rows.items():
        there = others.get(stratum, [])
        is_shown = min(len(here), len(there)) >= k  # of fewer there is nothing to subtract
        if is_shown and 0 < abs(len(here) - len(there)) < k:
            equal = _part_equal(here, there)
            if equal >= MUCH_ALIKE:
                return Likeness(wave, beside, stratum, len(here), len(there), equal)
    return None


def _rows(wave: str, plan: TabulationPlan) -> dict[Stratum, list[Mapping[str, object]]]:
    """The compared answers of every stratum of which figures are published, cell by cell."""
    cells = {column.cell for column in plan.columns if is_compared(column)}
    query = select(response.c.country, response.c.answers).where(response.c.wave == wave)
    rows: dict[Stratum, list[Mapping[str, object]]] = {}
    with reading(ANSWERS) as connection:
        for country, answers in connection.execute(query):
            given = json.loads(answers)
            compared = {cell: value for cell, value in given.items() if cell in cells}
            for stratum in _strata(country, given.get(plan.split), plan):
                rows.setdefault(stratum, []).append(compared)
    return rows


def _strata(country: str | None, split: object, plan: TabulationPlan) -> Iterator[Stratum]:
    """A country that is compared, and its class. split: the answer to the split question."""
    if country in plan.codes:
        yield country, None
        if plan.split is not None:
            yield country, plan.part_of(split if isinstance(split, str) else None)


def _part_equal(rows: list[Mapping[str, object]], others: list[Mapping[str, object]]) -> float:
    """Part of the fewer rows that are among the others, by the cells that both rounds asked."""
    asked, also_asked = ({cell for row in each for cell in row} for each in (rows, others))
    common = sorted(asked & also_asked)
    one, other = (
        Counter(json.dumps([row.get(cell) for cell in common], sort_keys=True) for row in each)
        for each in (rows, others)
    )
    return (one & other).total() / min(one.total(), other.total())
