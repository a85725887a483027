"""What a wave asks is kept with it: its copy, the day it ended, and corrections of its wording."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0003"
down_revision = "0002"
KEPT = (
    "name",
    "questionnaire",
    "version",
    "version_hash",
    "edition",
    "parameters",
    "opens",
    "closes",
    "state",
    "is_synthetic",
)


def upgrade() -> None:
    """A wave that was opened before has no copy and no known day of its end."""
    _remake(
        sa.Column("release", sa.String(64), nullable=True),
        sa.Column("ended", sa.Date, nullable=True),
    )
    op.create_table(
        "wave_correction",
        sa.Column("wave", sa.String(40), primary_key=True),
        sa.Column("place", sa.String(4), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("from_release", sa.String(64), nullable=False),
        sa.Column("to_release", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Forgets them, unless a wave would no longer know what it asked."""
    for name, condition in (("wave_correction", "1 = 1"), ("wave", "release is not null")):
        found = sa.select(sa.text("1")).select_from(sa.table(name)).where(sa.text(condition))
        if op.get_bind().execute(found).first():
            raise CommandError(f"{name} holds answers' questionnaires, which would be lost")
    op.drop_table("wave_correction")
    _remake()


def _remake(*more: sa.Column[object]) -> None:
    """Makes the table anew with its rows, so that it reads as if it had been made at once."""
    op.rename_table("wave", "wave_before")
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
        *more,
        sqlite_with_rowid=False,
    )
    before, after = (sa.table(name, *map(sa.column, KEPT)) for name in ("wave_before", "wave"))
    op.execute(sa.insert(after).from_select(KEPT, sa.select(before)))
    op.drop_table("wave_before")
