"""What reviewers decided about free texts, who codes them, and the themes that were found."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0002"
down_revision = "0001"
TABLES = ("text_review", "coding_seat", "text_coding")


def upgrade() -> None:
    """Makes the three tables; no text has been reviewed or coded yet."""
    op.create_table(
        "text_review",
        sa.Column("response", sa.LargeBinary(16), primary_key=True),
        sa.Column("cell", sa.String(120), primary_key=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("wording", sa.Text, nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coding_seat",
        sa.Column("wave", sa.String(40), primary_key=True),
        sa.Column("question", sa.String(60), primary_key=True),
        sa.Column("seat", sa.String(10), primary_key=True),
        sa.Column("coder", sa.String(80), nullable=False),
        sa.UniqueConstraint("wave", "question", "coder", name="uq_coding_seat_coder"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "text_coding",
        sa.Column("response", sa.LargeBinary(16), primary_key=True),
        sa.Column("cell", sa.String(120), primary_key=True),
        sa.Column("seat", sa.String(10), primary_key=True),
        sa.Column("themes", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drops them, unless that would lose what people decided about texts."""
    for name in TABLES:
        if op.get_bind().execute(sa.select(sa.text("1")).select_from(sa.table(name))).first():
            raise CommandError(f"{name} holds answers' reviews or codings, which would be lost")
    for name in TABLES:
        op.drop_table(name)
