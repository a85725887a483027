"""Sending: response, receipt and the end of a draft are one transaction."""

from datetime import date

from surveyapp.storage.database import ANSWERS, writing
from surveyapp.storage.drafts import (
    INDEX,
    DraftSent,
    SectionDraft,
    Versions,
    Workspace,
    check_versions,
    expiry,
    open_for_writing,
    seal_section,
)
from surveyapp.storage.responses import Submission, store_in


def send(
    workspace: Workspace, submission: Submission, seen: Versions, index: SectionDraft, today: date
) -> bool:
    """Stores what was seen exactly once; False when the draft was sent before.

    seen: the versions from which `submission` was made; index: what is kept beside the sections
    from now on. On disk before it returns, or not at all. Raises DraftConflict when a section was
    saved since, WaveRefused as `store_in` does.
    """
    with writing(ANSWERS) as connection:
        try:
            wave = open_for_writing(connection, workspace)
        except DraftSent:
            return False
        check_versions(connection, workspace.keys, seen)
        place = wave.questionnaire, expiry(today)
        seal_section(connection, workspace.keys, INDEX, index, place)
        return store_in(connection, submission)
