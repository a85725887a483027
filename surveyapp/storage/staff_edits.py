"""Staff edits: what staff changed in a form that it had typed from paper, and why.

They lie sealed in the draft, so that whoever has its code reads them, and nobody else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from surveyapp.questions.cell import Cell, cell_from_json, cell_to_json
from surveyapp.storage.drafts import SectionDraft, load_section
from surveyapp.storage.workspaces import Workspace

EDITS = "_edits"
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class StaffEdit:
    """One change. before, after: None where nothing was answered."""

    address: str
    before: Cell | None
    after: Cell | None
    reason: str
    day: date


def edits_of(workspace: Workspace, schema: str) -> tuple[StaffEdit, ...]:
    """Every change in the order in which they were made; () of a form that nobody changed.

    schema: the questionnaire that its sections are bound to.
    """
    held = load_section(workspace.keys, EDITS, schema)
    return tuple(_from_json(each) for each in held.body["made"]) if held else ()


def with_edits(workspace: Workspace, schema: str, edits: Iterable[StaffEdit]) -> SectionDraft:
    """The section with some changes more, over the version that is stored."""
    held = load_section(workspace.keys, EDITS, schema)
    made = [*(held.body["made"] if held else ()), *map(_to_json, edits)]
    return SectionDraft(held.version if held else 0, {"made": made})


def _to_json(edit: StaffEdit) -> dict[str, Any]:
    before, after = (None if c is None else cell_to_json(c) for c in (edit.before, edit.after))
    told = {"address": edit.address, "reason": edit.reason, "day": edit.day.isoformat()}
    return {**told, "before": before, "after": after}


def _from_json(held: Mapping[str, Any]) -> StaffEdit:
    before, after = (
        None if held[name] is None else cell_from_json(held[name]) for name in ("before", "after")
    )
    return StaffEdit(
        held["address"], before, after, held["reason"], date.fromisoformat(held["day"])
    )
