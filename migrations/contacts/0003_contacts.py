"""Who is asked: contacts, invitations, what is mailed to them and what they are asked back."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the tables; waves that were opened before have no contacts."""
    op.create_table(
        "sample",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("invitation_mode", sa.String(10), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contact",
        sa.Column("contact_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("sample", sa.String(40), nullable=False),
        sa.Column("institution", sa.String(200), nullable=False),
        sa.Column("addressee", sa.String(200), nullable=True),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("postal_address", sa.Text, nullable=True),
        sa.Column("addressee_language", sa.String(20), nullable=False),
        sa.Column("sample_country", sa.String(40), nullable=True),
        sa.Column("sample_class", sa.String(40), nullable=True),
        sa.Column("disposition", sa.String(20), nullable=True),
        sa.UniqueConstraint("sample", "institution", name="uq_contact_institution"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contact_sample", "contact", ["sample"])
    op.create_table(
        "invitation",
        sa.Column("invitation_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("sample", sa.String(40), nullable=False),
        sa.Column("contact_id", sa.LargeBinary(16), nullable=True),
        sa.Column("code_locator", sa.LargeBinary(16), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("sample_country", sa.String(40), nullable=True),
        sa.Column("sample_class", sa.String(40), nullable=True),
        sa.UniqueConstraint("code_locator", name="uq_invitation_code_locator"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_invitation_sample", "invitation", ["sample"])
    op.create_index("ix_invitation_contact_id", "invitation", ["contact_id"])
    op.create_table(
        "mail",
        sa.Column("mail_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("sample", sa.String(40), nullable=False),
        sa.Column("contact_id", sa.LargeBinary(16), nullable=False),
        sa.Column("occasion", sa.String(20), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("sent_week", sa.String(8), nullable=True),
        sa.UniqueConstraint("contact_id", "occasion", name="uq_mail_occasion"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mail_sample", "mail", ["sample"])
    op.create_table(
        "inquiry",
        sa.Column("inquiry_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("invitation_id", sa.LargeBinary(16), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("inquiry_words", sa.Text, nullable=False),
        sa.Column("reply_words", sa.Text, nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_inquiry_invitation_id", "inquiry", ["invitation_id"])
    op.create_table(
        "section_progress",
        sa.Column("invitation_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("section_name", sa.String(60), primary_key=True),
        sa.Column("progress", sa.String(10), nullable=False),
        sqlite_with_rowid=False,
    )


TABLES = ("section_progress", "inquiry", "mail", "invitation", "contact", "sample")


def downgrade() -> None:
    """Forgets who was asked, unless somebody was."""
    if op.get_bind().execute(sa.select(sa.text("1")).select_from(sa.table("contact"))).first():
        raise CommandError("contact holds who is asked, which would be lost")
    for name in TABLES:
        op.drop_table(name)
