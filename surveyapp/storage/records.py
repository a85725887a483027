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
from surveyapp.storage.file_mac import MacMissing, MacWrong, content_of, with_mac
from surveyapp.storage.kept_file import write_whole
from surveyapp.storage.waves import Wave


class RecordDamaged(ValueError):
    """A kept record is not what was written, so that nobody knows what was published."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} cannot be read, or was changed. It holds what was published of this wave:"
            " bring it back from a backup."
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


def record_state(instance: Instance, wave_name: str) -> tuple[int, ...] | None:
    """What is another whenever the record's file is; None when nothing was published.

    Costs no reading. Raises OSError.
    """
    try:
        found = record_path(instance, wave_name).stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def kept_record(instance: Instance, wave_name: str) -> DisseminationRecord | None:
    """What was published of a wave; None when nothing was. Raises RecordDamaged, OSError."""
    path = record_path(instance, wave_name)
    try:
        record = record_from_json(_content(instance, path))
    except FileNotFoundError:
        return None
    except (MacWrong, RecordUnreadable) as damaged:
        raise RecordDamaged(path) from damaged
    if record.issue.wave != wave_name:
        raise RecordDamaged(path)
    return record


def _content(instance: Instance, path: Path) -> bytes:
    """What was recorded; of an earlier version, which kept no hash, as it lies there.

    Raises MacWrong, OSError.
    """
    text = bytes_in(path)
    try:
        return content_of(text, path.name, instance.pepper)
    except MacMissing:
        return text


def record_publication(
    instance: Instance, wave: Wave, made: Outputs, before: DisseminationRecord | None
) -> DisseminationRecord:
    """Keeps what a publication shows, beside what was published before. Raises OSError.

    The record of an earlier version gets its keyed hash.
    """
    if before is None:
        today = datetime.now(UTC).date().isoformat()
        issue = Issue(wave.questionnaire, wave.name, made.whole.snapshot, today)
        now = record_of(made.table, made.crosses, issue)
    else:
        now = before.with_more(made.table, made.crosses)
    path = record_path(instance, wave.name)
    content = with_mac(record_to_json(now), path.name, instance.pepper)
    if before is None or bytes_in(path) != content:
        write_whole(path, content)
    return now
