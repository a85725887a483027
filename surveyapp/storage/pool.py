"""Pool: what was sent and waits, sealed, until it is opened together with others.

A row says no more than its wave: its key is the same for every try to send one draft, and leads
to the draft only with the draft's own key.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, replace

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    select,
    union,
    update,
)

from surveyapp.fieldwork.box import BoxKey, open_box, seal_box
from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import answers_from_json, answers_to_json
from surveyapp.storage.answers_tables import free_text, response, sealed_flag, sealed_response
from surveyapp.storage.answers_tables import wave as wave_table
from surveyapp.storage.database import ANSWERS, insert_once, reading, writing
from surveyapp.storage.free_texts import forget_text_tags, take_texts_back
from surveyapp.storage.responses import Submission, check_wave, insert_shuffled
from surveyapp.storage.waves import WaveState

_POOLED = delete(sealed_response).where(sealed_response.c.id == bindparam("pool_id"))
_RESPONSE = select(response.c.id, response.c.answers).where(
    response.c.withdraw_tag == bindparam("tag")
)

_SECRETS = "withdraw_tag", "text_secret"


class _Withdrawn(Exception):
    """A sealed response that was chosen is not there any more."""


def put_in_pool(
    connection: Connection, submission: Submission, keys: WorkspaceKeys, study_key: bytes
) -> bool:
    """Seals what is sent and keeps it once, inside a transaction that found the draft not sent.

    study_key: the public half of the wave's key. False when it lies there already. Raises
    WaveRefused as `store_many`.
    """
    check_wave(connection, submission)
    box = seal_box(study_key, _text(replace(submission, text_secret=keys.text_secret)))
    row = {"id": keys.pool_id, "wave": submission.wave, "box": box}
    return insert_once(connection, sealed_response, row)


def waiting_of(wave: str, key: BoxKey) -> dict[bytes, Submission]:
    """Everything that waits in a wave, opened in memory only. Raises BoxRefused."""
    query = select(sealed_response).where(sealed_response.c.wave == wave)
    with reading(ANSWERS) as connection:
        rows = connection.execute(query)
        return {row.id: _submission(open_box(key, row.box)) for row in rows}


def n_waiting(wave: str) -> int:
    """How many sealed responses wait in a wave."""
    query = select(func.count()).select_from(sealed_response).where(sealed_response.c.wave == wave)
    with reading(ANSWERS) as connection:
        return int(connection.execute(query).scalar_one())


def waves_to_mix() -> tuple[str, ...]:
    """Every open or closed wave, whether something waits or not, for who calls must not learn it;
    no rehearsals.

    Of frozen ones those whose senders were not forgotten yet, or of which it was not kept yet who
    has answered.
    """
    begun = wave_table.c.state.in_((WaveState.OPEN, WaveState.CLOSED))
    frozen = select(wave_table.c.name).where(wave_table.c.state == WaveState.FROZEN)
    named = (
        select(table.c.wave).where(table.c.withdraw_tag.is_not(None), table.c.wave.in_(frozen))
        for table in (response, free_text)
    )
    flagged = select(sealed_flag.c.wave).where(sealed_flag.c.wave.in_(frozen))
    with reading(ANSWERS) as connection:
        unfinished = select(wave_table.c.name).where(begun, ~wave_table.c.is_rehearsal)
        found = connection.execute(union(unfinished, flagged, *named)).scalars()
        return tuple(sorted(found))


def take_back(connection: Connection, keys: WorkspaceKeys) -> bool:
    """Removes what a draft sent, inside a transaction, opened or not; whether there was anything.

    The texts of a response and what was decided about them go with it.
    """
    if connection.execute(_POOLED, {"pool_id": keys.pool_id}).rowcount:
        return True
    found = connection.execute(_RESPONSE, {"tag": keys.withdraw_tag}).first()
    if found is None:
        return False
    secrets = keys.text_secret, keys.withdraw_tag
    take_texts_back(connection, json.loads(found.answers), secrets)
    connection.execute(delete(response).where(response.c.id == found.id))
    return True


def forget_senders(wave: str) -> None:
    """From now on nothing leads from a draft to a response or text, not even its code."""
    named = response.c.withdraw_tag.is_not(None)
    gone = update(response).where(response.c.wave == wave, named).values(withdraw_tag=None)
    with writing(ANSWERS) as connection:
        connection.execute(gone)
        forget_text_tags(connection, wave)


def reveal(wave: str, opened: Mapping[bytes, Submission], form: Questionnaire) -> bool:
    """Makes responses of what waited, in random order, their texts apart, all in one transaction.

    False, and nothing is done, when one of them was withdrawn meanwhile.
    """
    if not opened:
        return True
    gone = delete(sealed_response).where(
        sealed_response.c.wave == wave, sealed_response.c.id.in_(list(opened))
    )
    try:
        with writing(ANSWERS) as connection:
            if connection.execute(gone).rowcount != len(opened):
                raise _Withdrawn
            insert_shuffled(connection, wave, opened.values(), form)
    except _Withdrawn:
        return False
    return True


def _text(submission: Submission) -> bytes:
    # `asdict` would copy every answer, for longer than all the rest of sending takes.
    held = {each.name: getattr(submission, each.name) for each in fields(submission)}
    held["answers"] = answers_to_json(submission.answers)
    for name in _SECRETS:
        held[name] = held[name].hex() if held[name] else None
    return json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _submission(text: bytes) -> Submission:
    held = json.loads(text)
    held |= {name: bytes.fromhex(held[name]) for name in _SECRETS if held.get(name)}
    return Submission(**held | {"answers": answers_from_json(held["answers"])})
