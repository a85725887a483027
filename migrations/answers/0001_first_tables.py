"""Waves, grants of codes, sealed drafts, responses."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the four tables without a sequence or a rowid."""
    op.create_table(
        "wave",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("version_hash", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(40), nullable=False),
        sa.Column("parameters", sa.Text, nullable=False),
        sa.Column("opens", sa.Date, nullable=True),
        sa.Column("closes", sa.Date, nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("is_synthetic", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "code_grant",
        sa.Column("locator", sa.LargeBinary(16), primary_key=True),
        sa.Column("blob", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft_section",
        sa.Column("row_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("blob", sa.LargeBinary, nullable=False),
        sa.Column("expires_month", sa.String(7), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "response",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("version_hash", sa.String(64), nullable=False),
        sa.Column("wave", sa.String(40), nullable=False),
        sa.Column("country", sa.String(40), nullable=True),
        sa.Column("klass", sa.String(40), nullable=True),
        sa.Column("mode", sa.String(10), nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("is_synthetic", sa.Boolean, nullable=False),
        sa.Column("withdraw_tag", sa.LargeBinary(32), nullable=True),
        sa.UniqueConstraint("withdraw_tag", name="uq_response_withdraw_tag"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_response_wave", "response", ["wave"])


def downgrade() -> None:
    """Drops them, unless that would lose answers; a fresh instance is the other way back."""
    for name in ("response", "draft_section"):
        if op.get_bind().execute(sa.select(sa.text("1")).select_from(sa.table(name))).first():
            raise CommandError(f"{name} holds answers, which this step would lose")
    for name in ("response", "draft_section", "code_grant", "wave"):
        op.drop_table(name)
