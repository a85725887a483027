"""Submissions with nothing unusual."""

import secrets
from dataclasses import replace
from datetime import date

from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.storage.drafts import SectionDraft, Workspace
from surveyapp.storage.responses import Submission
from surveyapp.storage.sending import send

TODAY = date(2014, 9, 15)


def submission(**changes):
    """A real response to the wave `spring` that nobody has sent yet."""
    usual = {
        "questionnaire": "service_provision",
        "version_hash": "a" * 64,
        "wave": "spring",
        "country": "RO",
        "klass": "ngo",
        "mode": "web",
        "answers": {"vic_total": 12, "sector": "ngo"},
        "is_synthetic": False,
        "withdraw_tag": secrets.token_bytes(32),
    }
    return Submission(**{**usual, **changes})


def send_one(response, keys=None):
    """Sends a response from an empty draft of its wave; whether it is stored by this."""
    held = keys or WorkspaceKeys.fresh()
    tagged = replace(response, withdraw_tag=held.withdraw_tag)
    return send(Workspace(held, response.wave), tagged, {}, SectionDraft(0, {}), TODAY)
