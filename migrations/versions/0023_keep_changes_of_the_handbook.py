"""Keep changes of the handbook.

An edit can be undone, a translator sees what has changed in the source, texts may be in easy language, and a section
that modules refer to stays as a row when it is removed. The way back fails where texts in easy language, figures or
footnotes exist, for the older tables cannot hold them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KINDS = ("heading", "paragraph", "list", "table", "callout", "quotation")
NEW_KINDS = (*KINDS, "figure", "footnote")
LOCALES = ("sl", "de", "en")
LANGUAGES = (*LOCALES, "sl-simple", "de-simple", "en-simple")
CHANGES = (
    "written",
    "confirmed",
    "source_chosen",
    "kind_changed",
    "added",
    "moved",
    "split",
    "merged",
    "removed",
    "section_added",
    "section_named",
    "section_moved",
    "section_removed",
    "imported",
    "chapter_named",
)


def upgrade():
    op.add_column("section", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint("uq_section_number", "section", type_="unique")
    op.create_exclude_constraint(
        "uq_section_number",
        "section",
        ("chapter_id", "="),
        ("number", "="),
        using="btree",
        where="removed_at IS NULL",
        deferrable=True,
        initially="DEFERRED",
    )
    op.create_index(op.f("ix_section_chapter_id"), "section", ["chapter_id"])
    _allow("block", "kind", NEW_KINDS, name="kind")
    _allow("block_text", "locale", LANGUAGES, name="locale_known")
    op.alter_column("block_text", "source_hash", existing_type=sa.String(), nullable=True)
    op.create_table(
        "wording",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.UniqueConstraint("hash", name="uq_wording_hash"),
    )
    op.execute(
        "INSERT INTO wording (id, hash, body)"
        " SELECT gen_random_uuid(), body_hash, min(body) FROM block_text GROUP BY body_hash"
    )
    op.create_table(
        "handbook_change",
        sa.Column("chapter_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*CHANGES, name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("block_id", sa.Uuid(), nullable=True),
        sa.Column("locale", sa.String(), nullable=True),
        sa.Column("is_cosmetic", sa.Boolean(), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=False),
        sa.Column("after", postgresql.JSONB(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_handbook_change_number_positive")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_handbook_change_actor_id")),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_handbook_change_chapter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handbook_change")),
        sa.UniqueConstraint("chapter_id", "number", name="uq_handbook_change_number"),
    )
    op.create_index(op.f("ix_handbook_change_actor_id"), "handbook_change", ["actor_id"])


def downgrade():
    op.drop_index(op.f("ix_handbook_change_actor_id"), table_name="handbook_change")
    op.drop_table("handbook_change")
    op.drop_table("wording")
    op.execute("UPDATE block_text SET source_hash = '' WHERE source_hash IS NULL")
    op.alter_column("block_text", "source_hash", existing_type=sa.String(), nullable=False)
    _allow("block_text", "locale", LOCALES, name="locale_known")
    _allow("block", "kind", KINDS, name="kind")
    op.drop_index(op.f("ix_section_chapter_id"), table_name="section")
    op.drop_constraint("uq_section_number", "section", type_="unique")
    op.execute(
        "UPDATE section SET number = number + 10000 + place FROM (SELECT id AS key, row_number() OVER () AS"
        " place FROM section WHERE removed_at IS NOT NULL) AS removed WHERE removed.key = section.id"
    )
    op.create_unique_constraint(
        "uq_section_number", "section", ["chapter_id", "number"], deferrable=True, initially="DEFERRED"
    )
    op.drop_column("section", "removed_at")


def _allow(table: str, column: str, values: tuple[str, ...], *, name: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    listed = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, f"{column} IN ({listed})")
