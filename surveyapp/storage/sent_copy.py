"""Sent copy: the key to what was sent from one draft, and to nothing else of that draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from surveyapp.questions.cell import Answers, answers_from_json
from surveyapp.storage.drafts import SENT, load_by_key
from surveyapp.storage.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class SentCopy:
    """What opens the copy. wave: of the draft; the rest is as `WorkspaceKeys` derives it.

    It is kept in a sealed section of another draft, and nowhere else.
    """

    wave: str
    workspace_id: bytes = field(repr=False)
    row_id: bytes = field(repr=False)
    key: bytes = field(repr=False)

    @classmethod
    def of(cls, workspace: Workspace) -> "SentCopy":
        """That of a draft which somebody opened with its code."""
        keys = workspace.keys
        return cls(workspace.wave, keys.workspace_id, keys.row_id(SENT), keys.section_key(SENT))

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> "SentCopy":
        """The inverse of `to_json`."""
        parts = (bytes.fromhex(held[name]) for name in ("workspace", "row", "key"))
        return cls(held["wave"], *parts)

    def to_json(self) -> dict[str, str]:
        """Plain JSON."""
        parts = {"workspace": self.workspace_id, "row": self.row_id, "key": self.key}
        return {"wave": self.wave, **{name: part.hex() for name, part in parts.items()}}

    def answers(self, schema: str) -> Answers | None:
        """What was sent; None where there is no copy, or it was withdrawn. Raises EnvelopeRefused.

        schema: the questionnaire that the draft is bound to.
        """
        place = self.workspace_id, SENT
        held = load_by_key(self.key, self.row_id, place, schema)
        return answers_from_json(held.body["answers"]) if held and "answers" in held.body else None
