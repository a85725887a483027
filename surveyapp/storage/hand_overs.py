"""Hand-overs: codes for colleagues that open some sections of a draft, made and taken back.

What a draft knows of them stands in a section that only the main code opens. Taking a code back
gives its sections new keys, so that it opens nothing of what is written afterwards, not even for
somebody who has a copy of the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, update

from surveyapp.fieldwork.codes import CodeKind, new_code, read_code
from surveyapp.fieldwork.envelope import CodeKeys, LimitedKeys, SectionKey, WorkspaceKeys
from surveyapp.storage.answers_tables import draft_section, grant
from surveyapp.storage.database import ANSWERS, lock, writing
from surveyapp.storage.drafts import (
    INDEX,
    SectionDraft,
    SectionPlace,
    Versions,
    check_versions,
    open_for_writing,
    place_of,
    seal_section,
    section_in,
)
from surveyapp.storage.grants import grant_row, keep_grant
from surveyapp.storage.handed_over import TAKEN_BACK, HandOverKind, HandOverTerms, grant_text
from surveyapp.storage.waves import wave_in
from surveyapp.storage.workspaces import Workspace

HAND_OVERS, APPROVAL = "_hand_overs", "_approval"
"""Sections beside those of the form: what is handed over, for the main code alone; and what an
approver said, who writes nothing else."""

_OVER = update(grant).where(grant.c.locator == bindparam("over_locator"))


@dataclass(frozen=True, slots=True)
class HandOver:
    """A hand-over as whoever holds the main code sees it, with its code."""

    code: str
    terms: HandOverTerms

    @property
    def read(self) -> tuple[str, ...]:
        """Sections that its code opens, in the order in which they are told."""
        is_approver = self.terms.kind is HandOverKind.APPROVE
        return (*self.terms.sections, INDEX, APPROVAL if is_approver else self.terms.lent)

    @property
    def written(self) -> frozenset[str]:
        """Those of them that it may change."""
        if self.terms.kind is HandOverKind.APPROVE:
            return frozenset({APPROVAL})
        return frozenset({*self.terms.sections, INDEX})


def listed(held: SectionDraft | None) -> tuple[HandOver, ...]:
    """Those that were not taken back, in the order in which they were made.

    held: the section `_hand_overs`; None before there was any.
    """
    found: Sequence[Mapping[str, Any]] = held.body.get("made", ()) if held else ()
    return tuple(HandOver(each["code"], HandOverTerms.from_json(each)) for each in found)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is handed over. lent: the section of answers that routing needs; seen: what it was made
    from."""

    terms: HandOverTerms
    lent: Mapping[str, Any]
    seen: Versions


def hand_over(workspace: Workspace, offer: Offer, pepper: bytes, today: date) -> HandOver:
    """Makes a code, once for each name. On disk before it returns, or not at all.

    Raises DraftConflict when an answer was saved since, DraftSent, WaveRefused.
    """
    keys = workspace.keys
    with writing(ANSWERS) as connection:
        wave = open_for_writing(connection, workspace)
        place = place_of(wave, today)
        held = section_in(connection, keys, HAND_OVERS, wave.questionnaire)
        made = listed(held)
        for each in made:
            if each.terms.name == offer.terms.name:
                return each
        check_versions(connection, keys, offer.seen)
        new = HandOver(new_code(CodeKind.HAND_OVER), offer.terms)
        if offer.terms.lent in new.read:
            seal_section(connection, keys, offer.terms.lent, SectionDraft(0, offer.lent), place)
        _write_list(connection, keys, held, (*made, new), place)
        epochs = _epochs(connection, keys, new.read, wave.questionnaire)
        keep_grant(connection, _grant(workspace, new, epochs, pepper), wave.name)
    return new


def take_back(workspace: Workspace, name: str, pepper: bytes, today: date) -> bool:
    """Makes a code useless, at any time; False where there is none of this name any more.

    Its sections get new keys, and the other codes that open one of them are told those. Whoever
    is saving with it meets a DraftConflict. Raises WaveRefused: no-such-wave.
    """
    keys = workspace.keys
    with writing(ANSWERS) as connection:
        lock(connection, keys.row_id(INDEX))
        wave = wave_in(connection, workspace.wave)
        place = place_of(wave, today)
        held = section_in(connection, keys, HAND_OVERS, wave.questionnaire)
        gone = [each for each in listed(held) if each.terms.name == name]
        kept = tuple(each for each in listed(held) if each.terms.name != name)
        for each in gone:
            _shut(connection, keys, each, pepper)
            _give_new_keys(connection, keys, each.read, place)
            _write_list(connection, keys, held, kept, place)
            _tell(connection, workspace, kept, wave.questionnaire, pepper)
    return bool(gone)


