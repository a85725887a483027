"""Sending: what is sent, its receipt and the end of a draft are one transaction.

So is withdrawing, which opens the draft again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from surveyapp.fieldwork.submission import final_answers, stratum
from surveyapp.questionnaire.flow import Flow
from surveyapp.questions.cell import Answers, answers_from_json, answers_to_json
from surveyapp.storage.database import ANSWERS, lock, writing
from surveyapp.storage.drafts import (
    INDEX,
    SENT,
    DraftSent,
    SectionDraft,
    Versions,
    check_versions,
    load_section,
    open_for_writing,
    place_of,
    seal_section,
    section_in,
    section_version,
)
from surveyapp.storage.flags import put_flag, take_flag_back
from surveyapp.storage.pool import put_in_pool, take_back
from surveyapp.storage.responses import Submission
from surveyapp.storage.rewriting import rewrite
from surveyapp.storage.waves import Wave, WaveRefused, wave_in
from surveyapp.storage.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent, and what it was made from.

    study_key, flag_key: public halves of the wave's keys, the latter where the draft was opened
    with an invitation; seen: the versions from which `submission` was made; index: what is kept
    beside the sections from now on.
    """

    submission: Submission
    study_key: bytes
    seen: Versions
    index: SectionDraft
    flag_key: bytes | None = None


def submission_of(workspace: Workspace, wave: Wave, flow: Flow) -> Submission:
    """What is sent of a draft: only what is asked, under its stratum."""
    country, split_code = stratum(flow)
    return Submission(
        questionnaire=flow.form.name,
        version_hash=flow.form.version_hash,
        wave=wave.name,
        country=country,
        split_code=split_code,
        mode=workspace.mode,
        answers=final_answers(flow),
        is_synthetic=wave.is_synthetic,
        withdraw_tag=workspace.keys.withdraw_tag,
    )


def send(workspace: Workspace, sending: Sending, today: date) -> bool:
    """Seals what was seen exactly once; False when the draft was sent before.

    What was sent is kept in the draft too, for its copy. On disk before it returns, or not at all.
    Raises DraftConflict when a section was saved since, WaveRefused as `put_in_pool` does.
    """
    keys = workspace.keys
    with writing(ANSWERS) as connection:
        try:
            wave = open_for_writing(connection, workspace, sending.seen)
        except DraftSent:
            return False
        place = place_of(wave, today)
        seal_section(connection, keys, INDEX, _that_says(sending.index, is_sent=True), place)
        copy = SectionDraft(section_version(connection, keys, SENT), _as_sent(sending.submission))
        seal_section(connection, keys, SENT, copy, place)
        if sending.flag_key is not None and workspace.invitation is not None:
            put_flag(connection, wave.name, keys, sending.flag_key, workspace.invitation)
        return put_in_pool(connection, sending.submission, keys, sending.study_key)


def withdraw(workspace: Workspace, seen: Versions, today: date) -> bool:
    """Takes back what was sent, opened or not; False where nothing is there to take back.

    seen: versions from which somebody decided so. The answers stay in the draft. Nothing of what
    was sent is left in SQLite's files once they could be written anew, see `rewrite`. Raises
    DraftConflict when it was sent again since, WaveRefused: no-such-wave, closed for a frozen wave.
    """
    with writing(ANSWERS) as connection:
        is_there = _taken_back(connection, workspace, seen, today)
    if is_there:
        rewrite(ANSWERS)
    return is_there


def _taken_back(connection: Connection, workspace: Workspace, seen: Versions, today: date) -> bool:
    keys = workspace.keys
    lock(connection, keys.row_id(INDEX))
    wave = wave_in(connection, workspace.wave)
    if not wave.may_be_withdrawn_from:
        raise WaveRefused("closed", wave.name)
    if not take_back(connection, keys):
        return False
    take_flag_back(connection, keys)
    check_versions(connection, keys, seen)
    place = place_of(wave, today)
    index = section_in(connection, keys, INDEX, wave.questionnaire) or SectionDraft(0, {})
    seal_section(connection, keys, INDEX, _that_says(index, is_sent=False), place)
    copy = SectionDraft(section_version(connection, keys, SENT), {})
    seal_section(connection, keys, SENT, copy, place)
    return True


def answers_sent(workspace: Workspace, schema: str) -> Answers | None:
    """What was sent from a draft, as its copy has it; None where there is no copy.

    schema: the questionnaire that its sections are bound to.
    """
    held = load_section(workspace.keys, SENT, schema)
    return answers_from_json(held.body["answers"]) if held and "answers" in held.body else None


def _that_says(index: SectionDraft, *, is_sent: bool) -> SectionDraft:
    return replace(index, body={**index.body, SENT: is_sent})


def _as_sent(submission: Submission) -> Mapping[str, Any]:
    return {"answers": answers_to_json(submission.answers)}
