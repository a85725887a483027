"""Confirmations that a round may be published beside one that is much alike."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """One row a confirmation: both rounds, the day and the reason."""
    op.create_table(
        "wave_confirmation",
        sa.Column("wave", sa.String(40), primary_key=True),
        sa.Column("beside", sa.String(40), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Forgets them, unless there are any."""
    found = sa.select(sa.text("1")).select_from(sa.table("wave_confirmation"))
    if op.get_bind().execute(found).first():
        raise CommandError("wave_confirmation holds answers' reasons, which would be lost")
    op.drop_table("wave_confirmation")
