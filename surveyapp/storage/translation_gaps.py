"""Translation gaps: texts without words of today with which a wave was opened, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from surveyapp.storage.answers_tables import wave_translation_gap as table
from surveyapp.storage.database import ANSWERS, insert_once, reading


@dataclass(frozen=True, slots=True)
class TranslationGap:
    """What one language lacked. n_missing, n_stale: numbers of texts; reason: never empty."""

    language: str
    n_missing: int
    n_stale: int
    day: date
    reason: str


def keep_gaps(
    connection: Connection, wave_name: str, release: str, gaps: Iterable[TranslationGap]
) -> None:
    """Records what a copy lacks, in the transaction that binds the wave to it.

    Of a copy that the wave was bound to before, the first record stays.
    """
    for gap in gaps:
        of_wave = {"wave": wave_name, "release": release, "translated_into": gap.language}
        counts = {"n_missing": gap.n_missing, "n_stale": gap.n_stale}
        row = {**of_wave, **counts, "day": gap.day, "reason": gap.reason}
        insert_once(connection, table, row)


def gaps_of(wave_name: str) -> tuple[TranslationGap, ...]:
    """All gaps that were let pass for a wave, by day and language."""
    into = table.c.translated_into
    columns = (into.label("language"), table.c.n_missing, table.c.n_stale)
    query = select(*columns, table.c.day, table.c.reason).where(table.c.wave == wave_name)
    with reading(ANSWERS) as connection:
        rows = connection.execute(query.order_by(table.c.day, into))
        return tuple(TranslationGap(**row._asdict()) for row in rows)
