"""Create certificates.

Certificates and the series of their numbers.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "certificate_series",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_certificate_series_programme_id")),
        sa.PrimaryKeyConstraint("programme_id", "year", name=op.f("pk_certificate_series")),
    )
    op.create_table(
        "certificate",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("attendance", "training", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("check_code", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("valid", "replaced", "revoked", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("replaced_by_id", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_reason", sa.String(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(state = 'replaced') = (replaced_by_id IS NOT NULL)", name=op.f("ck_certificate_replaced_has_successor")
        ),
        sa.CheckConstraint(
            "(state = 'revoked') = (revoked_at IS NOT NULL)", name=op.f("ck_certificate_revoked_has_date")
        ),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_certificate_delivery_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_certificate_file_id")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name=op.f("fk_certificate_issued_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_person_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_certificate_programme_id")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["certificate.id"], name=op.f("fk_certificate_replaced_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("check_code", name="uq_certificate_check_code"),
        sa.UniqueConstraint("number", name="uq_certificate_number"),
    )
    op.create_index("ix_certificate_batch_id", "certificate", ["batch_id"], unique=False)
    op.create_index(op.f("ix_certificate_file_id"), "certificate", ["file_id"], unique=False)
    op.create_index(op.f("ix_certificate_issued_by_id"), "certificate", ["issued_by_id"], unique=False)
    op.create_index(op.f("ix_certificate_person_id"), "certificate", ["person_id"], unique=False)
    op.create_index(op.f("ix_certificate_programme_id"), "certificate", ["programme_id"], unique=False)
    op.create_index(op.f("ix_certificate_replaced_by_id"), "certificate", ["replaced_by_id"], unique=False)
    op.create_index(
        "uq_certificate_one_valid",
        "certificate",
        ["delivery_id", "person_id", "kind"],
        unique=True,
        postgresql_where=sa.text("state = 'valid'"),
    )


def downgrade():
    op.drop_index("uq_certificate_one_valid", table_name="certificate", postgresql_where=sa.text("state = 'valid'"))
    op.drop_index(op.f("ix_certificate_replaced_by_id"), table_name="certificate")
    op.drop_index(op.f("ix_certificate_programme_id"), table_name="certificate")
    op.drop_index(op.f("ix_certificate_person_id"), table_name="certificate")
    op.drop_index(op.f("ix_certificate_issued_by_id"), table_name="certificate")
    op.drop_index(op.f("ix_certificate_file_id"), table_name="certificate")
    op.drop_index("ix_certificate_batch_id", table_name="certificate")
    op.drop_table("certificate")
    op.drop_table("certificate_series")
