"""Roles: an account has one or several; a session knows when its holder typed a code again."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Moves the role of each account; everybody signs in again."""
    rows = op.get_bind().execute(sa.text("SELECT * FROM staff")).all()
    accounts = _accounts()
    roles = op.create_table(
        "staff_role",
        sa.Column("staff", sa.String(80), primary_key=True),
        sa.Column("role", sa.String(20), primary_key=True),
        sqlite_with_rowid=False,
    )
    for row in rows:
        op.execute(accounts.insert().values((row.name, row.password_hash, bool(row.is_active))))
        op.execute(roles.insert().values((row.name, row.role)))
    _sessions(sa.Column("confirmed", sa.Integer, nullable=True))


def downgrade() -> None:
    """Puts the role back; refused where an account has several. Everybody signs in again."""
    bind = op.get_bind()
    several = "SELECT staff FROM staff_role GROUP BY staff HAVING count(*) > 1"
    if bind.execute(sa.text(several)).first():
        raise CommandError("staff_role holds several roles of one account, which would be lost")
    joined = "SELECT staff.*, role FROM staff JOIN staff_role ON staff = name"
    rows = bind.execute(sa.text(joined)).all()
    accounts = _accounts(sa.Column("role", sa.String(20), nullable=False))
    for row in rows:
        kept = row.name, row.role, row.password_hash, bool(row.is_active)
        op.execute(accounts.insert().values(kept))
    op.drop_table("staff_role")
    _sessions()


def _accounts(*role: sa.Column[str]) -> sa.Table:
    """Makes the table anew and empty; there are few accounts."""
    op.drop_table("staff")
    return op.create_table(
        "staff",
        sa.Column("name", sa.String(80), primary_key=True),
        *role,
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )


def _sessions(*confirmed: sa.Column[int]) -> None:
    """Makes the table anew and empty."""
    op.drop_table("staff_session")
    op.create_table(
        "staff_session",
        sa.Column("id_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("staff", sa.String(80), nullable=False),
        sa.Column("started", sa.Integer, nullable=False),
        sa.Column("last_seen", sa.Integer, nullable=False),
        *confirmed,
        sqlite_with_rowid=False,
    )
