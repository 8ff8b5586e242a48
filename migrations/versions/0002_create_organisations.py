"""Create organisations.

The official register of municipalities, partners and hosts.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "organisation",
        sa.Column(
            "kind",
            sa.Enum(
                "municipality",
                "partner",
                "host",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.LargeBinary(), nullable=False),
        sa.Column("search_words", sa.String(), nullable=False),
        sa.Column("country", sa.CHAR(length=2), nullable=False),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("register_code", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("country", "register_code", name="uq_organisation_register_code"),
    )
    op.create_index("ix_organisation_order", "organisation", ["sort_key", "id"], unique=False)


def downgrade():
    op.drop_index("ix_organisation_order", table_name="organisation")
    op.drop_table("organisation")
