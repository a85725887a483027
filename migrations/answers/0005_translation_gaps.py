"""Why a wave was opened although texts were not translated."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One row a copy and language: how many texts, the day and the reason."""
    op.create_table(
        "wave_translation_gap",
        sa.Column("wave", sa.String(40), primary_key=True),
        sa.Column("release", sa.String(64), primary_key=True),
        sa.Column("translated_into", sa.String(20), primary_key=True),
        sa.Column("n_missing", sa.Integer, nullable=False),
        sa.Column("n_stale", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Forgets them, unless there are any."""
    found = sa.select(sa.text("1")).select_from(sa.table("wave_translation_gap"))
    if op.get_bind().execute(found).first():
        raise CommandError("wave_translation_gap holds answers' reasons, which would be lost")
    op.drop_table("wave_translation_gap")
