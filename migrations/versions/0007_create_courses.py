"""Create courses.

Modules, activities, materials and progress.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "material",
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("locale", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(file_id IS NULL) <> (url IS NULL)", name=op.f("ck_material_file_or_link")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_material_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
    )
    op.create_index(op.f("ix_material_file_id"), "material", ["file_id"], unique=False)
    op.create_table(
        "module",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("summary", postgresql.JSONB(), nullable=False),
        sa.Column("outcomes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("workload_minutes", sa.Integer(), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("least_attendance_percent", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "published", "closed", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(state = 'draft') = (published_at IS NULL)", name=op.f("ck_module_published_has_date")),
        sa.CheckConstraint(
            "least_attendance_percent BETWEEN 0 AND 100", name=op.f("ck_module_least_attendance_in_range")
        ),
        sa.CheckConstraint("workload_minutes > 0", name=op.f("ck_module_workload_positive")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_module_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module")),
        sa.UniqueConstraint("programme_id", "number", name="uq_module_number"),
    )
    op.create_table(
        "module_activity",
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("reading", "material", "quiz", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=True),
        sa.Column("material_id", sa.Uuid(), nullable=True),
        sa.Column("quiz_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reading' AND section_id IS NOT NULL)"
            " OR (kind = 'material' AND material_id IS NOT NULL) OR (kind = 'quiz' AND quiz_id IS NOT NULL)",
            name=op.f("ck_module_activity_kind_fits"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(section_id, material_id, quiz_id) = 1", name=op.f("ck_module_activity_one_thing")
        ),
        sa.ForeignKeyConstraint(["material_id"], ["material.id"], name=op.f("fk_module_activity_material_id")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_module_activity_module_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_module_activity_quiz_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_module_activity_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_activity")),
        sa.UniqueConstraint(
            "module_id", "position", deferrable=True, initially="DEFERRED", name="uq_module_activity_position"
        ),
    )
    op.create_index(op.f("ix_module_activity_material_id"), "module_activity", ["material_id"], unique=False)
    op.create_index(op.f("ix_module_activity_quiz_id"), "module_activity", ["quiz_id"], unique=False)
    op.create_index(op.f("ix_module_activity_section_id"), "module_activity", ["section_id"], unique=False)
    op.create_table(
        "reading_mark",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reading_mark_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_reading_mark_section_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_mark")),
        sa.UniqueConstraint("person_id", "section_id", name="uq_reading_mark_once"),
    )
    op.create_index(op.f("ix_reading_mark_section_id"), "reading_mark", ["section_id"], unique=False)
    op.create_table(
        "reading_place",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reading_place_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_reading_place_programme_id")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_reading_place_section_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_place")),
        sa.UniqueConstraint("person_id", "programme_id", name="uq_reading_place_once"),
    )
    op.create_index(op.f("ix_reading_place_section_id"), "reading_place", ["section_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_reading_place_section_id"), table_name="reading_place")
    op.drop_table("reading_place")
    op.drop_index(op.f("ix_reading_mark_section_id"), table_name="reading_mark")
    op.drop_table("reading_mark")
    op.drop_index(op.f("ix_module_activity_section_id"), table_name="module_activity")
    op.drop_index(op.f("ix_module_activity_quiz_id"), table_name="module_activity")
    op.drop_index(op.f("ix_module_activity_material_id"), table_name="module_activity")
    op.drop_table("module_activity")
    op.drop_table("module")
    op.drop_index(op.f("ix_material_file_id"), table_name="material")
    op.drop_table("material")
