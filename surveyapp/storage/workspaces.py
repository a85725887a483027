"""Workspaces: what a code opens, a whole draft with all its keys or some sections of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete

from surveyapp.fieldwork.codes import CodeKind, new_code, read_code
from surveyapp.fieldwork.envelope import CodeKeys, WorkspaceKeys
from surveyapp.fieldwork.mode import Mode
from surveyapp.storage.answers_tables import grant
from surveyapp.storage.database import ANSWERS, writing
from surveyapp.storage.grants import grant_row, keep_grant, read_grant
from surveyapp.storage.handed_over import HandedOver, handed_over


@dataclass(frozen=True, slots=True)
class Workspace:
    """What a code opens: keys of one draft, and the wave it belongs to.

    invitation: id of the one that was exchanged for it; None where it was made without. mode: how
    its answers come.
    """

    keys: WorkspaceKeys
    wave: str
    invitation: bytes | None = None
    mode: Mode = Mode.WEB


Opened = Workspace | HandedOver
"""What a code opens: a whole draft, or some sections of it."""


def create_workspaces(wave: str, pepper: bytes, count: int) -> list[str]:
    """Fresh workspaces in one transaction: all of them, or none. Returns their codes."""
    codes = [new_code(CodeKind.WORKSPACE) for _ in range(count)]
    fresh = (Workspace(WorkspaceKeys.fresh(), wave) for _ in codes)
    grants = [_fresh_grant(*each, pepper) for each in zip(codes, fresh, strict=True)]
    with writing(ANSWERS) as connection:
        for row in grants:
            keep_grant(connection, row, wave)
    return codes


def create_workspace(wave: str, pepper: bytes) -> str:
    """A new empty draft; returns its owner code, which is kept nowhere."""
    return create_workspaces(wave, pepper, 1)[0]


def create_of(wave: str, pepper: bytes, invitation: bytes | None, mode: Mode = Mode.WEB) -> str:
    """The same for an invitation that is about to be exchanged; the draft alone knows which.

    invitation: None where there is none.
    """
    code = new_code(CodeKind.WORKSPACE)
    row = _fresh_grant(code, Workspace(WorkspaceKeys.fresh(), wave, invitation, mode), pepper)
    with writing(ANSWERS) as connection:
        keep_grant(connection, row, wave)
    return code


def create_with(code: str, wave: str, pepper: bytes, invitation: bytes) -> None:
    """An empty draft for a code that was made already; the one that is there, where it is."""
    row = _fresh_grant(code, Workspace(WorkspaceKeys.fresh(), wave, invitation), pepper)
    with writing(ANSWERS) as connection:
        keep_grant(connection, row, wave)


def forget_workspace(code: str, pepper: bytes) -> None:
    """Removes what leads from a code to a draft in which nothing was saved."""
    locator = CodeKeys.of(read_code(code).secret, pepper).locator
    with writing(ANSWERS) as connection:
        connection.execute(delete(grant).where(grant.c.locator == locator))


def _fresh_grant(code: str, workspace: Workspace, pepper: bytes) -> dict[str, bytes]:
    """What leads from a code to the keys of a draft that was never used."""
    keys = CodeKeys.of(read_code(code).secret, pepper)
    held = json.dumps(workspace_to_json(workspace)).encode()
    return grant_row(keys, held)


def open_workspace(text: str, pepper: bytes) -> Opened | None:
    """What a code opens; None for nothing. Raises CodeRefused when mistyped, TakenBack."""
    return open_grant(CodeKeys.of(read_code(text).secret, pepper))


def open_grant(keys: CodeKeys) -> Opened | None:
    """What the keys of a code open; None for nothing. Raises TakenBack."""
    held = read_grant(keys)
    if held is None:
        return None
    return workspace_from_json(held) if "master" in held else handed_over(held, keys)


def workspace_to_json(workspace: Workspace) -> dict[str, str]:
    """What a grant and a cookie hold of a workspace, always sealed."""
    held = {"master": workspace.keys.master.hex(), "wave": workspace.wave}
    if workspace.invitation is not None:
        held |= {"invitation": workspace.invitation.hex()}
    return held if workspace.mode is Mode.WEB else held | {"mode": workspace.mode}


def workspace_from_json(held: Mapping[str, str]) -> Workspace:
    """The inverse; other keys are left."""
    invitation = held.get("invitation")
    return Workspace(
        WorkspaceKeys(bytes.fromhex(held["master"])),
        held["wave"],
        bytes.fromhex(invitation) if invitation else None,
        Mode(held.get("mode", Mode.WEB)),
    )
