"""Jobs: long work that the desk asks for, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "job",
        sa.Column("job_id", sa.String(32), primary_key=True),
        sa.Column("job_kind", sa.String(20), nullable=False),
        sa.Column("job_wave", sa.String(40), nullable=False),
        sa.Column("wanted", sa.Text, nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("job_state", sa.String(10), nullable=False),
        sa.Column("asked_day", sa.Date, nullable=False),
        sa.Column("ended_day", sa.Date, nullable=True),
        sa.Column("n_done", sa.Integer, nullable=False),
        sa.Column("n_all", sa.Integer, nullable=False),
        sa.Column("n_tries", sa.Integer, nullable=False),
        sa.Column("lease_holder", sa.String(32), nullable=True),
        sa.Column("lease_ends", sa.Integer, nullable=True),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("outcome_values", sa.Text, nullable=False),
        sa.Column("file_names", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_job_job_wave", "job", ["job_wave"])


def downgrade() -> None:
    """Drops it; work that waits is not done, and files of jobs lie about."""
    op.drop_table("job")
