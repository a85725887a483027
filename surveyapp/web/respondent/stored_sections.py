"""Stored sections: those of a draft that a request has read, each once."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from surveyapp.fieldwork.envelope import DraftKeys
from surveyapp.storage.drafts import INDEX, SectionDraft, load_sections

NOTHING_READ: Mapping[str, SectionDraft | None] = MappingProxyType({})


class StoredSections:
    """Section -> as it is stored; None where nothing was ever saved.

    beside: sections that were read together with the index; none of them counts as read before it
    is asked for. schema: what the sections are bound to.
    """

    def __init__(
        self,
        keys: DraftKeys,
        schema: str,
        index: SectionDraft | None,
        beside: Mapping[str, SectionDraft | None] = NOTHING_READ,
    ) -> None:
        self._keys, self._schema, self._beside = keys, schema, beside
        self._read: dict[str, SectionDraft | None] = {INDEX: index}

    def of(self, section: str) -> SectionDraft | None:
        """One section. Raises as `load_sections`."""
        self.read([section])
        return self._read[section]

    def read(self, sections: Collection[str]) -> None:
        """Reads those that were not, in one query. Raises as `load_sections`."""
        wanted = [name for name in sections if name not in self._read]
        absent = [name for name in wanted if name not in self._beside]
        found = load_sections(self._keys, absent, self._schema) if absent else {}
        self._read.update({name: self._beside.get(name) or found.get(name) for name in wanted})

    def versions(self) -> dict[str, int]:
        """Section -> version that was read, the index among them; 0: never saved."""
        return {name: kept.version if kept else 0 for name, kept in self._read.items()}
