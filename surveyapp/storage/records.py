"""Records: what was first published of each frozen wave, kept in the instance for good."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from surveyapp.analysis.disclosure.dissemination_record import (
    DisseminationRecord,
    Issue,
    RecordUnreadable,
    record_from_json,
    record_of,
    record_to_json,
)
from surveyapp.analysis.outputs import Outputs
from surveyapp.instance import Instance
from surveyapp.plain_file import bytes_in
from surveyapp.storage.kept_file import write_whole
from surveyapp.storage.waves import Wave


class RecordDamaged(ValueError):
    """A kept record cannot be read, so that nobody knows what was published."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} cannot be read. It holds what was published of this wave: bring it back from a"
            " backup."
        )
        self.path = path


def record_path(instance: Instance, wave_name: str) -> Path:
    """Where the record of a wave lies, or will."""
    return instance.path / "records" / f"{quote(wave_name, safe='')}.json"


def record_digest(instance: Instance, wave_name: str) -> str | None:
    """A hash of the record of a wave; None when nothing was published of it. Raises OSError."""
    try:
        return hashlib.sha256(bytes_in(record_path(instance, wave_name))).hexdigest()
    except FileNotFoundError:
        return None


def kept_record(instance: Instance, wave_name: str) -> DisseminationRecord | None:
    """What was published of a wave; None when nothing was. Raises RecordDamaged, OSError."""
    path = record_path(instance, wave_name)
    try:
        return record_from_json(bytes_in(path))
    except FileNotFoundError:
        return None
    except RecordUnreadable as damaged:
        raise RecordDamaged(path) from damaged


def record_publication(
    instance: Instance, wave: Wave, made: Outputs, before: DisseminationRecord | None
) -> DisseminationRecord:
    """Keeps what a publication shows, beside what was published before. Raises OSError."""
    if before is None:
        today = datetime.now(UTC).date().isoformat()
        issue = Issue(wave.questionnaire, wave.name, made.whole.snapshot, today)
        now = record_of(made.table, made.crosses, issue)
    else:
        now = before.with_more(made.table, made.crosses)
    if now != before:
        write_whole(record_path(instance, wave.name), record_to_json(now))
    return now
