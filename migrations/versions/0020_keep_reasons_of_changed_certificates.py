"""Keep reasons of changed certificates.

A certificate says why it was replaced or revoked; its successor is named before it is written.
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column("certificate", "revoked_reason", new_column_name="reason")
    op.drop_constraint(op.f("fk_certificate_replaced_by_id"), "certificate", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_certificate_replaced_by_id"),
        "certificate",
        "certificate",
        ["replaced_by_id"],
        ["id"],
        initially="DEFERRED",
        deferrable=True,
    )


def downgrade():
    op.drop_constraint(op.f("fk_certificate_replaced_by_id"), "certificate", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_certificate_replaced_by_id"), "certificate", "certificate", ["replaced_by_id"], ["id"]
    )
    op.alter_column("certificate", "reason", new_column_name="revoked_reason")
