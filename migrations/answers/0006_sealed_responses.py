"""What is sent waits, sealed to a key of its wave, until it is opened together with others."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """A pool, and the public half of each wave's key."""
    op.create_table(
        "sealed_response",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("wave", sa.String(40), nullable=False),
        sa.Column("box", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sealed_response_wave", "sealed_response", ["wave"])
    op.create_table(
        "wave_key",
        sa.Column("wave", sa.String(40), primary_key=True),
        sa.Column("study_key", sa.LargeBinary(32), nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Forgets the keys, unless something waits."""
    found = sa.select(sa.text("1")).select_from(sa.table("sealed_response"))
    if op.get_bind().execute(found).first():
        raise CommandError("sealed_response holds answers, which would be lost")
    op.drop_table("wave_key")
    op.drop_table("sealed_response")
