"""Describe visits.

What a study visit is about, the headings of its days, and the kind and host of each stop.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "visit_description",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("summary", postgresql.JSONB(), nullable=False),
        sa.Column("taking_part", postgresql.JSONB(), nullable=False),
        sa.Column("note", postgresql.JSONB(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_visit_description_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_description")),
        sa.UniqueConstraint("event_id", name="uq_visit_description_event_id"),
    )
    op.create_table(
        "itinerary_day",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_itinerary_day_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_itinerary_day")),
        sa.UniqueConstraint("event_id", "day", name="uq_itinerary_day_once"),
    )
    op.add_column("itinerary_stop", sa.Column("kind", sa.String(length=40), nullable=False, server_default="stop"))
    op.alter_column("itinerary_stop", "kind", server_default=None)
    op.create_check_constraint(op.f("ck_itinerary_stop_kind"), "itinerary_stop", "kind IN ('transfer', 'stop', 'meal')")
    op.add_column("itinerary_stop", sa.Column("host", sa.String(), nullable=True))


def downgrade():
    op.drop_column("itinerary_stop", "host")
    op.drop_constraint(op.f("ck_itinerary_stop_kind"), "itinerary_stop", type_="check")
    op.drop_column("itinerary_stop", "kind")
    op.drop_table("itinerary_day")
    op.drop_table("visit_description")
