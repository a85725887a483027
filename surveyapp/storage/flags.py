"""Flags: that the institution of an invitation has sent, sealed until its response was mixed.

A flag is opened when what was sent with it waits no more, so together with at least as many others.
What it says is kept with the invitation, in the database of contacts.
"""

from sqlalchemy import Connection, delete, select

from surveyapp.fieldwork.box import BoxKey, open_box, seal_box
from surveyapp.fieldwork.envelope import ID_BYTES, WorkspaceKeys
from surveyapp.fieldwork.padding import FLAG_SIZES
from surveyapp.storage.answers_tables import sealed_flag, sealed_response
from surveyapp.storage.database import ANSWERS, insert_once, reading, writing
from surveyapp.storage.invitations import mark_answered


def put_flag(
    connection: Connection, wave: str, keys: WorkspaceKeys, flag_key: bytes, invitation_id: bytes
) -> None:
    """Seals who sends, once, inside the transaction that sends. flag_key: public half."""
    box = seal_box(flag_key, invitation_id + keys.pool_id, FLAG_SIZES)
    insert_once(connection, sealed_flag, {"id": keys.flag_id, "wave": wave, "box": box})


def take_flag_back(connection: Connection, keys: WorkspaceKeys) -> None:
    """Removes the flag of a draft inside the transaction that withdraws."""
    connection.execute(delete(sealed_flag).where(sealed_flag.c.id == keys.flag_id))


def raise_flags(wave: str, key: BoxKey) -> int:
    """Opens the flags of all that was mixed, and keeps who has answered; how many.

    Safe to stop and to repeat: a flag goes only after what it says is kept. Raises BoxRefused.
    """
    named = sealed_flag.c.wave == wave
    with reading(ANSWERS) as connection:
        rows = connection.execute(select(sealed_flag).where(named)).all()
        pooled = select(sealed_response.c.id).where(sealed_response.c.wave == wave)
        waiting = set(connection.execute(pooled).scalars())
    opened = {row.id: open_box(key, row.box) for row in rows}
    due = {flag: text[:ID_BYTES] for flag, text in opened.items() if text[ID_BYTES:] not in waiting}
    if due:
        mark_answered(due.values())
        with writing(ANSWERS) as connection:
            connection.execute(delete(sealed_flag).where(sealed_flag.c.id.in_(list(due))))
    return len(due)


def has_flags(wave: str) -> bool:
    """Whether a flag of a wave waits."""
    query = select(sealed_flag.c.id).where(sealed_flag.c.wave == wave).limit(1)
    with reading(ANSWERS) as connection:
        return connection.execute(query).first() is not None
