"""Keep the edition of the handbook that a module is taken from.

A module that stands already keeps the latest one, which is what its participants read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("module", sa.Column("edition_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_module_edition_id"), "module", "edition", ["edition_id"], ["id"])
    op.create_index(op.f("ix_module_edition_id"), "module", ["edition_id"])
    op.execute(
        """
        UPDATE module SET edition_id = (
            SELECT edition.id FROM edition
            WHERE edition.programme_id = module.programme_id AND edition.published_at IS NOT NULL
            ORDER BY edition.number DESC LIMIT 1
        )
        """
    )


def downgrade():
    op.drop_column("module", "edition_id")
