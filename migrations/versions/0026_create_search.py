"""Create the search.

Passages of the latest edition with their words, and the forms of words. A job fills both after each publishing;
what was published before is found by the hourly look, or at once by `flask handbook index`.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KINDS = ("title", "heading", "chapter", "text")


def upgrade():
    kinds = sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "search_passage",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("edition_section_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("block_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_search_passage_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["edition_section_id"],
            ["edition_section.id"],
            name=op.f("fk_search_passage_edition_section_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_passage")),
    )
    op.create_index(op.f("ix_search_passage_edition_id"), "search_passage", ["edition_id"])
    op.create_index("ix_search_passage_words", "search_passage", ["words"], postgresql_using="gin")
    op.create_index("ix_search_passage_section", "search_passage", ["edition_section_id", "language", "position"])
    op.create_table(
        "word_form",
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("lemma", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("form", "lemma", "language", name=op.f("pk_word_form")),
    )
    op.create_index(op.f("ix_word_form_lemma"), "word_form", ["lemma"])


def downgrade():
    op.drop_table("word_form")
    op.drop_table("search_passage")
