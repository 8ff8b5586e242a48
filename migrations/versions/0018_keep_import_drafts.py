"""Keep import drafts.

A file for the handbook is read first and taken over only after a person has seen what it would change.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "import_draft",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("chapter_id", sa.Uuid(), nullable=True),
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
            nullable=True,
        ),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(chapter_id IS NULL) = (pillar IS NOT NULL)", name=op.f("ck_import_draft_new_chapter_has_pillar")
        ),
        sa.CheckConstraint("locale IN ('sl', 'de', 'en')", name=op.f("ck_import_draft_locale_known")),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_import_draft_chapter_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_import_draft_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_import_draft_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_draft")),
    )
    for column in ("chapter_id", "created_at", "person_id", "programme_id"):
        op.create_index(op.f(f"ix_import_draft_{column}"), "import_draft", [column], unique=False)


def downgrade():
    op.drop_table("import_draft")
