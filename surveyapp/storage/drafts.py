"""Drafts: sealed sections that only the holder of a code can open, and the grants of codes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, select, update

from surveyapp.fieldwork.codes import CodeKind, new_code, read_code
from surveyapp.fieldwork.envelope import (
    CodeKeys,
    EnvelopeRefused,
    WorkspaceKeys,
    open_sealed,
    seal,
)
from surveyapp.fieldwork.mode import Mode
from surveyapp.storage.database import ANSWERS, insert_once, lock, reading, writing
from surveyapp.storage.pool import is_sent
from surveyapp.storage.tables import draft_section, grant
from surveyapp.storage.waves import Wave, WaveRefused, WaveState, wave_in

KEPT_MONTHS = 2
INDEX, SENT = "_index", "_sent"
"""Kept beside the sections, whose names begin otherwise. Index: edition, sections set aside, and
whether it was sent. Sent: the answers as they were sent."""

Versions = Mapping[str, int]
"""Section -> version, the index among them; 0 or absent: never saved."""

NOTHING: Versions = MappingProxyType({})

# Built once: every page asks them.
_ROWS: BindParameter[Sequence[bytes]] = bindparam("row_ids", expanding=True)
_SECTIONS = select(draft_section).where(draft_section.c.row_id.in_(_ROWS))
_VERSIONS = select(draft_section.c.row_id, draft_section.c.version).where(
    draft_section.c.row_id.in_(_ROWS)
)
_OVER = update(draft_section).where(
    draft_section.c.row_id == bindparam("over_row"),
    draft_section.c.version == bindparam("over_version"),
)

Place = tuple[str, str]
"""Questionnaire that a section is bound to, and the month after which it may go."""


class DraftConflict(RuntimeError):
    """A section was saved by somebody else in the meantime; `current` is its version now."""

    def __init__(self, current: int) -> None:
        super().__init__(f"the section is at version {current}")
        self.current = current


class DraftSent(RuntimeError):
    """The draft was sent; nothing of it is written any more."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """What a code opens: keys of one draft, and the wave it belongs to.

    invitation: id of the one that was exchanged for it; None where it was made without. mode: how
    its answers come.
    """

    keys: WorkspaceKeys
    wave: str
    invitation: bytes | None = None
    mode: Mode = Mode.WEB


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """One opened section; `version` counts its savings from 1."""

    version: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DraftState:
    """Where a draft stands. index: None before a save.

    is_sent: read from what was sent. Of a frozen wave nothing leads from a draft to it any more;
    then what the index says, which only sending and withdrawing write.
    """

    wave: Wave
    is_sent: bool
    index: SectionDraft | None


def create_workspaces(wave: str, pepper: bytes, count: int) -> list[str]:
    """Fresh workspaces in one transaction: all of them, or none. Returns their codes."""
    codes = [new_code(CodeKind.WORKSPACE) for _ in range(count)]
    fresh = (Workspace(WorkspaceKeys.fresh(), wave) for _ in codes)
    grants = [_fresh_grant(*each, pepper) for each in zip(codes, fresh, strict=True)]
    with writing(ANSWERS) as connection:
        for row in grants:
            insert_once(connection, grant, row)
    return codes


def create_workspace(wave: str, pepper: bytes) -> str:
    """A new empty draft; returns its owner code, which is kept nowhere."""
    return create_workspaces(wave, pepper, 1)[0]


def create_of(wave: str, pepper: bytes, invitation: bytes | None, mode: Mode = Mode.WEB) -> str:
    """The same for an invitation that is about to be exchanged; the draft alone knows which.

    invitation: None where there is none.
    """
    code = new_code(CodeKind.WORKSPACE)
    row = _fresh_grant(code, Workspace(WorkspaceKeys.fresh(), wave, invitation, mode), pepper)
    with writing(ANSWERS) as connection:
        insert_once(connection, grant, row)
    return code


def forget_workspace(code: str, pepper: bytes) -> None:
    """Removes what leads from a code to a draft in which nothing was saved."""
    locator = CodeKeys.of(read_code(code).secret, pepper).locator
    with writing(ANSWERS) as connection:
        connection.execute(delete(grant).where(grant.c.locator == locator))


def _fresh_grant(code: str, workspace: Workspace, pepper: bytes) -> dict[str, bytes]:
    """What leads from a code to the keys of a draft that was never used."""
    keys = CodeKeys.of(read_code(code).secret, pepper)
    held = json.dumps(workspace_to_json(workspace)).encode()
    return {"locator": keys.locator, "blob": seal(keys.kek, held, _grant_place(keys))}


def open_workspace(text: str, pepper: bytes) -> Workspace | None:
    """The draft of a code; None when it opens nothing. Raises CodeRefused when mistyped."""
    keys = CodeKeys.of(read_code(text).secret, pepper)
    query = select(grant.c.blob).where(grant.c.locator == keys.locator)
    with reading(ANSWERS) as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    try:
        held = json.loads(open_sealed(keys.kek, row.blob, _grant_place(keys)))
    except EnvelopeRefused:
        return None
    return workspace_from_json(held)


def workspace_to_json(workspace: Workspace) -> dict[str, str]:
    """What a grant and a cookie hold of a workspace, always sealed."""
    held = {"master": workspace.keys.master.hex(), "wave": workspace.wave}
    if workspace.invitation is not None:
        held |= {"invitation": workspace.invitation.hex()}
    return held if workspace.mode is Mode.WEB else held | {"mode": workspace.mode}


def workspace_from_json(held: Mapping[str, str]) -> Workspace:
    """The inverse; other keys are left."""
    invitation = held.get("invitation")
    return Workspace(
        WorkspaceKeys(bytes.fromhex(held["master"])),
        held["wave"],
        bytes.fromhex(invitation) if invitation else None,
        Mode(held.get("mode", Mode.WEB)),
    )


def load_section(keys: WorkspaceKeys, section: str, schema: str) -> SectionDraft | None:
    """One section; None when nothing was saved. Raises EnvelopeRefused when it was changed."""
    return load_sections(keys, [section], schema).get(section)


def load_sections(
    keys: WorkspaceKeys, sections: Iterable[str], schema: str
) -> dict[str, SectionDraft]:
    """Those sections that were saved, in one query. Raises EnvelopeRefused.

    schema: what the sections are bound to; one saved under another schema cannot be opened.
    """
    places = {keys.row_id(section): section for section in sections}
    with reading(ANSWERS) as connection:
        rows = connection.execute(_SECTIONS, {"row_ids": list(places)}).all()
    return {places[row.row_id]: _opened(keys, places[row.row_id], schema, row) for row in rows}


def draft_state(workspace: Workspace) -> DraftState:
    """What every page of a draft needs, in one transaction. Raises WaveRefused, EnvelopeRefused."""
    keys = workspace.keys
    with reading(ANSWERS) as connection:
        wave = wave_in(connection, workspace.wave)
        index = section_in(connection, keys, INDEX, wave.questionnaire)
        was_sent = is_sent(connection, keys)
    if wave.state is WaveState.FROZEN and index is not None:
        was_sent = was_sent or bool(index.body.get(SENT))
    return DraftState(wave, was_sent, index)


def section_in(
    connection: Connection, keys: WorkspaceKeys, section: str, schema: str
) -> SectionDraft | None:
    """One section inside a transaction; None when nothing was saved. Raises EnvelopeRefused."""
    row = connection.execute(_SECTIONS, {"row_ids": [keys.row_id(section)]}).first()
    return _opened(keys, section, schema, row) if row else None


def save_sections(
    workspace: Workspace, drafts: Mapping[str, SectionDraft], today: date, seen: Versions = NOTHING
) -> dict[str, int]:
    """Saves each `draft.body` over version `draft.version` (0: the first time); the new versions.

    seen: sections that were read to decide what is saved. All or nothing, and on disk before it
    returns. Raises DraftConflict when another version of one is stored, DraftSent when the draft
    was sent, WaveRefused when its wave takes no answers.
    """
    keys = workspace.keys
    with writing(ANSWERS) as connection:
        place = open_for_writing(connection, workspace).questionnaire, expiry(today)
        check_versions(connection, keys, seen)
        return {
            section: seal_section(connection, keys, section, draft, place)
            for section, draft in drafts.items()
        }


def open_for_writing(connection: Connection, workspace: Workspace) -> Wave:
    """The wave of a draft that may still be written; nobody else writes it until the end.

    Raises DraftSent, WaveRefused: no-such-wave, closed.
    """
    lock(connection, workspace.keys.row_id(INDEX))
    if is_sent(connection, workspace.keys):
        raise DraftSent
    wave = wave_in(connection, workspace.wave)
    if not wave.takes_answers:
        raise WaveRefused("closed", wave.name)
    return wave


def seal_section(
    connection: Connection, keys: WorkspaceKeys, section: str, draft: SectionDraft, place: Place
) -> int:
    """Writes one section inside a transaction; its new version. Raises DraftConflict."""
    schema, expires_month = place
    version = draft.version + 1
    text = json.dumps(draft.body, sort_keys=True, ensure_ascii=False).encode()
    key, bound = keys.section_key(section), _place(keys, section, version, schema)
    row = {
        "row_id": keys.row_id(section),
        "version": version,
        "blob": seal(key, text, bound, is_packed=section == SENT),
        "expires_month": expires_month,
    }
    if not _write_over(connection, row, draft.version):
        raise DraftConflict(section_version(connection, keys, section))
    return version


def section_version(connection: Connection, keys: WorkspaceKeys, section: str) -> int:
    """Version of a section that is stored now, 0 for none."""
    return _versions(connection, keys, [section]).get(section, 0)


def check_versions(connection: Connection, keys: WorkspaceKeys, seen: Versions) -> None:
    """Whether every section is as it was seen. Raises DraftConflict for one that is not."""
    now = _versions(connection, keys, seen)
    for section, version in seen.items():
        if now.get(section, 0) != version:
            raise DraftConflict(now.get(section, 0))


def _versions(
    connection: Connection, keys: WorkspaceKeys, sections: Iterable[str]
) -> dict[str, int]:
    """Section -> stored version, of those that were ever saved."""
    places = {keys.row_id(section): section for section in sections}
    rows = connection.execute(_VERSIONS, {"row_ids": list(places)})
    return {places[row_id]: version for row_id, version in rows}


def _write_over(connection: Connection, row: Mapping[str, object], expected: int) -> bool:
    """Replaces exactly the expected version; whether it was still there."""
    if expected == 0:
        return insert_once(connection, draft_section, row)
    where = {"over_row": row["row_id"], "over_version": expected}
    return connection.execute(_OVER, {**row, **where}).rowcount == 1


def _opened(
    keys: WorkspaceKeys, section: str, schema: str, row: Row[tuple[Any, ...]]
) -> SectionDraft:
    place = _place(keys, section, row.version, schema)
    text = open_sealed(keys.section_key(section), row.blob, place)
    return SectionDraft(row.version, json.loads(text))


def _place(keys: WorkspaceKeys, section: str, version: int, schema: str) -> bytes:
    """What a sealed section is bound to, so that rows cannot be swapped or rolled back."""
    return b"|".join((keys.workspace_id, section.encode(), b"%d" % version, schema.encode()))


def _grant_place(keys: CodeKeys) -> bytes:
    return b"grant" + keys.locator


def expiry(today: date) -> str:
    """The month after which an untouched section may go, as ``2014-11``."""
    months = today.year * 12 + today.month - 1 + KEPT_MONTHS
    return f"{months // 12:04d}-{months % 12 + 1:02d}"
