"""Submissions with nothing unusual."""

import secrets
from dataclasses import replace
from datetime import date

from sqlalchemy.exc import OperationalError

from surveyapp.fieldwork.box import BoxKey
from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.storage.drafts import SectionDraft
from surveyapp.storage.failure import FailureKind, failure_of
from surveyapp.storage.pool import reveal, waiting_of
from surveyapp.storage.responses import Submission
from surveyapp.storage.responses import store_many as store
from surveyapp.storage.sending import Sending, send
from surveyapp.storage.workspaces import Workspace

STUDY_KEY = BoxKey.fresh()
TODAY = date(2014, 9, 15)


def submission(**changes):
    """A real response to the wave `spring` that nobody has sent yet."""
    usual = {
        "questionnaire": "service_provision",
        "version_hash": "a" * 64,
        "wave": "spring",
        "country": "RO",
        "split_code": "ngo",
        "mode": "web",
        "answers": {"vic_total": 12, "sector": "ngo"},
        "is_synthetic": False,
        "withdraw_tag": secrets.token_bytes(32),
    }
    return Submission(**{**usual, **changes})


def send_one(response, keys=None):
    """Sends a response from an empty draft of its wave; whether it is sealed by this."""
    held = keys or WorkspaceKeys.fresh()
    tagged = replace(response, withdraw_tag=held.withdraw_tag)
    sending = Sending(tagged, STUDY_KEY.public, {}, SectionDraft(0, {}))
    return send(Workspace(held, response.wave), sending, TODAY)


def open_all(wave="spring"):
    """Opens everything that waits, however few; how many."""
    waiting = waiting_of(wave, STUDY_KEY)
    assert reveal(wave, waiting, load_release("service_provision"))
    return len(waiting)


def store_many(submissions, form=None):
    """Stores responses to one questionnaire; how many. form: found by its name if None."""
    made = list(submissions)
    return store(made, form or load_release(made[0].questionnaire))


def when_it_is_free(write, *inputs):
    """Writes; again as long as the database is busy, as a person does whom a page tells so.

    How long twenty writers wait for their turns depends on the disk, which a test does not choose.
    """
    while True:
        try:
            return write(*inputs)
        except OperationalError as error:
            if failure_of(error) is not FailureKind.LOCKED:
                raise
