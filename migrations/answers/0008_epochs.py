"""A section says how often its key was replaced, since codes of colleagues can be taken back."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0008"
down_revision = "0007"
KEPT = ("row_id", "version", "blob", "expires_month")


def upgrade() -> None:
    """Until now no key was ever replaced."""
    _remake((sa.Column("epoch", sa.Integer, nullable=False),), {"epoch": 0})


def downgrade() -> None:
    """Forgets it, unless a section could not be opened any more."""
    section = sa.table("draft_section", sa.column("epoch"))
    if op.get_bind().execute(sa.select(sa.text("1")).where(section.c.epoch > 0)).first():
        raise CommandError("draft_section holds answers under later keys, which would be lost")
    _remake((), {})


def _remake(more: tuple[sa.Column[int], ...], values: dict[str, int]) -> None:
    """Makes the table anew with its rows, so that it reads as if it had been made at once."""
    op.rename_table("draft_section", "draft_section_before")
    op.create_table(
        "draft_section",
        sa.Column("row_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("blob", sa.LargeBinary, nullable=False),
        sa.Column("expires_month", sa.String(7), nullable=False),
        *more,
        sqlite_with_rowid=False,
    )
    before, after = (
        sa.table(name, *map(sa.column, (*KEPT, *values)))
        for name in ("draft_section_before", "draft_section")
    )
    kept = [before.c[name] for name in KEPT]
    new = [sa.literal(value) for value in values.values()]
    op.execute(sa.insert(after).from_select([*KEPT, *values], sa.select(*kept, *new)))
    op.drop_table("draft_section_before")
