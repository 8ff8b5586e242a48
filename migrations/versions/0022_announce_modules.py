"""Announce modules.

A module may be shown with its title, summary and outcomes before its content is there. Announced modules return to
draft on the way back, since the state is unknown there.
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade():
    replace_checks("'draft', 'announced', 'published', 'closed'", unpublished="state IN ('draft', 'announced')")


def downgrade():
    op.execute("UPDATE module SET state = 'draft' WHERE state = 'announced'")
    replace_checks("'draft', 'published', 'closed'", unpublished="state = 'draft'")


def replace_checks(states: str, *, unpublished: str) -> None:
    for name in ("ck_module_state", "ck_module_published_has_date"):
        op.drop_constraint(op.f(name), "module", type_="check")
    op.create_check_constraint(op.f("ck_module_state"), "module", f"state IN ({states})")
    op.create_check_constraint(
        op.f("ck_module_published_has_date"), "module", f"({unpublished}) = (published_at IS NULL)"
    )
