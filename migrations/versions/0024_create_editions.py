"""Create editions.

What everybody reads is an edition, which never changes: the database refuses. Published chapters become the first.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

PILLARS = ("introduction", "development", "organisation", "marketing")
FROZEN = ("edition_chapter", "edition_section", "edition_text", "edition_change")
FALLBACKS = {"sl": ("sl", "en", "de"), "de": ("de", "en", "sl"), "en": ("en", "de", "sl")}


def upgrade():
    states = sa.Enum(
        "draft", "in_review", "approved", name="state", native_enum=False, create_constraint=True, length=40
    )
    op.add_column("chapter", sa.Column("state", states, nullable=False, server_default="draft"))
    op.alter_column("chapter", "state", server_default=None)
    op.add_column("chapter", sa.Column("changed_by_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_chapter_changed_by_id"), "chapter", "person", ["changed_by_id"], ["id"])
    op.create_index(op.f("ix_chapter_changed_by_id"), "chapter", ["changed_by_id"])
    op.execute("UPDATE chapter SET state = 'approved' WHERE published_at IS NOT NULL")
    _create_tables()
    _publish_what_was_published()
    _freeze()


def _table(name, *columns):
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _reference(table, column, target, **options):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), **options)


def _create_tables():
    _table(
        "edition",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_edition_number_positive")),
        sa.CheckConstraint("cardinality(languages) > 0", name=op.f("ck_edition_has_language")),
        _reference("edition", "programme_id", "programme"),
        _reference("edition", "published_by_id", "person"),
        sa.UniqueConstraint("programme_id", "number", name="uq_edition_number"),
    )
    op.create_index(op.f("ix_edition_published_by_id"), "edition", ["published_by_id"])
    pillar = sa.Enum(*PILLARS, name="pillar", native_enum=False, create_constraint=True, length=40)
    _table(
        "edition_chapter",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("chapter_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pillar", pillar, nullable=False),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        _reference("edition_chapter", "edition_id", "edition", ondelete="CASCADE"),
        _reference("edition_chapter", "chapter_id", "chapter"),
        sa.UniqueConstraint("edition_id", "chapter_id", name="uq_edition_chapter_once"),
        sa.UniqueConstraint("edition_id", "number", name="uq_edition_chapter_number"),
    )
    op.create_index(op.f("ix_edition_chapter_chapter_id"), "edition_chapter", ["chapter_id"])
    _table(
        "edition_section",
        sa.Column("edition_chapter_id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("tables_before", sa.Integer(), nullable=False),
        _reference("edition_section", "edition_chapter_id", "edition_chapter", ondelete="CASCADE"),
        _reference("edition_section", "section_id", "section"),
        sa.UniqueConstraint("edition_chapter_id", "number", name="uq_edition_section_number"),
    )
    op.create_index(op.f("ix_edition_section_section_id"), "edition_section", ["section_id"])
    _table(
        "edition_text",
        sa.Column("edition_section_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("blocks", postgresql.JSONB(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        _reference("edition_text", "edition_section_id", "edition_section", ondelete="CASCADE"),
        sa.UniqueConstraint("edition_section_id", "language", name="uq_edition_text_language"),
    )
    _table(
        "edition_change",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("chapter_number", sa.Integer(), nullable=False),
        sa.Column("section_number", sa.Integer(), nullable=False),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("note", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("kind IN ('added', 'changed', 'removed')", name=op.f("ck_edition_change_kind_known")),
        _reference("edition_change", "edition_id", "edition", ondelete="CASCADE"),
        _reference("edition_change", "section_id", "section"),
        sa.UniqueConstraint("edition_id", "position", name="uq_edition_change_position"),
    )
    op.create_index(op.f("ix_edition_change_section_id"), "edition_change", ["section_id"])


def _publish_what_was_published():
    """Make the first edition of each programme from its published chapters."""
    op.execute(
        "INSERT INTO edition (id, programme_id, number, languages)"
        " SELECT gen_random_uuid(), programme_id, 1, ARRAY['sl', 'de', 'en'] FROM chapter"
        " WHERE published_at IS NOT NULL GROUP BY programme_id"
    )
    op.execute(
        "INSERT INTO edition_chapter (id, edition_id, chapter_id, number, pillar, title)"
        " SELECT gen_random_uuid(), edition.id, chapter.id, chapter.number, chapter.pillar, chapter.title"
        " FROM chapter JOIN edition ON edition.programme_id = chapter.programme_id"
        " WHERE chapter.published_at IS NOT NULL"
    )
    op.execute(
        "INSERT INTO edition_section (id, edition_chapter_id, section_id, number, title, tables_before)"
        " SELECT gen_random_uuid(), edition_chapter.id, section.id, section.number, section.title,"
        " (SELECT count(*) FROM block JOIN section AS earlier ON earlier.id = block.section_id"
        "  WHERE earlier.chapter_id = section.chapter_id AND earlier.number < section.number AND block.kind = 'table')"
        " FROM section JOIN edition_chapter ON edition_chapter.chapter_id = section.chapter_id"
    )
    for language, fallbacks in FALLBACKS.items():
        op.execute(_texts_of(language, fallbacks))
    op.execute(
        "UPDATE edition SET published_at ="
        " (SELECT max(published_at) FROM chapter WHERE chapter.programme_id = edition.programme_id)"
    )


def _texts_of(language, fallbacks):
    order = ", ".join(f"'{one}'" for one in fallbacks)
    return f"""
        INSERT INTO edition_text (id, edition_section_id, language, blocks, letters)
        SELECT gen_random_uuid(), edition_section.id, '{language}', jsonb_agg(jsonb_build_object(
            'id', block.id, 'kind', block.kind, 'label', block.label, 'body', shown.body, 'locale', shown.locale,
            'source_locale', block.source_locale, 'source_changed_at', coalesce(source.changed_at, shown.changed_at),
            'state', CASE WHEN shown.locale <> '{language}' THEN 'missing'
                WHEN source.id IS NULL OR source.id = shown.id OR shown.source_hash = source.body_hash THEN 'current'
                ELSE 'stale' END
        ) ORDER BY block.position, block.id), sum(length(shown.body))
        FROM edition_section JOIN block ON block.section_id = edition_section.section_id
        JOIN LATERAL (
            SELECT * FROM block_text WHERE block_text.block_id = block.id
            ORDER BY array_position(ARRAY[{order}]::varchar[], block_text.locale) LIMIT 1
        ) AS shown ON true
        LEFT JOIN block_text AS source ON source.block_id = block.id AND source.locale = block.source_locale
        GROUP BY edition_section.id
    """  # noqa: S608


def _freeze():
    """Refuse to change what belongs to a published edition; a programme is removed by TRUNCATE or with the database."""
    op.execute(
        """
        CREATE FUNCTION refuse_change_of_edition() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            row_now jsonb;
            found timestamptz;
        BEGIN
            IF TG_OP = 'INSERT' THEN row_now := to_jsonb(NEW); ELSE row_now := to_jsonb(OLD); END IF;
            SELECT edition.published_at INTO found FROM edition WHERE edition.id = CASE TG_TABLE_NAME
                WHEN 'edition' THEN (row_now->>'id')::uuid
                WHEN 'edition_section' THEN (SELECT c.edition_id FROM edition_chapter AS c
                    WHERE c.id = (row_now->>'edition_chapter_id')::uuid)
                WHEN 'edition_text' THEN (SELECT c.edition_id FROM edition_chapter AS c
                    JOIN edition_section AS s ON s.edition_chapter_id = c.id
                    WHERE s.id = (row_now->>'edition_section_id')::uuid)
                ELSE (row_now->>'edition_id')::uuid END;
            IF found IS NOT NULL THEN
                RAISE EXCEPTION 'A published edition never changes.' USING CONSTRAINT = 'edition_never_changes';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON edition"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change_of_edition()"
    )
    for table in FROZEN:
        op.execute(
            f"CREATE TRIGGER never_changes BEFORE INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change_of_edition()"
        )


def downgrade():
    for table in ("edition", *FROZEN):
        op.execute(f"DROP TRIGGER never_changes ON {table}")
    op.execute("DROP FUNCTION refuse_change_of_edition()")
    for table in ("edition_change", "edition_text", "edition_section", "edition_chapter", "edition"):
        op.drop_table(table)
    op.drop_index(op.f("ix_chapter_changed_by_id"), table_name="chapter")
    op.drop_constraint(op.f("fk_chapter_changed_by_id"), "chapter", type_="foreignkey")
    op.drop_column("chapter", "changed_by_id")
    op.drop_column("chapter", "state")
