"""A wave may be a rehearsal, which knows its rows, so that they can be thrown away."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0011"
down_revision = "0010"
KEPT = (
    *("name", "questionnaire", "version", "version_hash", "edition", "parameters"),
    *("opens", "closes", "state", "is_synthetic", "release", "ended"),
)


def upgrade() -> None:
    """No wave was a rehearsal until now."""
    _remake((sa.Column("is_rehearsal", sa.Boolean, nullable=False),), {"is_rehearsal": False})
    op.create_table(
        "rehearsal_part",
        sa.Column("row_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("wave", sa.String(40), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_rehearsal_part_wave", "rehearsal_part", ["wave"])


def downgrade() -> None:
    """Forgets it, unless there is a rehearsal, which would count as a wave."""
    wave = sa.table("wave", sa.column("is_rehearsal"))
    if op.get_bind().execute(sa.select(sa.text("1")).where(wave.c.is_rehearsal)).first():
        raise CommandError("wave holds a rehearsal, which would count among the others")
    op.drop_index("ix_rehearsal_part_wave", "rehearsal_part")
    op.drop_table("rehearsal_part")
    _remake((), {})


def _remake(more: tuple[sa.Column[bool], ...], values: dict[str, bool]) -> None:
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
        sa.Column("release", sa.String(64), nullable=True),
        sa.Column("ended", sa.Date, nullable=True),
        *more,
        sqlite_with_rowid=False,
    )
    before, after = (
        sa.table(name, *map(sa.column, (*KEPT, *values))) for name in ("wave_before", "wave")
    )
    kept = [before.c[name] for name in KEPT]
    new = [sa.literal(value) for value in values.values()]
    op.execute(sa.insert(after).from_select([*KEPT, *values], sa.select(*kept, *new)))
    op.drop_table("wave_before")
