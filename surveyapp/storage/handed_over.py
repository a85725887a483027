"""Handed over: what the code of a colleague opens, and how its grant is written.

A grant holds the keys of some sections and nothing from which another follows: neither the master
key nor what leads to what was sent.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from surveyapp.fieldwork.envelope import CodeKeys, LimitedKeys, SectionKey

TAKEN_BACK = json.dumps({"taken_back": True}).encode()
"""What a grant says once its code was taken back; sealed, so that it looks like any other."""


class HandOverKind(StrEnum):
    """What a colleague does with a code: answer some sections, or approve all answers."""

    ANSWER = "answer"
    APPROVE = "approve"


@dataclass(frozen=True, slots=True)
class HandOverTerms:
    """What whoever holds the main code says of a hand-over.

    name: random, in addresses; until: the day asked for, which nothing enforces; note: "" for none.
    """

    name: str
    kind: HandOverKind
    sections: tuple[str, ...]
    note: str
    until: date | None

    @property
    def lent(self) -> str:
        """Where the answers of other sections are kept that routing needs."""
        return f"_lent:{self.name}"

    def to_json(self) -> dict[str, Any]:
        """As it is sealed."""
        until = self.until.isoformat() if self.until else None
        return {
            "name": self.name,
            "kind": self.kind.value,
            "sections": list(self.sections),
            "note": self.note,
            "until": until,
        }

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> "HandOverTerms":
        """The inverse."""
        until = date.fromisoformat(held["until"]) if held["until"] else None
        sections = tuple(held["sections"])
        return cls(held["name"], HandOverKind(held["kind"]), sections, held["note"], until)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a colleague's code opens: keys of some sections of a draft, and its wave.

    opened_by: what led to the grant, which may be written anew or taken back at any time.
    """

    keys: LimitedKeys
    wave: str
    terms: HandOverTerms
    opened_by: CodeKeys


class TakenBack(LookupError):
    """The code was taken back by whoever gave it."""


def grant_text(keys: LimitedKeys, wave: str, terms: HandOverTerms) -> bytes:
    """A grant as it is sealed under the key of its code."""
    sections = {
        section: [held.row_id.hex(), held.key.hex(), held.epoch, held.may_write]
        for section, held in keys.sections.items()
    }
    held = {"workspace": keys.workspace_id.hex(), "wave": wave, "terms": terms.to_json()}
    return json.dumps({**held, "sections": sections}, ensure_ascii=False).encode()


def handed_over(held: Mapping[str, Any], opened_by: CodeKeys) -> HandedOver:
    """The inverse. Raises TakenBack."""
    if held.get("taken_back"):
        raise TakenBack
    sections = {
        section: SectionKey(bytes.fromhex(row_id), bytes.fromhex(key), epoch, may_write)
        for section, (row_id, key, epoch, may_write) in held["sections"].items()
    }
    keys = LimitedKeys(bytes.fromhex(held["workspace"]), opened_by.form_key, sections)
    return HandedOver(keys, held["wave"], HandOverTerms.from_json(held["terms"]), opened_by)
