"""Waves: rounds of fieldwork with one version of a questionnaire; draft, open, closed, frozen.

A rehearsal is a wave apart: its answers stay sealed and are thrown away (`rehearsals`).
Opening a wave binds it to a copy of everything that it asks (`Asked`); see
``docs/adr/0013-a-round-keeps-its-questionnaire.md``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from surveyapp.storage.answers_tables import wave as table
from surveyapp.storage.database import ANSWERS, insert_once, reading, writing
from surveyapp.storage.translation_gaps import TranslationGap, keep_gaps


class WaveState(StrEnum):
    """Where a wave is in its life. Ended is a rehearsal alone, of which nothing is left."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    FROZEN = "frozen"
    ENDED = "ended"


_NAMED = select(table).where(table.c.name == bindparam("name"))  # built once: every page asks it
_MAY_BECOME = {
    WaveState.DRAFT: {WaveState.OPEN},
    WaveState.OPEN: {WaveState.CLOSED},
    WaveState.CLOSED: {WaveState.OPEN, WaveState.FROZEN},
    WaveState.FROZEN: set(),
    WaveState.ENDED: set(),
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
    release: name of the copy that the wave asks; None for a draft, and for a wave that was opened
    before there were copies, which both read the project. ended: the day on which it took its last
    answers; None while it may take some, and where nobody kept it. is_rehearsal: for good, too.
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
    release: str | None = None
    ended: date | None = None
    is_rehearsal: bool = False

    @property
    def takes_answers(self) -> bool:
        """Only an open wave does."""
        return self.state is WaveState.OPEN

    @property
    def may_be_withdrawn_from(self) -> bool:
        """Whether what was sent may still be taken back: until the wave is frozen or ended."""
        return self.state not in (WaveState.FROZEN, WaveState.ENDED)

    @property
    def is_over(self) -> bool:
        """Whether it was open and takes no answers any more: closed, frozen or ended."""
        return self.state in (WaveState.CLOSED, WaveState.FROZEN, WaveState.ENDED)


_FIELDS, KEPT = fields(Wave), 100


@dataclass(frozen=True, slots=True)
class InstrumentBinding:
    """The copy that a wave asks, and the version that lies in it.

    parameters: what fills the placeholders; None leaves those of the wave. gaps: what the copy
    lacks in translations, if a coordinator let that pass.
    """

    release: str
    version: str
    version_hash: str
    parameters: Mapping[str, str] | None = None
    gaps: tuple[TranslationGap, ...] = ()


def is_comparable(wave: Wave) -> bool:
    """Whether what was answered may be looked at: frozen for good, or invented anyway.

    Of a rehearsal nothing ever is.
    """
    return not wave.is_rehearsal and (wave.is_synthetic or wave.state is WaveState.FROZEN)


def check_comparable(wave: Wave) -> None:
    """Raises WaveRefused: rehearsal, WaveNotFrozen for what may not be looked at (yet)."""
    check_no_rehearsal(wave)
    if not is_comparable(wave):
        raise WaveNotFrozen(wave.name, wave.state)


def check_no_rehearsal(wave: Wave) -> None:
    """Whoever opens, counts or publishes answers asks first. Raises WaveRefused: rehearsal."""
    if wave.is_rehearsal:
        raise WaveRefused("rehearsal", wave.name)


def new_wave(wave: Wave) -> Wave:
    """Keeps a new wave as a draft. Raises WaveRefused: name-taken."""
    draft = replace(wave, state=WaveState.DRAFT)
    row = {field.name: getattr(draft, field.name) for field in fields(draft)}
    row |= {"parameters": _as_text(draft.parameters)}
    with writing(ANSWERS) as connection:
        if not insert_once(connection, table, row):
            raise WaveRefused("name-taken", wave.name)
    return draft


def move_wave(
    name: str, to: WaveState, today: date | None = None, asked: InstrumentBinding | None = None
) -> Wave:
    """Opens, closes or freezes. Raises WaveRefused: no-such-wave, not-from-<state>, rehearsal.

    today: the day that is kept as the wave's end; the day of the clock if None. asked: what a wave
    without a copy is bound to; a wave that has one keeps it.
    """
    with writing(ANSWERS) as connection:
        row = _row_of(connection, name)
        if to not in _MAY_BECOME[WaveState(row.state)]:
            raise WaveRefused(f"not-from-{row.state}", name)
        if to is WaveState.FROZEN:
            check_no_rehearsal(wave_of(row))
        changes: dict[str, object] = {"state": to.value, "ended": _end(row, to, today)}
        if asked is not None and row.release is None:
            changes |= _bound_to(asked)
            keep_gaps(connection, name, asked.release, asked.gaps)
        connection.execute(update(table).where(table.c.name == name).values(changes))
        return wave_of(_row_of(connection, name))


def extend_wave(name: str, closes: date) -> Wave:
    """Gives a wave another day of closing; once it was open, only a later one.

    Raises WaveRefused: no-such-wave, not-later, not-from-frozen, not-from-ended.
    """
    with writing(ANSWERS) as connection:
        found = wave_of(_row_of(connection, name))
        if not found.may_be_withdrawn_from:
            raise WaveRefused(f"not-from-{found.state}", name)
        if found.state is not WaveState.DRAFT and found.closes and closes <= found.closes:
            raise WaveRefused("not-later", name)
        connection.execute(update(table).where(table.c.name == name).values(closes=closes))
    return replace(found, closes=closes)


def bind_wave(name: str, asked: InstrumentBinding) -> Wave:
    """Binds a wave that was opened before there were copies. Raises WaveRefused: has-copy."""
    with writing(ANSWERS) as connection:
        row = _row_of(connection, name)
        if row.release is not None:
            raise WaveRefused("has-copy", name)
        connection.execute(update(table).where(table.c.name == name).values(_bound_to(asked)))
        return wave_of(_row_of(connection, name))


def wave(name: str) -> Wave:
    """The wave of this name. Raises WaveRefused: no-such-wave."""
    with reading(ANSWERS) as connection:
        return wave_in(connection, name)


def wave_in(connection: Connection, name: str) -> Wave:
    """The wave as a transaction sees it. Raises WaveRefused: no-such-wave."""
    row = connection.execute(_NAMED, {"name": name}).first()
    if row is None:
        raise WaveRefused("no-such-wave", name)
    return wave_of(row)


def waves_begun() -> tuple[Wave, ...]:
    """Every wave that is or was open, no rehearsals, the latest first; a new one hides no old."""
    begun = (each for each in list_waves() if each.state is not WaveState.DRAFT)
    real = (each for each in begun if not each.is_rehearsal)
    return tuple(sorted(real, key=place_in_time, reverse=True))


def list_waves(questionnaire: str | None = None) -> tuple[Wave, ...]:
    """All waves by name, or those of one questionnaire."""
    query = select(table).order_by(table.c.name)
    if questionnaire is not None:
        query = query.where(table.c.questionnaire == questionnaire)
    with reading(ANSWERS) as connection:
        return tuple(wave_of(row) for row in connection.execute(query))


def open_waves(questionnaire: str) -> tuple[Wave, ...]:
    """Waves of a questionnaire that take answers now; rehearsals are reached by name alone."""
    opened = (wave for wave in list_waves(questionnaire) if wave.takes_answers)
    return tuple(wave for wave in opened if not wave.is_rehearsal)


def latest_wave(questionnaire: str, *, is_open_too: bool = False) -> Wave | None:
    """The wave whose answers are compared when none is named: the last by opening day and name.

    Of those whose answers may be looked at; where there is none, or if is_open_too, of all that
    were ever opened.
    """
    begun = [wave for wave in waves_begun() if wave.questionnaire == questionnaire]
    comparable = [wave for wave in begun if is_comparable(wave) or is_open_too]
    return next(iter(comparable or begun), None)


def place_in_time(wave: Wave) -> tuple[date, str]:
    """What rounds are put in order by: the day of opening, and the name."""
    return wave.opens or date.min, wave.name


def _end(row: Row[tuple[Any, ...]], to: WaveState, today: date | None) -> date | None:
    """The day of closing stays when the wave is frozen, and goes when it is opened again."""
    if to is WaveState.OPEN:
        return None
    kept: date | None = row.ended
    return kept or today or datetime.now(UTC).date()


def _bound_to(asked: InstrumentBinding) -> dict[str, object]:
    """The columns that say what a wave asks."""
    columns: dict[str, object] = {
        "release": asked.release,
        "version": asked.version,
        "version_hash": asked.version_hash,
    }
    if asked.parameters is not None:
        columns["parameters"] = _as_text(asked.parameters)
    return columns


def _row_of(connection: Connection, name: str) -> Row[tuple[Any, ...]]:
    """The row, held until the transaction ends. Raises WaveRefused: no-such-wave."""
    row = connection.execute(select(table).where(table.c.name == name).with_for_update()).first()
    if row is None:
        raise WaveRefused("no-such-wave", name)
    return row


def _as_text(parameters: Mapping[str, str]) -> str:
    return json.dumps(dict(parameters), sort_keys=True)


def wave_of(row: Row[Any]) -> Wave:
    """The wave of a row that begins with its columns.

    Raises ValueError or TypeError for one that something else wrote.
    """
    return _made_of(*row[: len(table.c)])


@lru_cache(KEPT)
def _made_of(*columns: Any) -> Wave:
    held = dict(zip(table.c.keys(), columns, strict=True))
    held["parameters"], held["state"] = json.loads(held["parameters"]), WaveState(held["state"])
    if not isinstance(held["parameters"], dict):
        raise TypeError("the parameters of a wave are no mapping")
    return Wave(**{each.name: held[each.name] for each in _FIELDS})
