"""Rehearsals: what a test wave leaves behind is thrown away, in both databases and among the keys.

While it lasts its answers lie sealed like any others, and nothing opens them. Its drafts say which
wave they belong to, which those of a real wave never do.
"""

from datetime import date

from sqlalchemy import Delete, delete, select, update

from surveyapp.instance import Instance
from surveyapp.storage.answers_tables import (
    draft_section,
    grant,
    rehearsal_part,
    sealed_flag,
    sealed_response,
    wave_key,
)
from surveyapp.storage.answers_tables import wave as wave_table
from surveyapp.storage.contacts_tables import contact, inquiry, invitation, job, mail, sample
from surveyapp.storage.contacts_tables import section_progress as progress
from surveyapp.storage.database import ANSWERS, CONTACTS, reading, writing
from surveyapp.storage.kept_file import to_disk
from surveyapp.storage.made_files import sweep
from surveyapp.storage.rewriting import rewrite
from surveyapp.storage.study_keys import KeyPurpose, key_path
from surveyapp.storage.waves import Wave, WaveRefused, WaveState, list_waves, wave, wave_in


def end_rehearsal(instance: Instance, name: str, today: date) -> bool:
    """Throws away drafts, what was sent, contacts, mails, jobs with their files, and keys; the wave
    is ended.

    False where the databases could not be written anew, see `rewrite`: traces stay until they are.
    Where it was stopped, it is repeated to the end. Raises WaveRefused: no-such-wave, no-rehearsal,
    not-from-ended where nothing is left; OSError.
    """
    _end(instance, name, today)
    _forget_contacts(name)
    _forget_answers(name)  # again, for somebody may have exchanged an invitation meanwhile
    sweep(instance)
    for purpose in KeyPurpose:
        path = key_path(instance, name, purpose)
        path.unlink(missing_ok=True)
    to_disk(instance.keys if instance.keys.exists() else instance.path)
    return all([rewrite(ANSWERS), rewrite(CONTACTS)])


def was_rehearsed(asked: Wave) -> bool:
    """Whether a rehearsal of what a wave asks, in this version, was ever opened."""
    return any(
        each.is_rehearsal
        and each.state is not WaveState.DRAFT
        and each.version_hash == asked.version_hash
        for each in list_waves(asked.questionnaire)
    )


def _end(instance: Instance, name: str, today: date) -> None:
    if not wave(name).is_rehearsal:
        raise WaveRefused("no-rehearsal", name)
    is_left = _is_left(instance, name)
    with writing(ANSWERS) as connection:
        if wave_in(connection, name).state is WaveState.ENDED and not is_left:
            raise WaveRefused("not-from-ended", name)
        here = wave_table.c.name == name
        ended = {"state": WaveState.ENDED.value, "ended": today}
        connection.execute(update(wave_table).where(here).values(ended))
    _forget_answers(name)


def _is_left(instance: Instance, name: str) -> bool:
    """Whether an ending was stopped before everything was gone."""
    with reading(CONTACTS) as connection:
        listed = connection.execute(select(sample).where(sample.c.name == name)).first()
        asked = connection.execute(select(job.c.job_id).where(job.c.job_wave == name)).first()
    with reading(ANSWERS) as connection:
        parts = select(rehearsal_part).where(rehearsal_part.c.wave == name)
        held = connection.execute(parts.limit(1)).first()
    keys = (key_path(instance, name, purpose) for purpose in KeyPurpose)
    return bool(listed or asked or held) or any(path.exists() for path in keys)


def _forget_answers(name: str) -> None:
    parts = select(rehearsal_part.c.row_id).where(rehearsal_part.c.wave == name)
    gone: tuple[Delete, ...] = (
        delete(grant).where(grant.c.locator.in_(parts)),
        delete(draft_section).where(draft_section.c.row_id.in_(parts)),
        delete(rehearsal_part).where(rehearsal_part.c.wave == name),
        *(delete(t).where(t.c.wave == name) for t in (sealed_response, sealed_flag, wave_key)),
    )
    with writing(ANSWERS) as connection:
        for each in gone:
            connection.execute(each)


def _forget_contacts(name: str) -> None:
    invited = select(invitation.c.invitation_id).where(invitation.c.sample == name)
    gone: tuple[Delete, ...] = (
        *(delete(t).where(t.c.invitation_id.in_(invited)) for t in (inquiry, progress)),
        *(delete(t).where(t.c.sample == name) for t in (mail, invitation, contact)),
        delete(sample).where(sample.c.name == name),
        delete(job).where(job.c.job_wave == name),
    )
    with writing(CONTACTS) as connection:
        for each in gone:
            connection.execute(each)
