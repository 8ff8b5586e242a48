"""Create messages.

Mails to groups.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "group_mail",
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("subject", postgresql.JSONB(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_group_mail_delivery_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_group_mail_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_mail")),
    )
    op.create_index(op.f("ix_group_mail_delivery_id"), "group_mail", ["delivery_id"], unique=False)
    op.create_index(op.f("ix_group_mail_written_by_id"), "group_mail", ["written_by_id"], unique=False)
    op.create_table(
        "group_mail_recipient",
        sa.Column("group_mail_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_mail_id"], ["group_mail.id"], name=op.f("fk_group_mail_recipient_group_mail_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_group_mail_recipient_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_mail_recipient")),
        sa.UniqueConstraint("group_mail_id", "person_id", name="uq_group_mail_recipient_once"),
    )
    op.create_index(op.f("ix_group_mail_recipient_person_id"), "group_mail_recipient", ["person_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_group_mail_recipient_person_id"), table_name="group_mail_recipient")
    op.drop_table("group_mail_recipient")
    op.drop_index(op.f("ix_group_mail_written_by_id"), table_name="group_mail")
    op.drop_index(op.f("ix_group_mail_delivery_id"), table_name="group_mail")
    op.drop_table("group_mail")
