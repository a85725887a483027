"""Current instance: the one whose application answers this request."""

from flask import current_app

from surveyapp.instance import Instance


def current_instance() -> Instance:
    """Of this application; outside of one Flask raises RuntimeError."""
    found: Instance = current_app.extensions["surveyapp_instance"]
    return found
