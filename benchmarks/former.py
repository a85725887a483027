"""The former way to send: the transaction that sends stores the response itself, for all to read.

No box, no flag, no copy beside the draft. It is what `benchmarks.envelopes` compares with, and no
part of the product.
"""

import secrets
from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection

from surveyapp.questions.cell import answers_to_json
from surveyapp.storage.answers_tables import response
from surveyapp.storage.database import ANSWERS, insert_once, writing
from surveyapp.storage.drafts import (
    INDEX,
    DraftSent,
    check_versions,
    open_for_writing,
    place_of,
    seal_section,
)
from surveyapp.storage.responses import ID_BYTES, Submission, as_stored, check_wave
from surveyapp.storage.sending import Sending
from surveyapp.storage.sending import send as send_sealed
from surveyapp.storage.workspaces import Workspace
from surveyapp.web.respondent import review

Send = Callable[[Workspace, Sending, date], bool]
"""How a draft is sent; False when it was sent before."""


def send_at_once(workspace: Workspace, sending: Sending, today: date) -> bool:
    """Makes a response of what is sent. Raises DraftConflict, WaveRefused."""
    keys = workspace.keys
    with writing(ANSWERS) as connection:
        try:
            wave = open_for_writing(connection, workspace)
        except DraftSent:
            return False
        check_versions(connection, keys, sending.seen)
        seal_section(connection, keys, INDEX, sending.index, place_of(wave, today))
        return _stored(connection, sending.submission)


def _stored(connection: Connection, submission: Submission) -> bool:
    """Whether it was not there before. Raises WaveRefused."""
    check_wave(connection, submission)
    named = "questionnaire version_hash wave country split_code mode is_synthetic withdraw_tag"
    row = {name: getattr(submission, name) for name in named.split()}
    row |= {"answers": as_stored(answers_to_json(submission.answers))}
    return insert_once(connection, response, {"id": secrets.token_bytes(ID_BYTES), **row})


def send_so(send: Send) -> None:
    """From now on the pages of this process send so."""
    vars(review)["send_draft"] = send


WAYS: dict[str, Send] = {"sealed": send_sealed, "stored at once": send_at_once}
"""The product as it is, and the control."""
