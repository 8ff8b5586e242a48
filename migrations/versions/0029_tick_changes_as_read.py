"""Tick changes as read.

Who holds a certificate is shown what changed in the handbook since, and says what of it they have read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "change_read",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("press_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["edition_change.id"], name=op.f("fk_change_read_change_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_change_read_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_read")),
        sa.UniqueConstraint("person_id", "change_id", name="uq_change_read_once"),
    )
    for column in ("change_id", "press_id"):
        op.create_index(op.f(f"ix_change_read_{column}"), "change_read", [column], unique=False)


def downgrade():
    op.drop_table("change_read")
