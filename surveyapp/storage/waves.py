"""Waves: rounds of fieldwork with one version of a questionnaire; draft, open, closed, frozen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, update

from surveyapp.storage.database import ANSWERS, insert_once, reading, writing
from surveyapp.storage.tables import wave as table


class WaveState(StrEnum):
    """Where a wave is in its life."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    FROZEN = "frozen"


_MAY_BECOME = {
    WaveState.DRAFT: {WaveState.OPEN},
    WaveState.OPEN: {WaveState.CLOSED},
    WaveState.CLOSED: {WaveState.OPEN, WaveState.FROZEN},
    WaveState.FROZEN: set(),
}


class WaveRefused(ValueError):
    """What was asked of a wave cannot be done; `code` says why."""

    def __init__(self, code: str, wave: str) -> None:
        super().__init__(f"{code}: {wave}")
        self.code, self.wave = code, wave


class WaveNotFrozen(ValueError):
    """Real answers are compared when the wave is frozen, not while they still come in.

    Whoever saw the figures before and after one response would know that response.
    """

    def __init__(self, wave: str, state: WaveState) -> None:
        super().__init__(f"{wave} is {state}")
        self.wave, self.state = wave, state


@dataclass(frozen=True, slots=True)
class Wave:
    """One round. A synthetic wave is synthetic for good: nothing changes that field.

    opens, closes: days shown to people, None when not set; `state` alone decides what is taken.
    """

    name: str
    questionnaire: str
    version: str
    version_hash: str
    edition: str
    parameters: Mapping[str, str]
    opens: date | None
    closes: date | None
    state: WaveState
    is_synthetic: bool

    @property
    def takes_answers(self) -> bool:
        """Only an open wave does."""
        return self.state is WaveState.OPEN


def is_comparable(wave: Wave) -> bool:
    """Whether what was answered may be looked at: frozen for good, or invented anyway."""
    return wave.is_synthetic or wave.state is WaveState.FROZEN


def new_wave(wave: Wave) -> Wave:
    """Keeps a new wave as a draft. Raises WaveRefused: name-taken."""
    draft = replace(wave, state=WaveState.DRAFT)
    row = {field.name: getattr(draft, field.name) for field in fields(draft)}
    row |= {"parameters": json.dumps(dict(draft.parameters), sort_keys=True)}
    with writing(ANSWERS) as connection:
        if not insert_once(connection, table, row):
            raise WaveRefused("name-taken", wave.name)
    return draft


def move_wave(name: str, to: WaveState) -> Wave:
    """Opens, closes or freezes. Raises WaveRefused: no-such-wave, not-from-<state>."""
    query = select(table).where(table.c.name == name).with_for_update()
    with writing(ANSWERS) as connection:
        row = connection.execute(query).first()
        if row is None:
            raise WaveRefused("no-such-wave", name)
        if to not in _MAY_BECOME[WaveState(row.state)]:
            raise WaveRefused(f"not-from-{row.state}", name)
        connection.execute(update(table).where(table.c.name == name).values(state=to.value))
    return replace(_wave(row), state=to)


def wave(name: str) -> Wave:
    """The wave of this name. Raises WaveRefused: no-such-wave."""
    with reading(ANSWERS) as connection:
        return wave_in(connection, name)


def wave_in(connection: Connection, name: str) -> Wave:
    """The wave as a transaction sees it. Raises WaveRefused: no-such-wave."""
    row = connection.execute(select(table).where(table.c.name == name)).first()
    if row is None:
        raise WaveRefused("no-such-wave", name)
    return _wave(row)


def list_waves(questionnaire: str | None = None) -> tuple[Wave, ...]:
    """All waves by name, or those of one questionnaire."""
    query = select(table).order_by(table.c.name)
    if questionnaire is not None:
        query = query.where(table.c.questionnaire == questionnaire)
    with reading(ANSWERS) as connection:
        return tuple(_wave(row) for row in connection.execute(query))


def open_waves(questionnaire: str) -> tuple[Wave, ...]:
    """Waves of a questionnaire that take answers now."""
    return tuple(wave for wave in list_waves(questionnaire) if wave.takes_answers)


def latest_wave(questionnaire: str) -> Wave | None:
    """The wave whose answers are compared when none is named: the last by opening day and name."""
    waves = [wave for wave in list_waves(questionnaire) if wave.state is not WaveState.DRAFT]
    return max(waves, key=lambda wave: (wave.opens or date.min, wave.name), default=None)


def _wave(row: Row[tuple[Any, ...]]) -> Wave:
    kept = row._asdict()
    kept |= {"parameters": json.loads(row.parameters), "state": WaveState(row.state)}
    return Wave(**kept)
