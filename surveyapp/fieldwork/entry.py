"""Entry: what was typed into a cell and is not its answer yet.

It lies sealed beside the answers until somebody mends, confirms or empties it, so that nothing
typed is lost by a reload, another language, a colleague or a visit that ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from surveyapp.questions.base import Posted


class EntryKind(StrEnum):
    """Why what was typed is not the answer."""

    REFUSED = "refused"  # it cannot be read
    CONFLICT = "conflict"  # a colleague saved another answer in the meantime
    CLOSING = "closing"  # with it, questions that were answered would not be asked any more


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the fields of one cell, in the language of the page where it was typed.

    fields: field name -> values, as a browser sent them; visit: the visit in which it was typed,
    a random word that lives as long as the visit.
    """

    kind: EntryKind
    language: str
    fields: Mapping[str, tuple[str, ...]]
    visit: str = ""

    def stands_for(self, visit: str) -> bool:
        """Whether this visit finds it in the fields; what was asked is asked of one person."""
        return self.visit == visit or self.kind is EntryKind.REFUSED


Entries = Mapping[str, Entry]
"""Cell address -> entry."""

AllEntries = Mapping[str, tuple[Entry, ...]]
"""Cell address -> the entries of all visits."""


def typed_into(fields: tuple[str, ...], typed: Posted) -> dict[str, tuple[str, ...]]:
    """What was typed into these fields; those left empty are absent."""
    return {name: kept for name in fields if (kept := tuple(v for v in typed.get(name, ()) if v))}


def standing(entries: AllEntries, visit: str) -> dict[str, Entry]:
    """What this visit finds in the fields: its own entry, else one that cannot be read."""
    found = {address: _standing(held, visit) for address, held in entries.items()}
    return {address: entry for address, entry in found.items() if entry is not None}


def elsewhere(entries: AllEntries, visit: str) -> dict[str, tuple[Entry, ...]]:
    """What other visits were asked about and have not decided."""
    found = {a: tuple(e for e in held if not e.stands_for(visit)) for a, held in entries.items()}
    return {address: held for address, held in found.items() if held}


def replaced(held: tuple[Entry, ...], entry: Entry | None, visit: str) -> tuple[Entry, ...]:
    """The entries of a cell after this visit sent it: what stood there goes, others stay."""
    stood = _standing(held, visit)
    kept = tuple(each for each in held if each is not stood)
    return kept if entry is None else (*kept, replace(entry, visit=visit))


def entries_to_json(entries: AllEntries) -> dict[str, Any]:
    """Plain JSON, sorted by address; cells without an entry are left out."""
    return {
        address: [_to_json(entry) for entry in entries[address]]
        for address in sorted(entries)
        if entries[address]
    }


def entries_from_json(values: Mapping[str, Any]) -> dict[str, tuple[Entry, ...]]:
    """The inverse of `entries_to_json`."""
    return {address: tuple(map(_from_json, held)) for address, held in values.items()}


def _standing(held: tuple[Entry, ...], visit: str) -> Entry | None:
    own = (entry for entry in held if entry.visit == visit)
    return next(own, None) or next((e for e in held if e.stands_for(visit)), None)


def _to_json(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind.value,
        "language": entry.language,
        "fields": {name: list(values) for name, values in entry.fields.items()},
        "visit": entry.visit,
    }


def _from_json(kept: Mapping[str, Any]) -> Entry:
    fields = {name: tuple(values) for name, values in kept["fields"].items()}
    return Entry(EntryKind(kept["kind"]), kept["language"], fields, kept["visit"])
