"""The log of staff: one line an action, each holding the hash of the one before."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0005"
down_revision = "0004"

# As the code declares them; on PostgreSQL the operator revokes UPDATE and DELETE.
TRIGGERS = (
    (
        "CREATE TRIGGER staff_log_no_update BEFORE UPDATE ON staff_log"
        " BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END"
    ),
    (
        "CREATE TRIGGER staff_log_no_delete BEFORE DELETE ON staff_log"
        " BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END"
    ),
    (
        "CREATE TRIGGER staff_log_no_replace BEFORE INSERT ON staff_log"
        " WHEN EXISTS (SELECT 1 FROM staff_log WHERE line = NEW.line)"
        " BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END"
    ),
)


def upgrade() -> None:
    """Makes the table; what was done before is in no line."""
    op.create_table(
        "staff_log",
        sa.Column("line", sa.String(10), primary_key=True),
        sa.Column("log_day", sa.String(10), nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("how_many", sa.Integer, nullable=True),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("line_hash", sa.String(64), nullable=False),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        for each in TRIGGERS:
            op.execute(each)


def downgrade() -> None:
    """Drops it, unless there is a line."""
    if op.get_bind().execute(sa.select(sa.text("1")).select_from(sa.table("staff_log"))).first():
        raise CommandError("staff_log holds what was done, which would be lost")
    op.drop_table("staff_log")
