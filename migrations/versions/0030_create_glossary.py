"""Create the glossary.

A term of a programme, and for each language its agreed word, what else it is called, and what it means. The forms of
the words and the sections they stand in are filled in by a job.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "glossary_term",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("chapter_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_glossary_term_programme_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_glossary_term_chapter_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_term")),
    )
    op.create_index(op.f("ix_glossary_term_programme_id"), "glossary_term", ["programme_id"])
    op.create_index(op.f("ix_glossary_term_chapter_id"), "glossary_term", ["chapter_id"])
    op.create_table(
        "glossary_text",
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("word_key", sa.String(), nullable=False),
        sa.Column("sort_key", sa.LargeBinary(), nullable=False),
        sa.Column("other_words", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("forms", postgresql.JSONB(), nullable=False),
        sa.Column("section_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("locale IN ('sl', 'de', 'en')", name=op.f("ck_glossary_text_locale_known")),
        sa.ForeignKeyConstraint(
            ["term_id"], ["glossary_term.id"], name=op.f("fk_glossary_text_term_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_glossary_text_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_text")),
        sa.UniqueConstraint("term_id", "locale", name="uq_glossary_text_locale"),
        sa.UniqueConstraint("programme_id", "locale", "word_key", name="uq_glossary_text_word"),
    )


def downgrade():
    op.drop_table("glossary_text")
    op.drop_table("glossary_term")
