"""Grants: what lies sealed where a code leads."""

import json
from typing import Any

from sqlalchemy import select

from surveyapp.fieldwork.envelope import CodeKeys, EnvelopeRefused, open_sealed, seal
from surveyapp.storage.answers_tables import grant
from surveyapp.storage.database import ANSWERS, reading


def grant_row(keys: CodeKeys, held: bytes) -> dict[str, bytes]:
    """The row of a grant that says this to whoever has its code."""
    return {"locator": keys.locator, "blob": seal(keys.kek, held, _place(keys))}


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
