"""Mail to the people of stand-alone visits.

A mail to a group went to a delivery's people only; a study visit that stands alone has people to write to as well.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("group_mail", sa.Column("event_id", sa.Uuid(), nullable=True))
    op.alter_column("group_mail", "delivery_id", nullable=True)
    op.create_foreign_key(op.f("fk_group_mail_event_id"), "group_mail", "event", ["event_id"], ["id"])
    op.create_index(op.f("ix_group_mail_event_id"), "group_mail", ["event_id"])
    op.create_check_constraint(
        op.f("ck_group_mail_delivery_or_event"), "group_mail", "(delivery_id IS NULL) <> (event_id IS NULL)"
    )


def downgrade():
    op.execute("DELETE FROM group_mail WHERE delivery_id IS NULL")
    op.drop_constraint(op.f("ck_group_mail_delivery_or_event"), "group_mail", type_="check")
    op.drop_index(op.f("ix_group_mail_event_id"), "group_mail")
    op.drop_constraint(op.f("fk_group_mail_event_id"), "group_mail", type_="foreignkey")
    op.alter_column("group_mail", "delivery_id", nullable=False)
    op.drop_column("group_mail", "event_id")
