"""Create programmes.

A funded programme and who takes part in it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "programme",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("subtitle", postgresql.JSONB(), nullable=False),
        sa.Column("summary", postgresql.JSONB(), nullable=False),
        sa.Column("funding_sentence", postgresql.JSONB(), nullable=False),
        sa.Column("funding_words", postgresql.JSONB(), nullable=False),
        sa.Column("unit_minutes", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("retain_until", sa.Date(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("issuer_place", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_programme_dates_in_order")),
        sa.CheckConstraint("unit_minutes IN (45, 50, 60)", name=op.f("ck_programme_unit_minutes_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("code", name="uq_programme_code"),
    )
    op.create_table(
        "programme_organisation",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "participation",
            sa.Enum(
                "lead_partner",
                "partner",
                "municipality",
                name="participation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("project_region", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_programme_organisation_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_organisation_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_organisation")),
        sa.UniqueConstraint("programme_id", "organisation_id", "participation", name="uq_programme_organisation_once"),
    )
    op.create_index(
        op.f("ix_programme_organisation_organisation_id"), "programme_organisation", ["organisation_id"], unique=False
    )


def downgrade():
    op.drop_index(op.f("ix_programme_organisation_organisation_id"), table_name="programme_organisation")
    op.drop_table("programme_organisation")
    op.drop_table("programme")
