"""Drafts: sealed sections that only the holder of a code can open, and the grants of codes."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from surveyapp.fieldwork.envelope import (
    DraftKeys,
    EnvelopeRefused,
    KeyReplaced,
    open_sealed,
    seal,
)
from surveyapp.storage.answers_tables import draft_section, rehearsal_part
from surveyapp.storage.database import ANSWERS, insert_once, lock, reading, writing
from surveyapp.storage.draft_standing import (
    ROWS,
    DraftStanding,
    SealedSection,
    draft_standing,
    sealed_sections,
)
from surveyapp.storage.handed_over import HandedOver
from surveyapp.storage.waves import Wave, WaveRefused, WaveState
from surveyapp.storage.workspaces import Opened

KEPT_MONTHS = 2
INDEX, SENT = "_index", "_sent"
"""Kept beside the sections, whose names begin otherwise. Index: edition, sections set aside, and
whether it was sent. Sent: the answers as they were sent."""

Versions = Mapping[str, int]
"""Section -> version, the index among them; 0 or absent: never saved."""

NOTHING: Versions = MappingProxyType({})

# Built once: every page asks them.
_VERSIONS = select(draft_section.c.row_id, draft_section.c.version).where(
    draft_section.c.row_id.in_(ROWS)
)
_OVER = update(draft_section).where(
    draft_section.c.row_id == bindparam("over_row"),
    draft_section.c.version == bindparam("over_version"),
)


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """Where a section is written.

    schema: the questionnaire that it is bound to; expires_month: after which it may go; rehearsal:
    the wave with which it is thrown away, None for any other.
    """

    schema: str
    expires_month: str
    rehearsal: str | None = None


class DraftConflict(RuntimeError):
    """A section was saved by somebody else in the meantime; `current` is its version now."""

    def __init__(self, current: int) -> None:
        super().__init__(f"the section is at version {current}")
        self.current = current


class DraftSent(RuntimeError):
    """The draft was sent; nothing of it is written any more."""


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """One opened section; `version` counts its savings from 1, `epoch` its later keys from 1."""

    version: int
    body: Mapping[str, Any]
    epoch: int = 0


@dataclass(frozen=True, slots=True)
class DraftState:
    """Where a draft stands. index: None before a save.

    is_sent: read from what was sent. Of a frozen wave nothing leads from a draft to it any more,
    and a colleague's code leads to it never; then what the index says, which only sending and
    withdrawing write. beside: further sections that were read with it, None: never saved.
    """

    wave: Wave
    is_sent: bool
    index: SectionDraft | None
    beside: Mapping[str, SectionDraft | None] = field(default_factory=dict)


def load_section(keys: DraftKeys, section: str, schema: str) -> SectionDraft | None:
    """One section; None when nothing was saved. Raises as `load_sections`."""
    return load_sections(keys, [section], schema).get(section)


def load_sections(keys: DraftKeys, sections: Iterable[str], schema: str) -> dict[str, SectionDraft]:
    """Those sections that were saved, in one query.

    schema: what the sections are bound to; one saved under another schema cannot be opened. Raises
    EnvelopeRefused when one was changed, DraftConflict when it has another key by now.
    """
    with reading(ANSWERS) as connection:
        return _sections_in(connection, keys, sections, schema)


def _sections_in(
    connection: Connection, keys: DraftKeys, sections: Iterable[str], schema: str
) -> dict[str, SectionDraft]:
    places = {keys.row_id(section): section for section in sections}
    found = sealed_sections(connection, places)
    return {places[row.row_id]: _opened(keys, places[row.row_id], schema, row) for row in found}


def load_by_key(
    key: bytes, row_id: bytes, place: tuple[bytes, str], schema: str
) -> SectionDraft | None:
    """One section by its own key, for whoever has no other of its draft; None: nothing was saved.

    place: id of the workspace, and the section. Raises EnvelopeRefused.
    """
    with reading(ANSWERS) as connection:
        found = sealed_sections(connection, [row_id])
    return _opened_by(key, place, schema, found[0]) if found else None


def draft_state(opened: Opened, beside: Collection[str] = ()) -> DraftState:
    """What every page of a draft needs, in one transaction.

    beside: sections that are likely to be asked for. Raises WaveRefused, EnvelopeRefused,
    DraftConflict.
    """
    keys, wanted = opened.keys, (INDEX, *beside)
    with reading(ANSWERS) as connection:
        found = draft_standing(connection, opened, wanted)
    wave, was_sent = found.wave, found.was_sent
    schema = wave.questionnaire
    read = {section: _opened(keys, section, schema, row) for section, row in found.rows.items()}
    index = read.pop(INDEX, None)
    if wave.state is WaveState.FROZEN or isinstance(opened, HandedOver):
        was_sent = was_sent or _says_sent(index)
    return DraftState(wave, was_sent, index, {**dict.fromkeys(beside), **read})


def _says_sent(index: SectionDraft | None) -> bool:
    return index is not None and bool(index.body.get(SENT))


def section_in(
    connection: Connection, keys: DraftKeys, section: str, schema: str
) -> SectionDraft | None:
    """One section inside a transaction; None when nothing was saved. Raises as `load_sections`."""
    return _sections_in(connection, keys, [section], schema).get(section)


def save_sections(
    opened: Opened, drafts: Mapping[str, SectionDraft], today: date, seen: Versions = NOTHING
) -> dict[str, int]:
    """Saves each `draft.body` over version `draft.version` (0: the first time); the new versions.

    seen: sections that were read to decide what is saved. All or nothing, and on disk before it
    returns. Raises DraftConflict when another version of one is stored, DraftSent when the draft
    was sent, WaveRefused when its wave takes no answers, EnvelopeRefused where one may not be
    written with these keys.
    """
    keys = opened.keys
    with writing(ANSWERS) as connection:
        place = place_of(open_for_writing(connection, opened, seen), today)
        return {
            section: seal_section(connection, keys, section, draft, place)
            for section, draft in drafts.items()
        }


def open_for_writing(connection: Connection, opened: Opened, seen: Versions = NOTHING) -> Wave:
    """The wave of a draft that may still be written; nobody else writes it until the end.

    Raises DraftSent, WaveRefused: no-such-wave, closed; DraftConflict, also where a section that
    was seen has another version by now.
    """
    lock(connection, opened.keys.row_id(INDEX))
    found = draft_standing(connection, opened, {INDEX, *seen})
    if found.was_sent or (isinstance(opened, HandedOver) and _was_sent_by_now(opened, found)):
        raise DraftSent
    if not found.wave.takes_answers:
        raise WaveRefused("closed", found.wave.name)
    _check({section: found.version(section) for section in seen}, seen)
    return found.wave


def _was_sent_by_now(opened: Opened, found: DraftStanding) -> bool:
    """What the index says, where nothing else leads to what was sent."""
    row, schema = found.rows.get(INDEX), found.wave.questionnaire
    return row is not None and _says_sent(_opened(opened.keys, INDEX, schema, row))


def seal_section(
    connection: Connection, keys: DraftKeys, section: str, draft: SectionDraft, place: SectionPlace
) -> int:
    """Writes one section inside a transaction; its new version.

    Raises DraftConflict, EnvelopeRefused where these keys may not write it.
    """
    if not keys.may_write(section):
        raise EnvelopeRefused("not to be written with these keys")
    version = draft.version + 1
    text = json.dumps(draft.body, sort_keys=True, ensure_ascii=False).encode()
    key = keys.section_key(section, draft.epoch)
    bound = _place(keys, section, version, place.schema)
    row = {
        "row_id": keys.row_id(section),
        "version": version,
        "blob": seal(key, text, bound, is_packed=section == SENT),
        "expires_month": place.expires_month,
        "epoch": draft.epoch,
    }
    if not _write_over(connection, row, draft.version):
        raise DraftConflict(section_version(connection, keys, section))
    if place.rehearsal is not None:
        part = {"row_id": row["row_id"], "wave": place.rehearsal}
        insert_once(connection, rehearsal_part, part)
    return version


def section_version(connection: Connection, keys: DraftKeys, section: str) -> int:
    """Version of a section that is stored now, 0 for none."""
    return _versions(connection, keys, [section]).get(section, 0)


def check_versions(connection: Connection, keys: DraftKeys, seen: Versions) -> None:
    """Whether every section is as it was seen. Raises DraftConflict for one that is not."""
    _check(_versions(connection, keys, seen), seen)


def _check(now: Versions, seen: Versions) -> None:
    for section, version in seen.items():
        if now.get(section, 0) != version:
            raise DraftConflict(now.get(section, 0))


def _versions(connection: Connection, keys: DraftKeys, sections: Iterable[str]) -> dict[str, int]:
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


def _opened(keys: DraftKeys, section: str, schema: str, row: SealedSection) -> SectionDraft:
    try:
        key = keys.section_key(section, row.epoch)
    except KeyReplaced as replaced:
        raise DraftConflict(row.version) from replaced
    return _opened_by(key, (keys.workspace_id, section), schema, row)


def _opened_by(
    key: bytes, place: tuple[bytes, str], schema: str, row: SealedSection
) -> SectionDraft:
    workspace_id, section = place
    bound = _bound(workspace_id, section, row.version, schema)
    return SectionDraft(row.version, json.loads(open_sealed(key, row.blob, bound)), row.epoch)


def _place(keys: DraftKeys, section: str, version: int, schema: str) -> bytes:
    """What a sealed section is bound to, so that rows cannot be swapped or rolled back."""
    return _bound(keys.workspace_id, section, version, schema)


def _bound(workspace_id: bytes, section: str, version: int, schema: str) -> bytes:
    return b"|".join((workspace_id, section.encode(), b"%d" % version, schema.encode()))


def place_of(wave: Wave, today: date) -> SectionPlace:
    """Where sections of a draft of this wave are written."""
    return SectionPlace(
        wave.questionnaire, _expiry(today), wave.name if wave.is_rehearsal else None
    )


def _expiry(today: date) -> str:
    """The month after which an untouched section may go, as ``2014-11``."""
    months = today.year * 12 + today.month - 1 + KEPT_MONTHS
    return f"{months // 12:04d}-{months % 12 + 1:02d}"
