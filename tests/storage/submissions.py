"""Submissions with nothing unusual."""

import secrets

from surveyapp.storage.responses import Submission


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
