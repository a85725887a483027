"""Grants: what lies sealed where a code leads."""

import json
from typing import Any

from sqlalchemy import Connection, insert, literal, select

from surveyapp.fieldwork.envelope import CodeKeys, EnvelopeRefused, open_sealed, seal
from surveyapp.storage.answers_tables import grant, rehearsal_part
from surveyapp.storage.answers_tables import wave as wave_table
from surveyapp.storage.database import ANSWERS, insert_once, reading


def grant_row(keys: CodeKeys, held: bytes) -> dict[str, bytes]:
    """The row of a grant that says this to whoever has its code."""
    return {"locator": keys.locator, "blob": seal(keys.kek, held, _place(keys))}


def keep_grant(connection: Connection, row: dict[str, bytes], wave: str) -> None:
    """Keeps a grant inside a transaction, the one that is there where it is.

    wave: of its draft; one of a rehearsal is noted as such, to be thrown away with it.
    """
    if insert_once(connection, grant, row):
        rehearsed = select(literal(row["locator"]), wave_table.c.name).where(
            wave_table.c.name == wave, wave_table.c.is_rehearsal
        )
        columns = ["row_id", "wave"]
        connection.execute(insert(rehearsal_part).from_select(columns, rehearsed))


def read_grant(keys: CodeKeys) -> dict[str, Any] | None:
    """What the grant of a code says; None where there is none that this code opens."""
    query = select(grant.c.blob).where(grant.c.locator == keys.locator)
    with reading(ANSWERS) as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    try:
        held: dict[str, Any] = json.loads(open_sealed(keys.kek, row.blob, _place(keys)))
    except EnvelopeRefused:
        return None
    return held


def _place(keys: CodeKeys) -> bytes:
    return b"grant" + keys.locator
