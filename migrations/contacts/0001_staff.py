"""Staff and their sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the two tables."""
    op.create_table(
        "staff",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_session",
        sa.Column("id_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("staff", sa.String(80), nullable=False),
        sa.Column("started", sa.Integer, nullable=False),
        sa.Column("last_seen", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("staff_session")
    op.drop_table("staff")
