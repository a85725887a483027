"""Visits that were left, so that no copy of their cookie opens anything any more."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the table; nobody has left yet."""
    op.create_table(
        "ended_visit",
        sa.Column("id_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("forget_after", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drops it; a copied cookie of a visit that was left today opens it again."""
    op.drop_table("ended_visit")
