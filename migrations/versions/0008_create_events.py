"""Create events.

Deliveries, sessions and study visits.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "delivery",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "closed",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "audience",
            sa.Enum("public", "invitation", name="audience", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_delivery_booking_window_in_order")),
        sa.ForeignKeyConstraint(["contact_id"], ["person.id"], name=op.f("fk_delivery_contact_id")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_delivery_module_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_delivery_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_contact_id"), "delivery", ["contact_id"], unique=False)
    op.create_index(op.f("ix_delivery_module_id"), "delivery", ["module_id"], unique=False)
    op.create_index("ix_delivery_programme_id_opens_at", "delivery", ["programme_id", "opens_at"], unique=False)
    op.create_table(
        "event",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("session", "study_visit", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "closed",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", postgresql.JSONB(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("country", sa.CHAR(length=2), nullable=False),
        sa.Column("venue", postgresql.JSONB(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("room", postgresql.JSONB(), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("is_interpreted", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum("public", "invitation", name="audience", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("teaching_minutes", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind <> 'session' OR delivery_id IS NOT NULL", name=op.f("ck_event_session_has_delivery")),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_event_capacity_not_negative")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_event_booking_window_in_order")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_event_times_in_order")),
        sa.CheckConstraint("teaching_minutes >= 0", name=op.f("ck_event_teaching_minutes_not_negative")),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_event_delivery_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_event_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_delivery_id"), "event", ["delivery_id"], unique=False)
    op.create_index("ix_event_programme_id_starts_at", "event", ["programme_id", "starts_at", "id"], unique=False)
    op.create_table(
        "event_trainer",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_trainer_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_event_trainer_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_trainer")),
        sa.UniqueConstraint("event_id", "person_id", name="uq_event_trainer_once"),
    )
    op.create_index(op.f("ix_event_trainer_person_id"), "event_trainer", ["person_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_event_trainer_person_id"), table_name="event_trainer")
    op.drop_table("event_trainer")
    op.drop_index("ix_event_programme_id_starts_at", table_name="event")
    op.drop_index(op.f("ix_event_delivery_id"), table_name="event")
    op.drop_table("event")
    op.drop_index("ix_delivery_programme_id_opens_at", table_name="delivery")
    op.drop_index(op.f("ix_delivery_module_id"), table_name="delivery")
    op.drop_index(op.f("ix_delivery_contact_id"), table_name="delivery")
    op.drop_table("delivery")
