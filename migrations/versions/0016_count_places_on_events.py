"""Count places on events.

Lists show free places without counting rows, and the database itself refuses more places than the capacity.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COUNT_PLACES = """
UPDATE event SET places_taken = found.taken, places_waiting = found.waiting
FROM (
    SELECT event_id,
        count(*) FILTER (WHERE state IN ('confirmed', 'offered')) AS taken,
        count(*) FILTER (WHERE state = 'waiting') AS waiting
    FROM place GROUP BY event_id
) AS found
WHERE found.event_id = event.id
"""


def upgrade():
    op.add_column("event", sa.Column("places_taken", sa.Integer(), server_default="0", nullable=False))
    op.add_column("event", sa.Column("places_waiting", sa.Integer(), server_default="0", nullable=False))
    op.execute(COUNT_PLACES)
    op.create_check_constraint(op.f("ck_event_places_within_capacity"), "event", "places_taken BETWEEN 0 AND capacity")
    op.create_check_constraint(op.f("ck_event_places_waiting_not_negative"), "event", "places_waiting >= 0")


def downgrade():
    op.drop_constraint(op.f("ck_event_places_waiting_not_negative"), "event", type_="check")
    op.drop_constraint(op.f("ck_event_places_within_capacity"), "event", type_="check")
    op.drop_column("event", "places_waiting")
    op.drop_column("event", "places_taken")
