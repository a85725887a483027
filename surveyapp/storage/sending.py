"""Sending: response, receipt and the end of a draft are one transaction."""

from collections.abc import Mapping
from datetime import date

from surveyapp.storage.database import ANSWERS, writing
from surveyapp.storage.drafts import (
    INDEX,
    DraftConflict,
    DraftSent,
    SectionDraft,
    Workspace,
    expiry,
    open_for_writing,
    seal_section,
    stored_versions,
)
from surveyapp.storage.responses import Submission, store_in

Versions = Mapping[str, int]
"""Section -> version, the index among them; 0 or absent: never saved."""


def send(
    workspace: Workspace, submission: Submission, seen: Versions, index: SectionDraft, today: date
) -> bool:
    """Stores what was seen exactly once; False when the draft was sent before.

    seen: the versions from which `submission` was made; index: what is kept beside the sections
    from now on. On disk before it returns, or not at all. Raises DraftConflict when a section was
    saved since, WaveRefused as `store_response` does.
    """
    with writing(ANSWERS) as connection:
        try:
            wave = open_for_writing(connection, workspace)
        except DraftSent:
            return False
        now = stored_versions(connection, workspace.keys, seen)
        for section, version in seen.items():
            if now.get(section, 0) != version:
                raise DraftConflict(now.get(section, 0))
        place = wave.questionnaire, expiry(today)
        seal_section(connection, workspace.keys, INDEX, index, place)
        return store_in(connection, submission)
