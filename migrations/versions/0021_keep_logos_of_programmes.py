"""Keep logos of programmes.

Every page and paper carries the logos of the programme and its partners, in an order of their own.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "programme_logo",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("text", postgresql.JSONB(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_programme_logo_has_size")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_programme_logo_file_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_logo_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_logo")),
    )
    for column in ("file_id", "programme_id"):
        op.create_index(op.f(f"ix_programme_logo_{column}"), "programme_logo", [column], unique=False)


def downgrade():
    op.drop_table("programme_logo")
