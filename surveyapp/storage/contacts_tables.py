"""Tables of staff, of those whom a wave asks, and of what the desk does; none holds an answer."""

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

from surveyapp.storage.database import CONTACTS
from surveyapp.storage.table_shape import table

staff = table(
    CONTACTS,
    "staff",
    Column("name", String(80), primary_key=True),
    Column("password_hash", String(200), nullable=False),
    Column("is_active", Boolean, nullable=False),
)
staff_role = table(
    CONTACTS,
    "staff_role",
    Column("staff", String(80), primary_key=True),
    Column("role", String(20), primary_key=True),
)
staff_session = table(
    CONTACTS,
    "staff_session",
    Column("id_hash", LargeBinary(32), primary_key=True),
    Column("staff", String(80), nullable=False),
    Column("started", Integer, nullable=False),  # seconds; staff sessions are not beside answers
    Column("last_seen", Integer, nullable=False),
    Column("confirmed", Integer, nullable=True),  # when a code was typed again; NULL is never
)
second_factor = table(
    CONTACTS,
    "second_factor",
    Column("staff", String(80), primary_key=True),
    Column("sealed_secret", LargeBinary, nullable=False),
    Column("last_step", Integer, nullable=False),  # of 30 seconds; none up to it is taken again
)
recovery_code = table(
    CONTACTS,
    "recovery_code",
    Column("staff", String(80), primary_key=True),
    Column("label", String(4), primary_key=True),  # says which hash a code is held against
    Column("code_hash", String(200), nullable=False),
)
ended_visit = table(
    CONTACTS,
    "ended_visit",
    Column("id_hash", LargeBinary(32), primary_key=True),
    Column("forget_after", Date, nullable=False),
)
staff_log = table(
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


sample = table(
    CONTACTS,
    "sample",
    Column("name", String(40), primary_key=True),  # of a wave
    Column("invitation_mode", String(10), nullable=False),
)
contact = table(
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
invitation = table(
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
mail = table(
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
inquiry = table(
    CONTACTS,
    "inquiry",
    Column("inquiry_id", LargeBinary(16), primary_key=True),
    Column("invitation_id", LargeBinary(16), nullable=False, index=True),
    Column("status", String(10), nullable=False),
    Column("inquiry_words", Text, nullable=False),
    Column("reply_words", Text, nullable=True),
)
section_progress = table(
    CONTACTS,
    "section_progress",
    Column("invitation_id", LargeBinary(16), primary_key=True),
    Column("section_name", String(60), primary_key=True),
    Column("progress", String(10), nullable=False),
)
desk_press = table(
    CONTACTS,
    "desk_press",
    Column("mark", String(32), primary_key=True),
    Column("press_day", Date, nullable=False),
)
job = table(
    CONTACTS,
    "job",
    Column("job_id", String(32), primary_key=True),
    Column("job_kind", String(20), nullable=False),
    Column("job_wave", String(40), nullable=False, index=True),
    Column("wanted", Text, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("job_state", String(10), nullable=False),
    Column("asked_day", Date, nullable=False),
    Column("ended_day", Date, nullable=True),
    Column("n_done", Integer, nullable=False),
    Column("n_all", Integer, nullable=False),
    Column("n_tries", Integer, nullable=False),
    Column("lease_holder", String(32), nullable=True),
    Column("lease_ends", Integer, nullable=True),  # seconds, while it runs and no longer
    Column("outcome", String(40), nullable=False),
    Column("outcome_values", Text, nullable=False),
    Column("file_names", Text, nullable=False),
)
