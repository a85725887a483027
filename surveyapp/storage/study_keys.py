"""Keys of waves: what is sent and who has sent are sealed to them; no database has what opens them.

The public halves stand in the answers' database, so that sending needs nothing else. The private
halves lie in ``keys/`` of the instance, a file each; that of the study may be taken elsewhere.
"""

import json
import secrets
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Column, bindparam, select, update

from surveyapp.fieldwork.box import KEY_BYTES, BoxKey, BoxRefused, open_box, seal_box
from surveyapp.instance import Instance
from surveyapp.plain_file import os_words, text_in
from surveyapp.storage.answers_tables import wave_key
from surveyapp.storage.database import ANSWERS, insert_once, reading, writing
from surveyapp.storage.kept_file import to_disk, write_once, write_whole
from surveyapp.storage.waves import WaveState, list_waves
from surveyapp.storage.workspaces import Workspace


class KeyPurpose(StrEnum):
    """What a key seals: what was answered, or who has answered."""

    STUDY = "study"
    FLAG = "flag"


_ENDS = {KeyPurpose.STUDY: ".json", KeyPurpose.FLAG: ".flags.json"}
_COLUMNS: Mapping[KeyPurpose, Column[bytes]] = {
    KeyPurpose.STUDY: wave_key.c.study_key,
    KeyPurpose.FLAG: wave_key.c.flag_key,
}
_NAMED = {
    purpose: select(column).where(wave_key.c.wave == bindparam("wave"))
    for purpose, column in _COLUMNS.items()
}


class StudyKeyMissing(LookupError):
    """The private half of a wave's key is not there, damaged, or of another wave."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} {why}. Without it no sealed response of this wave can be opened. Put it back"
            " from the backup of this instance, or bring it from where it is kept."
        )


def public_key_of(instance: Instance, wave: str, purpose: KeyPurpose = KeyPurpose.STUDY) -> bytes:
    """The half that seals, 32 bytes; made with the other half when the wave has none yet.

    Raises StudyKeyMissing for a file that cannot be used, OSError when none can be written.
    """
    with reading(ANSWERS) as connection:
        known: bytes | None = connection.execute(_NAMED[purpose], {"wave": wave}).scalar()
    return known if known is not None else _made(instance, wave, purpose)


def flag_key_of(instance: Instance, workspace: Workspace) -> bytes | None:
    """The half that seals who has sent; None for a draft that was opened without an invitation.

    Raises as `public_key_of`.
    """
    if workspace.invitation is None:
        return None
    return public_key_of(instance, workspace.wave, KeyPurpose.FLAG)


def private_key_of(
    instance: Instance,
    wave: str,
    purpose: KeyPurpose = KeyPurpose.STUDY,
    brought: Path | None = None,
) -> BoxKey:
    """The half that opens. brought: its file, where it does not lie in the instance.

    Raises StudyKeyMissing.
    """
    path = brought or key_path(instance, wave, purpose)
    key = _read(path, wave)
    if key.public != public_key_of(instance, wave, purpose):
        raise StudyKeyMissing(path, "is the key of another wave")
    return key


def rehearse(instance: Instance, wave: str, key: BoxKey) -> None:
    """Seals a test for a wave and opens it with a key. Raises BoxRefused, StudyKeyMissing."""
    test = secrets.token_bytes(KEY_BYTES)
    if open_box(key, seal_box(public_key_of(instance, wave), test)) != test:
        raise BoxRefused("A sealed test was opened, and something else stood in it.")


def move_key(instance: Instance, wave: str, to: Path) -> None:
    """Takes the private half of a study key elsewhere, where it is tried before it goes from here.

    Raises FileExistsError, StudyKeyMissing, BoxRefused, OSError.
    """
    public_key_of(instance, wave)
    key = private_key_of(instance, wave)
    if to.exists():
        raise FileExistsError(to)
    to_disk(to.parent)
    write_whole(to, _as_file(wave, key))
    rehearse(instance, wave, private_key_of(instance, wave, brought=to))
    path = key_path(instance, wave)
    path.unlink()
    to_disk(path.parent)


def is_away(instance: Instance, wave: str) -> bool:
    """Whether a wave has a study key whose private half does not lie in the instance."""
    with reading(ANSWERS) as connection:
        known = connection.execute(_NAMED[KeyPurpose.STUDY], {"wave": wave}).scalar()
    return known is not None and not key_path(instance, wave).exists()


def make_missing_keys(instance: Instance) -> None:
    """Every wave that takes answers has a key, also one that was opened before there were keys.

    Raises as `public_key_of`.
    """
    for each in list_waves():
        if each.takes_answers:
            for purpose in KeyPurpose:
                public_key_of(instance, each.name, purpose)


def has_key(wave: str) -> bool:
    """Whether a key was made for a wave; without one nothing was ever sealed there."""
    query = select(wave_key.c.wave).where(wave_key.c.wave == wave).limit(1)
    with reading(ANSWERS) as connection:
        return connection.execute(query).first() is not None


def keys_away(instance: Instance) -> tuple[str, ...]:
    """In words, of every wave that is not frozen: its private half is not here, and the way out."""
    unfinished = [each.name for each in list_waves() if each.state is not WaveState.FROZEN]
    with reading(ANSWERS) as connection:
        sealed = set(connection.execute(select(wave_key.c.wave)).scalars())
    return tuple(filter(None, (_why_away(instance, each) for each in unfinished if each in sealed)))


def _why_away(instance: Instance, wave: str) -> str | None:
    try:
        private_key_of(instance, wave)
    except StudyKeyMissing as problem:
        return str(problem)
    return None


def key_path(instance: Instance, wave: str, purpose: KeyPurpose = KeyPurpose.STUDY) -> Path:
    """Where the private half of a wave's key lies."""
    return instance.keys / f"{wave}{_ENDS[purpose]}"


