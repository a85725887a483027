"""Release: the figures of a wave as they were published, to put later ones beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.disclosure.published import PublishedTable
from surveyapp.analysis.disclosure.published_tables import (
    NamedTable,
    groups_of,
    siblings_of,
    tables_of,
)
from surveyapp.analysis.result import Group


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """What was shown of one column in one country: its codes, or the bases of its groups."""

    column: str
    table: NamedTable

    @property
    def key(self) -> tuple[str, Group, str]:
        """Column, country, and whether it is of codes, of n or of the number asked."""
        names = self.table.names
        return self.column, self.table.groups[0], names[0] if len(names) == 1 else "codes"


@dataclass(frozen=True, slots=True)
class Release:
    """questionnaire, wave and snapshot (sha256) it was made of; day: ISO date of publication."""

    questionnaire: str
    wave: str
    snapshot: str
    day: str
    tables: tuple[ReleasedTable, ...]


def release_of(
    protected: ProtectedTable, questionnaire: str, wave: str, snapshot: str, day: str
) -> Release:
    """The protected figures as a release. day: ISO date."""
    return Release(questionnaire, wave, snapshot, day, tuple(released_tables(protected)))


def released_tables(protected: ProtectedTable) -> Iterator[ReleasedTable]:
    """Everything that is shown of all columns."""
    siblings = siblings_of(protected)
    for whole in protected.plan.groups:
        groups = groups_of(protected, whole)
        for column in protected.columns:
            for table in tables_of(column, siblings[column.column.cell], groups):
                yield ReleasedTable(column.column.name, table)


def release_to_json(release: Release) -> dict[str, object]:
    """Plain JSON; hidden figures are null."""
    return {
        "questionnaire": release.questionnaire,
        "wave": release.wave,
        "snapshot": release.snapshot,
        "day": release.day,
        "tables": [
            {
                "column": each.column,
                "groups": [[list(pair) for pair in group] for group in each.table.groups],
                "names": list(each.table.names),
                "rows": [list(row) for row in each.table.published.rows],
                "n": list(each.table.published.n),
            }
            for each in release.tables
        ],
    }


def release_from_json(value: Mapping[str, Any]) -> Release:
    """The inverse of `release_to_json`. Raises KeyError, ValueError for anything else."""
    tables: Sequence[Mapping[str, Any]] = value["tables"]
    return Release(
        str(value["questionnaire"]),
        str(value["wave"]),
        str(value["snapshot"]),
        str(value["day"]),
        tuple(ReleasedTable(str(each["column"]), _named(each)) for each in tables),
    )


def _named(value: Mapping[str, Any]) -> NamedTable:
    groups = tuple(tuple((str(a), str(b)) for a, b in group) for group in value["groups"])
    published = PublishedTable(tuple(map(tuple, value["rows"])), tuple(value["n"]))
    return NamedTable(published, groups, tuple(value["names"]))
