"""Count sign-in requests.

How often a network asks for sign-in mails is limited; a keyed hash of the network is enough to count by.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("sign_in_ticket", sa.Column("requested_from", sa.String(), nullable=True))
    op.create_index(
        "ix_sign_in_ticket_requested_from_requested_at", "sign_in_ticket", ["requested_from", "requested_at"]
    )


def downgrade():
    op.drop_index("ix_sign_in_ticket_requested_from_requested_at", table_name="sign_in_ticket")
    op.drop_column("sign_in_ticket", "requested_from")
