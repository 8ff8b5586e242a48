"""Keep downloads.

Files of an edition are made when first asked for, and kept: an edition never changes. The way back forgets which files
were made; they are made again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "download",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("edition_chapter_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("format", sa.String(40), nullable=False),
        sa.Column("made_as", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("format IN ('pdf', 'epub')", name=op.f("ck_download_format")),
        sa.CheckConstraint("file_id IS NULL OR failed_at IS NULL", name=op.f("ck_download_made_or_failed")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_download_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["edition_chapter_id"],
            ["edition_chapter.id"],
            name=op.f("fk_download_edition_chapter_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_download_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_download")),
        sa.UniqueConstraint(
            "edition_id",
            "edition_chapter_id",
            "language",
            "format",
            "made_as",
            name="uq_download_once",
            postgresql_nulls_not_distinct=True,
        ),
    )
    for column in ("edition_chapter_id", "file_id"):
        op.create_index(op.f(f"ix_download_{column}"), "download", [column])


def downgrade():
    op.drop_table("download")