def erase(
    workspace: Workspace, sections: Iterable[str], seen: Versions, pepper: bytes, today: date
) -> None:
    """Empties sections of a draft and makes all codes of colleagues useless, all or nothing.

    seen: versions from which somebody decided so. Sections that a colleague's code opened get new
    keys. Raises DraftConflict when something was saved since, DraftSent, WaveRefused.
    """
    keys = workspace.keys
    with writing(ANSWERS) as connection:
        wave = open_for_writing(connection, workspace, seen)
        place = place_of(wave, today)
        held = section_in(connection, keys, HAND_OVERS, wave.questionnaire)
        made = listed(held)
        for each in made:
            _shut(connection, keys, each, pepper)
        if made:
            _write_list(connection, keys, held, (), place)
        for section in sections:
            now = section_in(connection, keys, section, place.schema) or SectionDraft(0, {})
            if now.version or made:
                emptied = SectionDraft(now.version, {}, now.epoch + bool(made))
                seal_section(connection, keys, section, emptied, place)


def _shut(connection: Connection, keys: WorkspaceKeys, gone: HandOver, pepper: bytes) -> None:
    """What the code leads to says that it was taken back, and nothing else."""
    row = grant_row(_code_keys(gone, pepper), TAKEN_BACK)
    connection.execute(_OVER, {**row, "over_locator": row["locator"]})
    lent = draft_section.c.row_id == keys.row_id(gone.terms.lent)
    connection.execute(delete(draft_section).where(lent))


def _give_new_keys(
    connection: Connection, keys: WorkspaceKeys, sections: Iterable[str], place: SectionPlace
) -> None:
    """Seals sections anew; also those that are empty, into which the old key could write else."""
    for section in sections:
        if section.startswith("_lent:"):
            continue
        held = section_in(connection, keys, section, place.schema) or SectionDraft(0, {})
        sealed = replace(held, epoch=held.epoch + 1)
        seal_section(connection, keys, section, sealed, place)


def _tell(
    connection: Connection,
    workspace: Workspace,
    kept: Iterable[HandOver],
    schema: str,
    pepper: bytes,
) -> None:
    """Writes the grants of other codes anew: all of them open the index."""
    for each in kept:
        epochs = _epochs(connection, workspace.keys, each.read, schema)
        row = _grant(workspace, each, epochs, pepper)
        connection.execute(_OVER, {**row, "over_locator": row["locator"]})


def _write_list(
    connection: Connection,
    keys: WorkspaceKeys,
    held: SectionDraft | None,
    made: Iterable[HandOver],
    place: SectionPlace,
) -> None:
    body = {"made": [{**each.terms.to_json(), "code": each.code} for each in made]}
    now = replace(held or SectionDraft(0, {}), body=body)
    seal_section(connection, keys, HAND_OVERS, now, place)


def _epochs(
    connection: Connection, keys: WorkspaceKeys, sections: Iterable[str], schema: str
) -> dict[str, int]:
    found = {each: section_in(connection, keys, each, schema) for each in sections}
    return {section: held.epoch if held else 0 for section, held in found.items()}


def _grant(
    workspace: Workspace, made: HandOver, epochs: Mapping[str, int], pepper: bytes
) -> dict[str, bytes]:
    opened_by, keys = _code_keys(made, pepper), workspace.keys
    sections = {
        section: SectionKey.of(keys, section, epoch, may_write=section in made.written)
        for section, epoch in epochs.items()
    }
    limited = LimitedKeys(keys.workspace_id, opened_by.form_key, sections)
    return grant_row(opened_by, grant_text(limited, workspace.wave, made.terms))


def _code_keys(made: HandOver, pepper: bytes) -> CodeKeys:
    return CodeKeys.of(read_code(made.code).secret, pepper)
