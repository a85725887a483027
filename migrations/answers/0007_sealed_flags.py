"""Who has sent waits sealed too, beside what was sent, until enough others have."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """A pool of flags; a wave that was opened before has no key for them and no invitations."""
    op.create_table(
        "sealed_flag",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("wave", sa.String(40), nullable=False),
        sa.Column("box", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sealed_flag_wave", "sealed_flag", ["wave"])
    _remake(sa.Column("flag_key", sa.LargeBinary(32), nullable=True))


def downgrade() -> None:
    """Forgets the keys of flags, unless one waits."""
    found = sa.select(sa.text("1")).select_from(sa.table("sealed_flag"))
    if op.get_bind().execute(found).first():
        raise CommandError("sealed_flag holds answers' senders, which would be lost")
    op.drop_table("sealed_flag")
    _remake()


def _remake(*more: sa.Column[object]) -> None:
    """Makes the table anew with its rows, so that it reads as if it had been made at once."""
    op.rename_table("wave_key", "wave_key_before")
    op.create_table(
        "wave_key",
        sa.Column("wave", sa.String(40), primary_key=True),
        sa.Column("study_key", sa.LargeBinary(32), nullable=False),
        *more,
        sqlite_with_rowid=False,
    )
    kept = ("wave", "study_key")
    before, after = (
        sa.table(name, *map(sa.column, kept)) for name in ("wave_key_before", "wave_key")
    )
    op.execute(sa.insert(after).from_select(kept, sa.select(before)))
    op.drop_table("wave_key_before")
