"""Modes: how many responses of a wave came by the web, from paper and by telephone.

Counted when they are mixed, and kept beside no response: whoever typed the few forms from paper
would know their rows.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from surveyapp.storage.answers_tables import wave_mode
from surveyapp.storage.database import ANSWERS, insert_once, reading


def count_modes(connection: Connection, wave: str, counts: Mapping[str, int]) -> None:
    """Adds to what was counted, inside the transaction that makes the responses."""
    for mode, n in counts.items():
        insert_once(connection, wave_mode, {"wave": wave, "mode": mode, "n_mixed": 0})
        here = wave_mode.c.wave == wave, wave_mode.c.mode == mode
        more = update(wave_mode).where(*here).values(n_mixed=wave_mode.c.n_mixed + n)
        connection.execute(more)


def modes_of(wave: str) -> dict[str, int]:
    """Mode -> how many were mixed, those among them that were withdrawn since."""
    query = select(wave_mode).where(wave_mode.c.wave == wave).order_by(wave_mode.c.mode)
    with reading(ANSWERS) as connection:
        return {row.mode: row.n_mixed for row in connection.execute(query)}
