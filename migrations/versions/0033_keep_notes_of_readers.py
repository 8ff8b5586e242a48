"""Keep notes of readers.

Notes, highlights and bookmarks are a reader's own; they keep the passage by its words, so that it is found in later editions.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KIND = sa.Enum("note", "highlight", "bookmark", name="kind", native_enum=False, create_constraint=True, length=40)


def upgrade():
    op.create_table(
        "reader_note",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("block_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("exact", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("search_words", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "kind <> 'bookmark' OR block_id IS NULL", name=op.f("ck_reader_note_bookmark_is_of_section")
        ),
        sa.CheckConstraint(
            "kind <> 'highlight' OR block_id IS NOT NULL", name=op.f("ck_reader_note_highlight_is_of_block")
        ),
        sa.CheckConstraint("kind <> 'note' OR body <> ''", name=op.f("ck_reader_note_note_has_words")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reader_note_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_reader_note_section_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_note")),
    )
    op.create_index(op.f("ix_reader_note_person_id_section_id"), "reader_note", ["person_id", "section_id"])
    op.create_index(op.f("ix_reader_note_section_id"), "reader_note", ["section_id"])
    op.create_index(
        "uq_reader_note_one_bookmark",
        "reader_note",
        ["person_id", "section_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'bookmark'"),
    )


def downgrade():
    op.drop_table("reader_note")
