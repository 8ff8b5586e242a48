"""Keep each chapter's progress.

By language, how many of its blocks are current, stale and missing: the desk lists it, and to count it anew for all
chapters takes longer than all the rest of the page. Each edit writes it; what is there already is counted here.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

COUNT = """
UPDATE chapter SET progress = counted.progress FROM (
    SELECT chapter_id, jsonb_object_agg(language, jsonb_build_object(
        'current', current, 'stale', blocks - current - missing, 'missing', missing)) AS progress
    FROM (
        SELECT section.chapter_id, language, count(*) AS blocks,
            count(*) FILTER (WHERE text.id IS NULL) AS missing,
            count(*) FILTER (WHERE text.id IS NOT NULL
                AND (source.id IS NULL OR text.source_hash = source.body_hash)) AS current
        FROM section
        JOIN block ON block.section_id = section.id
        CROSS JOIN unnest(ARRAY['sl', 'de', 'en']) AS language
        LEFT JOIN block_text AS text ON text.block_id = block.id AND text.locale = language
        LEFT JOIN block_text AS source ON source.block_id = block.id AND source.locale = block.source_locale
        WHERE section.removed_at IS NULL
        GROUP BY section.chapter_id, language
    ) AS states
    GROUP BY chapter_id
) AS counted
WHERE counted.chapter_id = chapter.id
"""


def upgrade():
    op.add_column("chapter", sa.Column("progress", postgresql.JSONB(), nullable=True))
    op.execute(COUNT)


def downgrade():
    op.drop_column("chapter", "progress")
