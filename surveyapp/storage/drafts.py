"""Drafts: sealed sections that only the holder of a code can open, and the grants of codes."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from surveyapp.fieldwork.codes import CodeKind, new_code, read_code
from surveyapp.fieldwork.envelope import (
    CodeKeys,
    EnvelopeRefused,
    WorkspaceKeys,
    open_sealed,
    seal,
)
from surveyapp.storage.database import ANSWERS, reading, writing
from surveyapp.storage.tables import draft_section, grant

KEPT_MONTHS = 2


class DraftConflict(RuntimeError):
    """A section was saved by somebody else in the meantime; `current` is its version now."""

    def __init__(self, current: int) -> None:
        super().__init__(f"the section is at version {current}")
        self.current = current


@dataclass(frozen=True, slots=True)
class Workspace:
    """What a code opens: keys of one draft, and the wave it belongs to."""

    keys: WorkspaceKeys
    wave: str


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """One opened section; `version` counts its savings from 1."""

    version: int
    body: Mapping[str, Any]


def create_workspace(wave: str, pepper: bytes) -> str:
    """A new empty draft; returns its owner code, which is kept nowhere."""
    code = new_code(CodeKind.WORKSPACE)
    keys, workspace = CodeKeys.of(read_code(code).secret, pepper), WorkspaceKeys.fresh()
    held = json.dumps({"master": workspace.master.hex(), "wave": wave}).encode()
    row = {"locator": keys.locator, "blob": seal(keys.kek, held, b"grant" + keys.locator)}
    with writing(ANSWERS) as connection:
        connection.execute(insert(grant).values(row))
    return code


def open_workspace(text: str, pepper: bytes) -> Workspace | None:
    """The draft of a code; None when it opens nothing. Raises CodeRefused when mistyped."""
    keys = CodeKeys.of(read_code(text).secret, pepper)
    with reading(ANSWERS) as connection:
        row = connection.execute(select(grant.c.blob).where(grant.c.locator == keys.locator)).first()
    if row is None:
        return None
    try:
        held = json.loads(open_sealed(keys.kek, row.blob, b"grant" + keys.locator))
    except EnvelopeRefused:
        return None
    return Workspace(WorkspaceKeys(bytes.fromhex(held["master"])), held["wave"])


def load_section(keys: WorkspaceKeys, section: str, schema: str) -> SectionDraft | None:
    """One section; None when nothing was saved. Raises EnvelopeRefused when it was changed."""
    return load_sections(keys, [section], schema).get(section)


def load_sections(
    keys: WorkspaceKeys, sections: Iterable[str], schema: str
) -> dict[str, SectionDraft]:
    """Those sections that were saved, in one query."""
    places = {keys.row_id(section): section for section in sections}
    query = select(draft_section).where(draft_section.c.row_id.in_(places))
    with reading(ANSWERS) as connection:
        rows = connection.execute(query).all()
    return {places[row.row_id]: _opened(keys, places[row.row_id], schema, row) for row in rows}


def save_section(
    keys: WorkspaceKeys,
    section: str,
    body: Mapping[str, Any],
    expected: int,
    today: date,
    schema: str,
) -> int:
    """Saves over version `expected` (0: the first time); returns the new version.

    Raises DraftConflict when another version is stored. On disk before it returns.
    """
    row_id, version = keys.row_id(section), expected + 1
    text = json.dumps(body, sort_keys=True, ensure_ascii=False).encode()
    blob = seal(keys.section_key(section), text, _place(keys, section, version, schema))
    values = {"version": version, "blob": blob, "expires_month": _expiry(today)}
    with writing(ANSWERS) as connection:
        query = select(draft_section.c.version).where(draft_section.c.row_id == row_id)
        stored = connection.execute(query).scalar() or 0
        if stored != expected:
            raise DraftConflict(stored)
        if expected:
            change = update(draft_section).where(draft_section.c.row_id == row_id)
            connection.execute(change.values(values))
        else:
            connection.execute(insert(draft_section).values(row_id=row_id, **values))
    return version


def random_id() -> bytes:
    """Sixteen random bytes; they carry no time and no order."""
    return secrets.token_bytes(16)


def _opened(keys: WorkspaceKeys, section: str, schema: str, row: Any) -> SectionDraft:
    place = _place(keys, section, row.version, schema)
    return SectionDraft(row.version, json.loads(open_sealed(keys.section_key(section), row.blob, place)))


def _place(keys: WorkspaceKeys, section: str, version: int, schema: str) -> bytes:
    return b"|".join((keys.workspace_id, section.encode(), str(version).encode(), schema.encode()))


def _expiry(today: date) -> str:
    months = today.year * 12 + today.month - 1 + KEPT_MONTHS
    return f"{months // 12:04d}-{months % 12 + 1:02d}"
