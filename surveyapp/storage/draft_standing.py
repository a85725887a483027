"""Draft standing: a draft's wave, whether it was sent, and its sections as they lie: one query.

Every page asks it, and every save inside its transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, exists, or_, select

from surveyapp.storage.answers_tables import draft_section, response, sealed_response
from surveyapp.storage.answers_tables import wave as wave_table
from surveyapp.storage.waves import Wave, WaveRefused, wave_of
from surveyapp.storage.workspaces import Opened, Workspace

NOWHERE = b""
"""Where nothing that was sent ever lies."""

_SECTION = tuple(draft_section.c[name] for name in ("row_id", "version", "blob", "epoch"))
ROWS: BindParameter[Sequence[bytes]] = bindparam("row_ids", expanding=True)
_SENT = or_(
    exists().where(sealed_response.c.id == bindparam("pool_id")),
    exists().where(response.c.withdraw_tag == bindparam("tag")),
)
_SECTIONS = select(*_SECTION).where(draft_section.c.row_id.in_(ROWS))
_STANDING = (
    select(wave_table, _SENT.label("was_sent"), *_SECTION)
    .select_from(wave_table.outerjoin(draft_section, draft_section.c.row_id.in_(ROWS)))
    .where(wave_table.c.name == bindparam("wave_name"))
)


class SealedSection(NamedTuple):
    """One section as it lies; of `draft_section` all but the month after which it may go."""

    row_id: bytes
    version: int
    blob: bytes
    epoch: int


@dataclass(frozen=True, slots=True)
class DraftStanding:
    """was_sent: it waits in the pool, or is a response; never known by a code of a colleague.

    rows: of those sections that were asked for and ever saved.
    """

    wave: Wave
    was_sent: bool
    rows: Mapping[str, SealedSection]

    def version(self, section: str) -> int:
        """Version of a section that was asked for; 0: never saved."""
        return self.rows[section].version if section in self.rows else 0


def draft_standing(
    connection: Connection, opened: Opened, sections: Collection[str]
) -> DraftStanding:
    """Where a draft stands as a transaction sees it. Raises WaveRefused: no-such-wave."""
    places = {opened.keys.row_id(section): section for section in sections}
    asked = {"wave_name": opened.wave, "row_ids": list(places), **_sent_at(opened)}
    found = connection.execute(_STANDING, asked).all()
    if not found:
        raise WaveRefused("no-such-wave", opened.wave)
    lying = (SealedSection(*row[-len(_SECTION) :]) for row in found)
    rows = {places[each.row_id]: each for each in lying if each.row_id is not None}
    return DraftStanding(wave_of(found[0]), bool(found[0].was_sent), rows)


def sealed_sections(connection: Connection, row_ids: Collection[bytes]) -> list[SealedSection]:
    """Those of some places where one was ever saved."""
    rows = connection.execute(_SECTIONS, {"row_ids": list(row_ids)})
    return [SealedSection(*row) for row in rows]


def _sent_at(opened: Opened) -> dict[str, bytes]:
    """Where it lies once it is sent, as far as its own code can tell."""
    if isinstance(opened, Workspace):
        return {"pool_id": opened.keys.pool_id, "tag": opened.keys.withdraw_tag}
    return {"pool_id": NOWHERE, "tag": NOWHERE}
