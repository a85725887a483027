"""The second factor of staff: a sealed secret with the last step that was used, and spare codes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables; no account has a second factor yet."""
    op.create_table(
        "second_factor",
        sa.Column("staff", sa.String(80), primary_key=True),
        sa.Column("sealed_secret", sa.LargeBinary, nullable=False),
        sa.Column("last_step", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recovery_code",
        sa.Column("staff", sa.String(80), primary_key=True),
        sa.Column("label", sa.String(4), primary_key=True),
        sa.Column("code_hash", sa.String(200), nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drops them; accounts sign in with their password and set up a new factor later."""
    op.drop_table("recovery_code")
    op.drop_table("second_factor")
