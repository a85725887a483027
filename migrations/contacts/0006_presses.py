"""Presses: forms of the desk whose button was pressed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "desk_press",
        sa.Column("mark", sa.String(32), primary_key=True),
        sa.Column("press_day", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drops it; a form that is open somewhere might act twice."""
    op.drop_table("desk_press")
