"""Settings addresses: where each step is changed, and which steps a reader may change."""

from flask import g, request, url_for

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.settings.setting import SettingsStep

SETUP = "setup"
"""In the address of a page that belongs to the first set-up."""


def is_setup() -> bool:
    """Whether the page of this request is one of the first set-up."""
    return SETUP in request.args


def may_change(step: SettingsStep) -> bool:
    """Whether whoever asks for this page may change a step."""
    needed = Permission.STAFF if step.is_of_administrators else Permission.SETTINGS
    return needed in g.staff.permissions


def open_steps() -> tuple[SettingsStep, ...]:
    """Those that the reader may change."""
    return tuple(filter(may_change, SettingsStep))


def step_address(step: SettingsStep, *, in_setup: bool = False) -> str:
    """Of the page of a step."""
    setup = "yes" if in_setup else None
    if step.is_of_administrators:
        return url_for(f"settings.{step.value}", setup=setup)
    return url_for("settings.show", step=step.value, setup=setup)
