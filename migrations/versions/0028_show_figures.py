"""Show figures.

A figure shows a picture by its name; the picture is kept once for a programme. Footnotes stand in the text they belong
to, so that no block is one. The way back takes the figures out of the working text, for nothing before shows them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KINDS = ("heading", "paragraph", "list", "table", "callout", "quotation", "figure")


def upgrade():
    op.execute("UPDATE block SET kind = 'paragraph' WHERE kind = 'footnote'")
    _allow(KINDS)
    op.add_column("edition_section", sa.Column("figures_before", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "figure_picture",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_figure_picture_programme_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_figure_picture_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_picture")),
        sa.UniqueConstraint("programme_id", "name", name="uq_figure_picture_name"),
    )
    for column in ("file_id", "name"):
        op.create_index(op.f(f"ix_figure_picture_{column}"), "figure_picture", [column])


def downgrade():
    op.drop_table("figure_picture")
    op.drop_column("edition_section", "figures_before")
    op.execute("DELETE FROM block WHERE kind = 'figure'")
    _allow((*KINDS, "footnote"))


def _allow(kinds):
    op.drop_constraint(op.f("ck_block_kind"), "block", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_block_kind"), "block", f"kind IN ({listed})")
