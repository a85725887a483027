"""Tables of answers: what is kept of them, and nothing more.

They hold no time finer than a day, no address and no sequence; ids are random and carry no time.
They share no key with the tables of contacts.
"""

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, String, Text, UniqueConstraint

from surveyapp.storage.database import ANSWERS
from surveyapp.storage.table_shape import table

wave = table(
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
    Column("is_rehearsal", Boolean, nullable=False),
)
rehearsal_part = table(
    ANSWERS,
    "rehearsal_part",
    Column("row_id", LargeBinary(16), primary_key=True),  # of a grant or of a section
    Column("wave", String(40), nullable=False, index=True),
)
wave_correction = table(
    ANSWERS,
    "wave_correction",
    Column("wave", String(40), primary_key=True),
    Column("place", String(4), primary_key=True),
    Column("day", Date, nullable=False),
    Column("from_release", String(64), nullable=False),
    Column("to_release", String(64), nullable=False),
    Column("reason", Text, nullable=False),
)
wave_confirmation = table(
    ANSWERS,
    "wave_confirmation",
    Column("wave", String(40), primary_key=True),
    Column("beside", String(40), primary_key=True),
    Column("day", Date, nullable=False),
    Column("reason", Text, nullable=False),
)
wave_translation_gap = table(
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
grant = table(
    ANSWERS,
    "code_grant",
    Column("locator", LargeBinary(16), primary_key=True),
    Column("blob", LargeBinary, nullable=False),
)
draft_section = table(
    ANSWERS,
    "draft_section",
    Column("row_id", LargeBinary(16), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("blob", LargeBinary, nullable=False),
    Column("expires_month", String(7), nullable=False),
    Column("epoch", Integer, nullable=False),
)
response = table(
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
wave_mode = table(
    ANSWERS,
    "wave_mode",
    Column("wave", String(40), primary_key=True),
    Column("mode", String(10), primary_key=True),
    Column("n_mixed", Integer, nullable=False),
)
sealed_response = table(
    ANSWERS,
    "sealed_response",
    Column("id", LargeBinary(16), primary_key=True),
    Column("wave", String(40), nullable=False, index=True),
    Column("box", LargeBinary, nullable=False),
)
sealed_flag = table(
    ANSWERS,
    "sealed_flag",
    Column("id", LargeBinary(16), primary_key=True),
    Column("wave", String(40), nullable=False, index=True),
    Column("box", LargeBinary, nullable=False),
)
wave_key = table(
    ANSWERS,
    "wave_key",
    Column("wave", String(40), primary_key=True),
    Column("study_key", LargeBinary(32), nullable=False),
    Column("flag_key", LargeBinary(32), nullable=True),
)
free_text = table(
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
coding_seat = table(
    ANSWERS,
    "coding_seat",
    Column("wave", String(40), primary_key=True),
    Column("question", String(60), primary_key=True),
    Column("seat", String(10), primary_key=True),
    Column("coder", String(80), nullable=False),
    UniqueConstraint("wave", "question", "coder", name="uq_coding_seat_coder"),
)
text_coding = table(
    ANSWERS,
    "text_coding",
    Column("text", LargeBinary(16), primary_key=True),
    Column("seat", String(10), primary_key=True),
    Column("themes", Text, nullable=False),
)
