"""Create handbook.

Chapters, sections, blocks and a text per block and language.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "chapter",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "pillar",
            sa.Enum(
                "introduction",
                "development",
                "organisation",
                "marketing",
                name="pillar",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_chapter_number_positive")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_chapter_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter")),
        sa.UniqueConstraint("programme_id", "number", name="uq_chapter_number"),
    )
    op.create_table(
        "section",
        sa.Column("chapter_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_section_number_positive")),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_section_chapter_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("chapter_id", "number", deferrable=True, initially="DEFERRED", name="uq_section_number"),
    )
    op.create_table(
        "block",
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "heading",
                "paragraph",
                "list",
                "table",
                "callout",
                "quotation",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "label",
            sa.Enum(
                "exercise",
                "example",
                "checklist",
                "tip",
                "warning",
                "definition",
                name="label",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("source_locale", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(kind = 'callout') = (label IS NOT NULL)", name=op.f("ck_block_callout_has_label")),
        sa.CheckConstraint("source_locale IN ('sl', 'de', 'en')", name=op.f("ck_block_source_locale_known")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_block_section_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("section_id", "position", deferrable=True, initially="DEFERRED", name="uq_block_position"),
    )
    op.create_table(
        "block_text",
        sa.Column("block_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("body_hash", sa.String(), nullable=False),
        sa.Column("source_hash", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("locale IN ('sl', 'de', 'en')", name=op.f("ck_block_text_locale_known")),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_block_text_block_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["changed_by_id"], ["person.id"], name=op.f("fk_block_text_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_text")),
        sa.UniqueConstraint("block_id", "locale", name="uq_block_text_locale"),
    )
    op.create_index(op.f("ix_block_text_changed_by_id"), "block_text", ["changed_by_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_block_text_changed_by_id"), table_name="block_text")
    op.drop_table("block_text")
    op.drop_table("block")
    op.drop_table("section")
    op.drop_table("chapter")
