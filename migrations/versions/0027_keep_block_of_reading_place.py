"""Keep the block of the reading place.

Reading goes on in the middle of a section, on any device and in any language.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("reading_place", sa.Column("anchor", sa.String(), nullable=True))
    op.create_check_constraint(op.f("ck_reading_place_anchor_of_block"), "reading_place", "anchor ~ '^b-[0-9a-f]{8}$'")


def downgrade():
    op.drop_column("reading_place", "anchor")
