"""Tables: what is kept, and nothing more.

Answers hold no time finer than a day, no address and no sequence; ids are random and carry no
time. The two groups share no key. ``WITHOUT ROWID`` keeps SQLite from storing the order of arrival.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.schema import SchemaItem

from surveyapp.storage.database import ANSWERS, CONTACTS, db

_WITHOUT_ROWID = {"sqlite_with_rowid": False}


def _table(bind: str, name: str, *parts: SchemaItem) -> Table:
    return db.Table(name, *parts, bind_key=bind, **_WITHOUT_ROWID)


wave = _table(
    ANSWERS,
    "wave",
    Column("name", String(40), primary_key=True),
    Column("questionnaire", String(60), nullable=False),
    Column("version", String(20), nullable=False),
    Column("version_hash", String(64), nullable=False),
    Column("edition", String(40), nullable=False),
    Column("parameters", Text, nullable=False),
    Column("opens", Date, nullable=True),
    Column("closes", Date, nullable=True),
    Column("state", String(10), nullable=False),
    Column("is_synthetic", Boolean, nullable=False),
    Column("release", String(64), nullable=True),
    Column("ended", Date, nullable=True),
)
wave_correction = _table(
    ANSWERS,
    "wave_correction",
    Column("wave", String(40), primary_key=True),
    Column("place", String(4), primary_key=True),
    Column("day", Date, nullable=False),
    Column("from_release", String(64), nullable=False),
    Column("to_release", String(64), nullable=False),
    Column("reason", Text, nullable=False),
)
wave_confirmation = _table(
    ANSWERS,
    "wave_confirmation",
    Column("wave", String(40), primary_key=True),
    Column("beside", String(40), primary_key=True),
    Column("day", Date, nullable=False),
    Column("reason", Text, nullable=False),
)
wave_translation_gap = _table(
    ANSWERS,
    "wave_translation_gap",
    Column("wave", String(40), primary_key=True),
    Column("release", String(64), primary_key=True),
    Column("translated_into", String(20), primary_key=True),
    Column("n_missing", Integer, nullable=False),
    Column("n_stale", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("reason", Text, nullable=False),
)
grant = _table(
    ANSWERS,
    "code_grant",
    Column("locator", LargeBinary(16), primary_key=True),
    Column("blob", LargeBinary, nullable=False),
)
draft_section = _table(
    ANSWERS,
    "draft_section",
    Column("row_id", LargeBinary(16), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("blob", LargeBinary, nullable=False),
    Column("expires_month", String(7), nullable=False),
    Column("epoch", Integer, nullable=False),
)
response = _table(
    ANSWERS,
    "response",
    Column("id", LargeBinary(16), primary_key=True),
    Column("questionnaire", String(60), nullable=False),
    Column("version_hash", String(64), nullable=False),
    Column("wave", String(40), nullable=False, index=True),
    Column("country", String(40), nullable=True),
    Column("klass", String(40), key="split_code", nullable=True),
    Column("answers", Text, nullable=False),
    Column("is_synthetic", Boolean, nullable=False),
    Column("withdraw_tag", LargeBinary(32), nullable=True),
    UniqueConstraint("withdraw_tag", name="uq_response_withdraw_tag"),
)
wave_mode = _table(
    ANSWERS,
    "wave_mode",
    Column("wave", String(40), primary_key=True),
    Column("mode", String(10), primary_key=True),
    Column("n_mixed", Integer, nullable=False),
)
sealed_response = _table(
    ANSWERS,
    "sealed_response",
    Column("id", LargeBinary(16), primary_key=True),
    Column("wave", String(40), nullable=False, index=True),
    Column("box", LargeBinary, nullable=False),
)
sealed_flag = _table(
    ANSWERS,
    "sealed_flag",
    Column("id", LargeBinary(16), primary_key=True),
    Column("wave", String(40), nullable=False, index=True),
    Column("box", LargeBinary, nullable=False),
)
wave_key = _table(
    ANSWERS,
    "wave_key",
    Column("wave", String(40), primary_key=True),
    Column("study_key", LargeBinary(32), nullable=False),
    Column("flag_key", LargeBinary(32), nullable=True),
)
free_text = _table(
    ANSWERS,
    "free_text",
    Column("id", LargeBinary(16), primary_key=True),  # its own; leads to no response
    Column("wave", String(40), nullable=False, index=True),
    Column("cell", String(120), nullable=False),
    Column("country", String(40), nullable=True),
    Column("words", Text, nullable=False),
    Column("kinds", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("wording", Text, nullable=True),
    Column("attached_to", LargeBinary(16), nullable=True),
    Column("withdraw_tag", LargeBinary(32), nullable=True),
    UniqueConstraint("withdraw_tag", name="uq_free_text_withdraw_tag"),
)
coding_seat = _table(
    ANSWERS,
    "coding_seat",
    Column("wave", String(40), primary_key=True),
    Column("question", String(60), primary_key=True),
    Column("seat", String(10), primary_key=True),
    Column("coder", String(80), nullable=False),
    UniqueConstraint("wave", "question", "coder", name="uq_coding_seat_coder"),
)
text_coding = _table(
    ANSWERS,
    "text_coding",
    Column("text", LargeBinary(16), primary_key=True),
    Column("seat", String(10), primary_key=True),
    Column("themes", Text, nullable=False),
)
staff = _table(
    CONTACTS,
    "staff",
    Column("name", String(80), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("is_active", Boolean, nullable=False),
)
staff_session = _table(
    CONTACTS,
    "staff_session",
    Column("id_hash", LargeBinary(32), primary_key=True),
    Column("staff", String(80), nullable=False),
    Column("started", Integer, nullable=False),  # seconds; staff sessions are not beside answers
    Column("last_seen", Integer, nullable=False),
)
second_factor = _table(
    CONTACTS,
    "second_factor",
    Column("staff", String(80), primary_key=True),
    Column("sealed_secret", LargeBinary, nullable=False),
    Column("last_step", Integer, nullable=False),  # of 30 seconds; none up to it is taken again
)
recovery_code = _table(
    CONTACTS,
    "recovery_code",
    Column("staff", String(80), primary_key=True),
    Column("label", String(4), primary_key=True),  # says which hash a code is held against
    Column("code_hash", String(200), nullable=False),
)
ended_visit = _table(
    CONTACTS,
    "ended_visit",
    Column("id_hash", LargeBinary(32), primary_key=True),
    Column("forget_after", Date, nullable=False),
)
staff_log = _table(
    CONTACTS,
    "staff_log",
    Column("line", String(10), primary_key=True),
    Column("log_day", String(10), nullable=False),  # text, so that a damaged one can be told
    Column("actor", String(100), nullable=False),
    Column("action", String(40), nullable=False),
    Column("about", String(200), nullable=False),
    Column("how_many", Integer, nullable=True),
    Column("previous_hash", String(64), nullable=False),
    Column("line_hash", String(64), nullable=False),
)
_NEVER = "BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END"
_WHEN = {
    "update": "BEFORE UPDATE ON staff_log",
    "delete": "BEFORE DELETE ON staff_log",
    "replace": (
        "BEFORE INSERT ON staff_log WHEN EXISTS (SELECT 1 FROM staff_log WHERE line = NEW.line)"
    ),
}


@event.listens_for(staff_log, "after_create")
def _never_changed(_table: Table, connection: Connection, **_: object) -> None:
    """SQLite refuses to change a line; on PostgreSQL the operator revokes the right to."""
    if connection.dialect.name == "sqlite":
        for what, when in _WHEN.items():
            connection.exec_driver_sql(f"CREATE TRIGGER staff_log_no_{what} {when} {_NEVER}")


sample = _table(
    CONTACTS,
    "sample",
    Column("name", String(40), primary_key=True),  # of a wave
    Column("invitation_mode", String(10), nullable=False),
)
contact = _table(
    CONTACTS,
    "contact",
    Column("contact_id", LargeBinary(16), primary_key=True),
    Column("sample", String(40), nullable=False, index=True),
    Column("institution", String(200), nullable=False),
    Column("addressee", String(200), nullable=True),
    Column("email", String(254), nullable=True),
    Column("postal_address", Text, nullable=True),
    Column("addressee_language", String(20), nullable=False),
    Column("sample_country", String(40), nullable=True),
    Column("sample_class", String(40), nullable=True),
    Column("disposition", String(20), nullable=True),
    UniqueConstraint("sample", "institution", name="uq_contact_institution"),
)
invitation = _table(
    CONTACTS,
    "invitation",
    Column("invitation_id", LargeBinary(16), primary_key=True),
    Column("sample", String(40), nullable=False, index=True),
    Column("contact_id", LargeBinary(16), nullable=True, index=True),
    Column("code_locator", LargeBinary(16), nullable=False),
    Column("status", String(10), nullable=False),
    Column("sample_country", String(40), nullable=True),
    Column("sample_class", String(40), nullable=True),
    UniqueConstraint("code_locator", name="uq_invitation_code_locator"),
)
mail = _table(
    CONTACTS,
    "mail",
    Column("mail_id", LargeBinary(16), primary_key=True),
    Column("sample", String(40), nullable=False, index=True),
    Column("contact_id", LargeBinary(16), nullable=False),
    Column("occasion", String(20), nullable=False),
    Column("status", String(10), nullable=False),
    Column("sent_week", String(8), nullable=True),
    UniqueConstraint("contact_id", "occasion", name="uq_mail_occasion"),
)
inquiry = _table(
    CONTACTS,
    "inquiry",
    Column("inquiry_id", LargeBinary(16), primary_key=True),
    Column("invitation_id", LargeBinary(16), nullable=False, index=True),
    Column("status", String(10), nullable=False),
    Column("inquiry_words", Text, nullable=False),
    Column("reply_words", Text, nullable=True),
)
section_progress = _table(
    CONTACTS,
    "section_progress",
    Column("invitation_id", LargeBinary(16), primary_key=True),
    Column("section_name", String(60), primary_key=True),
    Column("progress", String(10), nullable=False),
)
