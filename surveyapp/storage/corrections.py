"""Corrections: changes of wording in an open wave, with day, reason and both copies."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select, update

from surveyapp.storage.answers_tables import wave as wave_table
from surveyapp.storage.answers_tables import wave_correction as table
from surveyapp.storage.database import ANSWERS, reading, writing
from surveyapp.storage.translation_gaps import keep_gaps
from surveyapp.storage.waves import InstrumentBinding, Wave, WaveRefused, WaveState, wave

LONGEST_REASON = 500
_PLACE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Correction:
    """One change. place: 1 for the first of its wave; reason: "" where none was given."""

    wave: str
    place: int
    day: date
    from_release: str
    to_release: str
    reason: str


def correct_wave(before: Wave, asked: InstrumentBinding, day: date, reason: str) -> Wave:
    """Binds an open wave to a copy with other words, and records it in the same transaction.

    before: the wave as it was compared. Raises WaveRefused: not-open, corrected-meanwhile.
    """
    is_it = (wave_table.c.name == before.name) & (wave_table.c.release == before.release)
    columns = {
        "release": asked.release,
        "version": asked.version,
        "version_hash": asked.version_hash,
    }
    with writing(ANSWERS) as connection:
        row = connection.execute(select(wave_table).where(is_it).with_for_update()).first()
        if row is None:
            raise WaveRefused("corrected-meanwhile", before.name)
        if row.state != WaveState.OPEN:
            raise WaveRefused("not-open", before.name)
        connection.execute(update(wave_table).where(is_it).values(columns))
        count = select(func.count()).select_from(table).where(table.c.wave == before.name)
        place = int(connection.execute(count).scalar_one()) + 1
        kept = Correction(before.name, place, day, row.release, asked.release, reason)
        connection.execute(insert(table).values(_row(kept)))
        keep_gaps(connection, before.name, asked.release, asked.gaps)
    return wave(before.name)


def corrections_of(wave_name: str) -> tuple[Correction, ...]:
    """All corrections of a wave, the first one first."""
    query = select(table).where(table.c.wave == wave_name).order_by(table.c.place)
    with reading(ANSWERS) as connection:
        rows = connection.execute(query).all()
    return tuple(Correction(**{**row._asdict(), "place": int(row.place)}) for row in rows)


def _row(kept: Correction) -> dict[str, object]:
    return {
        "wave": kept.wave,
        "place": f"{kept.place:0{_PLACE_DIGITS}}",
        "day": kept.day,
        "from_release": kept.from_release,
        "to_release": kept.to_release,
        "reason": kept.reason,
    }
