"""Log of staff: one line an action of staff, each sealed by the hash of all before it.

Nothing that respondents do is in it. A line tells the day and no moment: lines of mixings and of
codes stand between others, and a moment would say more of institutions than of staff. What it is
about is a wave, an account or a file; never an answer, an institution, a person or a code.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from surveyapp.storage.contacts_tables import staff_log
from surveyapp.storage.database import CONTACTS, lock, reading, writing

FIRST_HASH = "0" * 64
LONGEST_ABOUT = 200
_DIGITS = 10
_ONE_WRITER = hashlib.sha256(b"surveyapp staff log").digest()


class StaffAction(StrEnum):
    """What staff did, as the log names it."""

    SIGNED_IN = "signed in"
    SECOND_FACTOR_FAILED = "second factor failed"
    SIGNED_OUT = "signed out"
    FACTOR_CONFIRMED = "second factor confirmed"
    ACCOUNT_MADE = "account made"
    ACCOUNT_CLOSED = "account closed"
    ACCOUNT_OPENED = "account opened"
    SIGN_IN_CHANGED = "password changed"
    ROLE_CHANGED = "role changed"
    ROLES_TOGETHER = "roles together"
    FACTOR_CHANGED = "second factor changed"
    FACTOR_REMOVED = "second factor removed"
    RECOVERY_RENEWED = "recovery codes renewed"
    SESSIONS_ENDED = "sessions ended"
    INSTANCE_PREPARED = "instance prepared"
    SETTINGS_CHANGED = "settings changed"
    MAIL_TESTED = "mail tested"
    WAVE_MADE = "wave made"
    WAVE_OPENED = "wave opened"
    WAVE_CORRECTED = "wave corrected"
    WAVE_CONFIRMED = "wave confirmed"
    WAVE_EXTENDED = "wave extended"
    WAVE_CLOSED = "wave closed"
    WAVE_MIXED = "wave mixed"
    WAVE_FROZEN = "wave frozen"
    REHEARSAL_ENDED = "rehearsal ended"
    CODES_MADE = "codes made"
    CONTACTS_IMPORTED = "contacts imported"
    CONTACTS_PURGED = "contacts purged"
    CONTACT_CORRECTED = "contact corrected"
    CONTACTS_DISPOSED = "contacts disposed"
    INVITATIONS_MADE = "invitations made"
    CODES_PRINTED = "codes printed"
    INVITATION_REPLACED = "invitation replaced"
    LETTERS_WRITTEN = "letters written"
    MAIL_QUEUED = "mail queued"
    MAIL_SENT = "mail sent"
    BOUNCES_KEPT = "bounces kept"
    INQUIRY_ASKED = "inquiry asked"
    PAPER_BEGUN = "paper entries made"
    PAPER_SENT = "paper entries sent"
    PAPER_EDITED = "paper form edited"
    KEY_MOVED = "key moved"
    ANSWERS_IMPORTED = "answers imported"
    TEXT_REVIEWED = "text reviewed"
    CODING_BEGUN = "coding begun"
    TEXT_CODED = "text coded"
    CODING_AGREED = "coding agreed"
    EXPORT_WRITTEN = "export written"
    LOG_TAKEN = "log taken out"
    REPORT_WRITTEN = "report written"
    OPEN_DATA_WRITTEN = "open data written"
    CODEBOOK_WRITTEN = "codebook written"
    FILE_TAKEN = "file taken"
    FILES_REMOVED = "files removed"


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line as it is kept. day: YYYY-MM-DD; how_many: None where nothing is counted."""

    line: str
    day: str
    actor: str
    action: str
    about: str
    how_many: int | None
    previous_hash: str
    line_hash: str

    @property
    def right_hash(self) -> str:
        """SHA-256 over everything else in it, the hash of the line before among it."""
        said = (self.line, self.day, self.actor, self.action, self.about, self.how_many)
        canonical = json.dumps([*said, self.previous_hash], default=repr, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class NewLine:
    """What a line is to say, see `write_line`."""

    day: date
    actor: str
    action: StaffAction
    about: str
    how_many: int | None


@dataclass(frozen=True, slots=True)
class Chain:
    """The whole log, looked at. misfit: the first line that does not fit, None when all do."""

    n_lines: int
    head: str
    misfit: LogLine | None
    hashes: frozenset[str]


def write_line(
    day: date, actor: str, action: StaffAction, about: str = "", how_many: int | None = None
) -> None:
    """Appends a line. actor: an account or a user of the terminal; about: at most 200 signs."""
    with writing(CONTACTS) as connection:
        append_line(connection, NewLine(day, actor, action, about, how_many))


def append_line(connection: Connection, new: NewLine) -> None:
    """The same in a transaction of the caller: the line stands there if what it did does."""
    shown = "".join(filter(str.isprintable, new.about))[:LONGEST_ABOUT]
    said = (new.day.isoformat(), new.actor, new.action.value, shown, new.how_many)
    lock(connection, _ONE_WRITER)
    newest = select(staff_log.c.line, staff_log.c.line_hash).order_by(staff_log.c.line.desc())
    last = connection.execute(newest.limit(1)).first()
    line = _numbered(int(last.line) + 1 if last else 1)
    previous = last.line_hash if last else FIRST_HASH
    right = LogLine(line, *said, previous, "").right_hash
    connection.execute(insert(staff_log).values((line, *said, previous, right)))


def log_lines() -> tuple[LogLine, ...]:
    """All lines, the oldest first."""
    with reading(CONTACTS) as connection:
        rows = connection.execute(select(staff_log).order_by(staff_log.c.line)).all()
    return tuple(map(_line, rows))


def newest_line(actions: Iterable[StaffAction], about: str) -> LogLine | None:
    """The last line that says one of these of a subject; None where none does."""
    said = staff_log.c.action.in_([each.value for each in actions]), staff_log.c.about == about
    query = select(staff_log).where(*said).order_by(staff_log.c.line.desc()).limit(1)
    with reading(CONTACTS) as connection:
        row = connection.execute(query).first()
    return _line(row) if row else None


def chain_of(lines: Iterable[LogLine]) -> Chain:
    """Whether every line is the one that was written after the one before it."""
    hashes = [FIRST_HASH]
    misfit = None
    for each in lines:
        is_next = each.line == _numbered(len(hashes)) and each.previous_hash == hashes[-1]
        if not is_next or each.line_hash != each.right_hash:
            misfit = each
            break
        hashes.append(each.line_hash)
    return Chain(len(hashes) - 1, hashes[-1], misfit, frozenset(hashes))


def _line(row: Row[Any]) -> LogLine:
    said = (row.line, row.log_day, row.actor, row.action, row.about, row.how_many)
    return LogLine(*said, row.previous_hash, row.line_hash)


def _numbered(n: int) -> str:
    return f"{n:0{_DIGITS}}"
