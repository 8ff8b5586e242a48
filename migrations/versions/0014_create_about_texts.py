"""Create about texts.

Accessibility statement, privacy notice and contact are the operator's to write.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "about_text",
        sa.Column(
            "subject",
            sa.Enum(
                "accessibility",
                "privacy",
                "contact",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("locale IN ('sl', 'de', 'en')", name=op.f("ck_about_text_locale_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_about_text")),
        sa.UniqueConstraint("subject", "locale", name="uq_about_text_locale"),
    )


def downgrade():
    op.drop_table("about_text")
