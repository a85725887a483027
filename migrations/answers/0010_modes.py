"""How answers came stands in no row: who typed few forms from paper would know theirs."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0010"
down_revision = "0009"
KEPT = (
    *("id", "questionnaire", "version_hash", "wave", "country", "klass"),
    *("answers", "is_synthetic", "withdraw_tag"),
)
WEB = "web"


def upgrade() -> None:
    """Counts the modes of each wave, and takes them from the rows."""
    counts = op.create_table(
        "wave_mode",
        sa.Column("wave", sa.String(40), primary_key=True),
        sa.Column("mode", sa.String(10), primary_key=True),
        sa.Column("n_mixed", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    response = sa.table("response", sa.column("wave"), sa.column("mode"))
    places = response.c.wave, response.c.mode
    counted = sa.select(*places, sa.func.count()).group_by(*places)
    op.execute(sa.insert(counts).from_select(["wave", "mode", "n_mixed"], counted))
    if op.get_bind().dialect.name == "postgresql":
        op.drop_column("response", "mode")
    else:
        _remake(KEPT)


def downgrade() -> None:
    """Every response came by the web then; refused where one did not."""
    counts = sa.table("wave_mode", sa.column("mode"))
    keyed = sa.select(sa.text("1")).select_from(counts).where(counts.c.mode != WEB)
    if op.get_bind().execute(keyed).first():
        raise CommandError("wave_mode holds answers' ways, which would be lost")
    mode = sa.Column("mode", sa.String(10), nullable=False, server_default=WEB)
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("response", mode)
        op.alter_column("response", "mode", server_default=None)
    else:
        _remake((*KEPT, "mode"), sa.Column("mode", sa.String(10), nullable=False))
    op.drop_table("wave_mode")


def _remake(columns: tuple[str, ...], *more: sa.Column[str]) -> None:
    """Makes the table anew with its rows, so that it reads as if it had been made at once."""
    op.drop_index("ix_response_wave", "response")
    op.rename_table("response", "response_before")
    op.create_table(
        "response",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("version_hash", sa.String(64), nullable=False),
        sa.Column("wave", sa.String(40), nullable=False),
        sa.Column("country", sa.String(40), nullable=True),
        sa.Column("klass", sa.String(40), nullable=True),
        *more,
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("is_synthetic", sa.Boolean, nullable=False),
        sa.Column("withdraw_tag", sa.LargeBinary(32), nullable=True),
        sa.UniqueConstraint("withdraw_tag", name="uq_response_withdraw_tag"),
        sqlite_with_rowid=False,
    )
    before, after = (
        sa.table(name, *map(sa.column, columns)) for name in ("response_before", "response")
    )
    read = [sa.literal(WEB) if name == "mode" else before.c[name] for name in columns]
    op.execute(sa.insert(after).from_select(columns, sa.select(*read).select_from(before)))
    op.drop_table("response_before")
    op.create_index("ix_response_wave", "response", ["wave"])
