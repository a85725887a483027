"""Approval: whether the answers may be sent as they stand, said by whoever signs for them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from surveyapp.fieldwork.submission import final_answers
from surveyapp.questionnaire.flow import Flow
from surveyapp.questions.cell import answers_to_json


class Decision(StrEnum):
    """What an approver said."""

    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Approval:
    """A decision on the answers of one moment. mark: of these answers; note: "" for none."""

    decision: Decision
    mark: str
    note: str

    def to_json(self) -> dict[str, str]:
        """As it is sealed."""
        return {"decision": self.decision.value, "mark": self.mark, "note": self.note}

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> "Approval | None":
        """The inverse; None where nothing was decided yet."""
        if "decision" not in held:
            return None
        return cls(Decision(held["decision"]), held["mark"], held["note"])

    @property
    def name(self) -> str:
        """Another one for every other decision, note or moment."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()

    def allows(self, mark: str) -> bool:
        """Whether answers of this mark were approved; others, changed since, were not."""
        return self.decision is Decision.APPROVED and self.mark == mark


def answers_mark(flow: Flow) -> str:
    """Says which answers would be sent now: the same for the same, whoever saved what between."""
    sent = {"edition": flow.form.edition, "answers": answers_to_json(final_answers(flow))}
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()