def _made(instance: Instance, wave: str, purpose: KeyPurpose) -> bytes:
    """Two that make it at once make one: the first file stays, and its public half is kept."""
    path = key_path(instance, wave, purpose)
    if not path.exists():
        _write(path, wave, BoxKey.fresh())
    public = _read(path, wave).public
    if purpose is not KeyPurpose.STUDY:
        public_key_of(instance, wave)
    column = _COLUMNS[purpose]
    missing = update(wave_key).where(wave_key.c.wave == wave, column.is_(None))
    with writing(ANSWERS) as connection:
        if purpose is KeyPurpose.STUDY:
            insert_once(connection, wave_key, {"wave": wave, "study_key": public})
        else:
            connection.execute(missing.values({column: public}))
        kept: bytes = connection.execute(_NAMED[purpose], {"wave": wave}).scalar_one()
    return kept


def _write(path: Path, wave: str, key: BoxKey) -> None:
    """A whole file that only its owner may read; its folder, too, is on disk when it returns."""
    write_once(path, _as_file(wave, key))
    to_disk(path.parent.parent)


def _as_file(wave: str, key: BoxKey) -> bytes:
    return json.dumps({"wave": wave, "private": key.private.hex()}).encode()


def _read(path: Path, wave: str) -> BoxKey:
    """Raises StudyKeyMissing."""
    try:
        held = json.loads(text_in(path))
        private = bytes.fromhex(held["private"])
    except FileNotFoundError as problem:
        raise StudyKeyMissing(path, "is not there") from problem
    except OSError as problem:
        raise StudyKeyMissing(path, f"cannot be read ({os_words(problem)})") from problem
    except (ValueError, TypeError, KeyError) as problem:
        raise StudyKeyMissing(path, "is damaged, or no study key") from problem
    if held.get("wave") != wave or len(private) != KEY_BYTES:
        raise StudyKeyMissing(path, "is the key of another wave")
    return BoxKey(private)
