"""Assign chapters to people, with a day and a language."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "chapter_assignment",
        sa.Column("chapter_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("assigned_by_id", sa.Uuid(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_chapter_assignment_chapter_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_chapter_assignment_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["assigned_by_id"], ["person.id"], name=op.f("fk_chapter_assignment_assigned_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter_assignment")),
    )
    for column in ("assigned_by_id", "chapter_id", "due_on", "person_id"):
        op.create_index(op.f(f"ix_chapter_assignment_{column}"), "chapter_assignment", [column])
    op.create_index(
        "uq_chapter_assignment_open",
        "chapter_assignment",
        ["chapter_id", "person_id", "language"],
        unique=True,
        postgresql_where=sa.text("finished_at IS NULL"),
    )


def downgrade():
    op.drop_table("chapter_assignment")
