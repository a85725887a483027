"""Kept keys: what the cookie of a visit holds of a code, and what that opens."""

from collections.abc import Mapping
from typing import Any

from surveyapp.fieldwork.envelope import CodeKeys
from surveyapp.storage.handed_over import TakenBack
from surveyapp.storage.workspaces import (
    Opened,
    Workspace,
    open_grant,
    workspace_from_json,
    workspace_to_json,
)


def kept_keys(opened: Opened) -> dict[str, str]:
    """Of the main code the master key; of a colleague's code what leads to its grant."""
    if isinstance(opened, Workspace):
        return workspace_to_json(opened)
    return {"locator": opened.opened_by.locator.hex(), "kek": opened.opened_by.kek.hex()}


def opened_with(held: Mapping[str, Any]) -> Opened | None:
    """The inverse; None for nothing any more.

    A colleague's code is looked up on every request, for it may have been taken back: then raises
    TakenBack.
    """
    if "kek" in held:
        return open_grant(CodeKeys(bytes.fromhex(held["locator"]), bytes.fromhex(held["kek"])))
    return workspace_from_json(held)


def opened_again(opened: Opened) -> Opened:
    """The same with the keys of now. Raises TakenBack."""
    again = opened_with(kept_keys(opened))
    if again is None:
        raise TakenBack
    return again
